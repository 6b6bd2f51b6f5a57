"""One connection to a directory: many requests on their way at once, transactions, pages, errors told apart.

Needs python-ldap (the extra `directory`); only `directory.open_way` imports it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

import ldap
import ldap.controls
from django.utils.translation import gettext as _
from ldap.controls.libldap import SimplePagedResultsControl
from ldap.extop import ExtendedRequest

from .base import Misconfigured, Unreachable

Entry = dict[str, list[bytes]]
PAGE = 500
START_TRANSACTION = "1.3.6.1.1.21.1"
IN_TRANSACTION = "1.3.6.1.1.21.2"
END_TRANSACTION = "1.3.6.1.1.21.3"
LOST = (
    ldap.SERVER_DOWN,
    ldap.CONNECT_ERROR,
    ldap.TIMEOUT,
    ldap.UNAVAILABLE,
    ldap.BUSY,
    ldap.LOCAL_ERROR,
    ldap.DECODING_ERROR,
    ldap.PROTOCOL_ERROR,
)
FINAL = (
    ldap.OBJECT_CLASS_VIOLATION,
    ldap.CONSTRAINT_VIOLATION,
    ldap.INVALID_SYNTAX,
    ldap.INVALID_DN_SYNTAX,
    ldap.NAMING_VIOLATION,
    ldap.UNDEFINED_TYPE,
    ldap.INSUFFICIENT_ACCESS,
    ldap.NOT_ALLOWED_ON_RDN,
    ldap.NO_SUCH_OBJECT,
    ldap.UNWILLING_TO_PERFORM,
)


class Request(NamedTuple):
    """Something to be sent; `key` comes back with its answer."""

    key: str
    send: Callable[[Any, list[Any]], int]


class Answer(NamedTuple):
    """What the directory said to a request: entries, or an error of this request alone."""

    key: str
    entries: list[tuple[str, Entry]]
    error: ldap.LDAPError | None = None


def adding(key: str, dn: str, entry: Entry) -> Request:
    """A new entry."""
    return Request(key, lambda connection, controls: connection.add_ext(dn, list(entry.items()), controls))


def modifying(key: str, dn: str, changes: Sequence[tuple[int, str, list[bytes] | None]]) -> Request:
    """Changes of one entry, all or none."""
    return Request(key, lambda connection, controls: connection.modify_ext(dn, list(changes), controls))


def finding(key: str, base: str, scope: int, asked: str, attributes: Sequence[str]) -> Request:
    """A short search."""
    names = list(attributes)
    return Request(
        key, lambda connection, controls: connection.search_ext(base, scope, asked, names, serverctrls=controls)
    )


def in_words(error: ldap.LDAPError) -> str:
    """What the directory says, for a person."""
    detail = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    said = ", ".join(str(detail[part]) for part in ("desc", "info") if detail.get(part))
    return _("Das Verzeichnis lehnt ab: %(reason)s") % {"reason": said or type(error).__name__}


@contextmanager
def speaking() -> Iterator[None]:
    """Any error here is about the whole directory."""
    try:
        yield
    except ldap.INVALID_CREDENTIALS as error:
        raise Misconfigured(_("Das Verzeichnis nimmt diese Anmeldung nicht an.")) from error
    except ldap.NO_SUCH_OBJECT as error:
        raise Misconfigured(_("Einen der Basis-DNs gibt es im Verzeichnis nicht.")) from error
    except ldap.LDAPError as error:
        name = type(error).__name__
        raise Unreachable(_("Das Verzeichnis antwortet nicht richtig (%(error)s).") % {"error": name}) from error


class Wire:
    """A bound connection."""

    def __init__(self, connection: Any, *, window: int, timeout: int) -> None:
        self._connection, self._window, self._timeout = connection, window, timeout

    def close(self) -> None:
        """Say good-bye, if there is still somebody."""
        with suppress(ldap.LDAPError):
            self._connection.unbind_ext_s()

    def pump(self, requests: Iterable[Request], controls: Sequence[Any] = ()) -> Iterator[Answer]:
        """Send requests without waiting for each, never more than the window unanswered; raises Unreachable."""
        waiting: deque[tuple[str, int]] = deque()
        for request in requests:
            if len(waiting) >= self._window:
                yield self._answer(*waiting.popleft())
            with speaking():
                waiting.append((request.key, request.send(self._connection, list(controls))))
        while waiting:
            yield self._answer(*waiting.popleft())

    def _answer(self, key: str, number: int) -> Answer:
        try:
            found = self._connection.result3(number, 1, self._timeout)[1] or []
        except LOST as error:
            name = type(error).__name__
            raise Unreachable(_("Das Verzeichnis antwortet nicht richtig (%(error)s).") % {"error": name}) from error
        except ldap.LDAPError as error:
            return Answer(key, [], error)
        return Answer(key, [(dn, _lowered(entry)) for dn, entry in found if dn is not None])

    def at_once(self, requests: Sequence[Request]) -> bool:
        """All of them in one transaction (RFC 5805), for adding and modifying only; False: nothing was changed."""
        with speaking():
            token = self._extended(START_TRANSACTION, None) or b""
        control = ldap.controls.RequestControl(IN_TRANSACTION, True, token)
        is_good = not any(answer.error for answer in list(self.pump(requests, [control])))
        commit = b"" if is_good else b"\x01\x01\x00"
        body = commit + b"\x04" + bytes([len(token)]) + token
        try:
            self._extended(END_TRANSACTION, b"\x30" + bytes([len(body)]) + body)
        except LOST as error:
            raise Unreachable(_("Das Verzeichnis hat den Abschluss nicht bestätigt.")) from error
        except ldap.LDAPError:
            return False
        return is_good

    def _extended(self, oid: str, value: bytes | None) -> bytes | None:
        number = self._connection.extop(ExtendedRequest(oid, value))
        answer: bytes | None = self._connection.result4(number, 1, self._timeout, add_extop=1)[5]
        return answer

    def pages(self, base: str, scope: int, asked: str, attributes: Sequence[str]) -> Iterator[tuple[str, Entry]]:
        """All that a search finds, page by page, so that no limit of the server cuts it off unnoticed."""
        control = SimplePagedResultsControl(True, size=PAGE, cookie=b"")
        while True:
            with speaking():
                number = self._connection.search_ext(base, scope, asked, list(attributes), serverctrls=[control])
                _type, found, _number, controls = self._connection.result3(number, 1, self._timeout)
            yield from ((dn, _lowered(entry)) for dn, entry in found if dn is not None)
            cookies = [one.cookie for one in controls if one.controlType == SimplePagedResultsControl.controlType]
            if not cookies or not cookies[0]:
                return
            control.cookie = cookies[0]


def _lowered(entry: Entry) -> Entry:
    return {name.lower(): values for name, values in entry.items()}
