"""A directory (LDAP): its settings, and the way in. Needs the extra `directory` (python-ldap)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .base import Connector, Misconfigured
from .reader import Reader, is_loopback

if TYPE_CHECKING:
    from .ldap_people import People
    from .ldap_wire import Wire

ATTRIBUTES = {
    "given_name": "givenName",
    "family_name": "sn",
    "mail": "mail",
    "personnel_no": "employeeNumber",
    "unit": "departmentNumber",
    "function": "title",
}
LOCK = "pwdAccountLockedTime"  # holds one value only


@dataclass(frozen=True)
class Directory:
    """Where a directory is and how accounts stand in it (docs/platform/connectors.md)."""

    uri: str
    bind_dn: str
    password: str
    people: str
    groups: str
    rdn: str
    attributes: Mapping[str, str]
    closed_attribute: str
    closed_value: str
    placeholder: str
    transactions: bool
    window: int
    timeout: int
    start_tls: bool
    ca_file: str


def directory_settings(settings: Mapping[str, Any]) -> Directory:
    """Settings, checked. A password goes over the network encrypted or not at all."""
    reader = Reader(settings)
    bind_dn = reader.text("bind_dn")
    found = Directory(
        uri=reader.text("uri"),
        bind_dn=bind_dn,
        password=reader.secret("password_file"),
        people=reader.text("people"),
        groups=reader.text("groups"),
        rdn=reader.text("rdn", "uid"),
        attributes=reader.names("attributes", ATTRIBUTES),
        closed_attribute=reader.text("closed_attribute", "employeeType"),
        closed_value=reader.text("closed_value", "disabled"),
        placeholder=reader.text("placeholder", bind_dn),
        transactions=reader.switch("transactions"),
        window=reader.number("window", 200, 200),
        timeout=reader.number("timeout", 20, 300),
        start_tls=reader.switch("start_tls"),
        ca_file=reader.file("ca_file"),
    )
    reader.finish()
    scheme = found.uri.partition("://")[0]
    if scheme not in {"ldap", "ldaps", "ldapi"}:
        raise Misconfigured(_("Einstellung „uri“: sie beginnt mit ldap://, ldaps:// oder ldapi://."))
    if scheme == "ldap" and not found.start_tls and not is_loopback(found.uri):
        raise Misconfigured(_("Das Verzeichnis ist nur verschlüsselt erreichbar: „start_tls“ oder ldaps://."))
    return found


@contextmanager
def open_way(settings: Mapping[str, Any], managed: Sequence[str]) -> Iterator[Connector]:
    """Bind, give the connector, unbind."""
    found = directory_settings(settings)
    try:
        import ldap  # noqa: PLC0415 (python-ldap is an extra)

        from . import ldap_wire  # noqa: PLC0415
    except ImportError as error:
        text = _("Für Verzeichnisse fehlt python-ldap: pip install 'meindo[directory]'.")
        raise Misconfigured(text) from error
    with ldap_wire.speaking():
        connection = _bound(ldap, found)
    wire = ldap_wire.Wire(connection, window=found.window, timeout=found.timeout)
    try:
        people = _people(found, wire, frozenset(managed))
        people.check()
        yield people
    finally:
        wire.close()


def _bound(ldap: Any, found: Directory) -> Any:
    connection = ldap.initialize(found.uri, bytes_mode=False)
    connection.set_option(ldap.OPT_REFERRALS, 0)
    connection.set_option(ldap.OPT_NETWORK_TIMEOUT, found.timeout)
    connection.set_option(ldap.OPT_TIMEOUT, found.timeout)
    if found.ca_file:
        connection.set_option(ldap.OPT_X_TLS_CACERTFILE, found.ca_file)
    connection.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
    connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
    if found.start_tls:
        connection.start_tls_s()
    connection.simple_bind_s(found.bind_dn, found.password)
    return connection


def _people(found: Directory, wire: "Wire", managed: frozenset[str]) -> "People":
    from .ldap_entry import Shape, normal  # noqa: PLC0415
    from .ldap_groups import Groups  # noqa: PLC0415
    from .ldap_people import People  # noqa: PLC0415

    shape = Shape(
        people=normal(found.people),
        rdn=found.rdn,
        attributes=found.attributes,
        closed_attribute=found.closed_attribute,
        closed_value=found.closed_value,
        closed_alone=found.closed_attribute.lower() == LOCK.lower(),
    )
    groups = Groups(wire, normal(found.groups), shape, managed, found.placeholder)
    return People(wire, shape, groups, transactions=found.transactions)
