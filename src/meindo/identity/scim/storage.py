"""The library's storage on our tables: each operation is one short transaction that ends with its audit record."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scim2_models import NotFoundException, Resource, ResourceType, ResponseParameters, SearchRequest
from scim2_server.storage import ScimStorage, SearchPage

from meindo.platform.outbox.work import Work, unit_of_work

from . import commands, commands_groups
from .caller import Caller
from .purposes import SCIM
from .queries import living, members_of
from .rows import resource_of, said_of, uuid_of
from .search import filtered_by, find, wants_members
from .shape import GROUP


class Storage(ScimStorage):
    """What one caller pushed; `writes` says that the request changes something, so that what it reads is locked."""

    supports_cursors = True

    def __init__(self, caller: Caller | None = None, *, writes: bool = False) -> None:
        self._caller, self.writes = caller, writes
        self._work: Work | None = None

    @property
    def caller(self) -> Caller:
        """Who asks; without one nothing is read or written."""
        if self._caller is None:
            raise PermissionError("nobody is known who asks")
        return self._caller

    @caller.setter
    def caller(self, caller: Caller) -> None:
        self._caller = caller

    @contextmanager
    def operation(self) -> Iterator[None]:
        """One transaction; a failed operation leaves nothing behind, neither rows nor records."""
        with self._working():
            yield

    @contextmanager
    def _working(self) -> Iterator[Work]:
        if self._work is not None:
            yield self._work
            return
        with unit_of_work(self.caller.actor, purpose=SCIM.key) as work:
            self._work = work
            try:
                yield work
            finally:
                self._work = None

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """A resource; what is shown to the client is recorded."""
        with self._working() as work:
            rows = living(self.caller.client, resource_type.name)
            key = uuid_of(resource_id)
            if self.writes:
                rows = rows.select_for_update(no_key=True)
            row = rows.filter(uuid=key).first() if key else None
            if row is None:
                raise NotFoundException(detail=f"There is no {resource_type.name} with this id")
            if response_parameters is not None:
                commands.note(work, self.caller, "scim.read", row)
            with_members = resource_type.name == GROUP and wants_members(response_parameters)
            return resource_of(row, members_of([row.pk]).get(row.pk) if with_members else None)

    def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        """One page of what matches; recorded is how much was shown, not what was asked."""
        with self._working() as work:
            page = find(self.caller.client, resource_types, search_request, position)
            kinds = [kind.name for kind in resource_types]
            seen = len(page.resources)
            by = filtered_by(search_request)
            work.record("scim.searched", token=self.caller.token, kinds=kinds, by=by, shown=seen)
            return page

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """A new resource."""
        with self._working() as work:
            said = said_of(resource)
            if resource_type.name == GROUP:
                return self._group(commands_groups.create_group(work, self.caller, said))
            return resource_of(commands.create_account(work, self.caller, said))

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """The whole new state of a resource."""
        with self._working() as work:
            said, uuid = said_of(resource), resource.id or ""
            if resource_type.name == GROUP:
                return self._group(commands_groups.change_group(work, self.caller, uuid, said, expected_version))
            return resource_of(commands.change_account(work, self.caller, uuid, said, expected_version))

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """The resource answers 404 from now on."""
        with self._working() as work:
            delete = commands_groups.delete_group if resource_type.name == GROUP else commands.delete_account
            delete(work, self.caller, resource_id, expected_version)

    def _group(self, row: Any) -> Resource[Any]:
        return resource_of(row, members_of([row.pk]).get(row.pk))
