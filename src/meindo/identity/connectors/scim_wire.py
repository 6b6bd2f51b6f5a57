"""Requests to a SCIM application, and what its answers mean: for one account, or for the application as a whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from scim2_client import SCIMClientException
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import ListResponse, PatchOp, Resource, SCIMException

from .base import Unreachable

ABOUT_ALL = {401, 407, 408, 425, 429}
MOST_PAGES = 10_000
Operation = dict[str, Any]

T = TypeVar("T")
Kind = TypeVar("Kind", bound=Resource[Any])


class Refused(Exception):
    """The application refuses a request of one account or group; final where it says so in SCIM's own words."""

    def __init__(self, status: int, text: str, *, is_final: bool) -> None:
        self.status, self.is_final = status, is_final
        super().__init__(text)


@contextmanager
def whole() -> Iterator[None]:
    """A refusal here is about the application as a whole."""
    try:
        yield
    except Refused as error:
        raise Unreachable(str(error)) from error


@dataclass
class ScimWire:
    """One client; every answer is checked against the schema."""

    client: SyncSCIMClient
    page: int

    def create(self, resource: Kind) -> Kind:
        """A new one."""
        made = _asked(lambda: self.client.create(resource))
        if not isinstance(made, type(resource)) or not made.id:
            raise _nonsense()
        return made

    def modify(self, kind: type[Kind], number: str, operations: list[Operation]) -> None:
        """Changes of one, all or none."""
        patch = {"schemas": [str(PatchOp.__schema__)], "Operations": operations}
        wanted = PatchOp[kind].model_validate(patch)  # type: ignore[valid-type]
        _asked(lambda: self.client.modify(kind, number, wanted))

    def found(self, kind: type[Kind], attribute: str, text: str) -> list[Kind]:
        """Those with this text."""
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return list(self.all_of(kind, f'{attribute} eq "{escaped}"'))

    def all_of(self, kind: type[Kind], asked: str = "") -> Iterator[Kind]:
        """All, page by page; an application that promises more than it gives is not believed."""
        seen = 0
        for _page in range(MOST_PAGES):
            search = {"startIndex": seen + 1, "count": self.page, **({"filter": asked} if asked else {})}
            answer = _asked(partial(self.client.query, kind, query_parameters=search))
            if not isinstance(answer, ListResponse) or answer.total_results is None:
                raise _nonsense()
            resources = answer.resources or []
            yield from resources
            seen += len(resources)
            if seen >= answer.total_results:
                return
            if not resources:
                raise _nonsense()
        raise _nonsense()


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except SCIMException as error:
        status = int(error.status or 0)
        text = _("Die Anwendung lehnt ab (%(status)s): %(reason)s")
        words = text % {"status": status, "reason": error.detail or error.scim_type or ""}
        if not 400 <= status < 500 or status in ABOUT_ALL:
            raise Unreachable(words) from error
        raise Refused(status, words, is_final=True) from error
    except SCIMClientException as error:
        status = getattr(error.source, "status_code", 0)
        if 400 <= status < 500 and status not in ABOUT_ALL:  # a refusal, but not in the words of SCIM
            text = _("Die Anwendung lehnt ab (%(status)s): %(reason)s")
            raise Refused(status, text % {"status": status, "reason": error.message}, is_final=False) from error
        raise Unreachable(_("Die Anwendung antwortet nicht richtig: %(reason)s") % {"reason": error.message}) from error


def _nonsense() -> Unreachable:
    return Unreachable(_("Die Anwendung antwortet nicht richtig: %(reason)s") % {"reason": "ListResponse"})
