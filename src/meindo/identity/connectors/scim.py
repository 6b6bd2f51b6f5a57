"""An application that offers SCIM 2.0 (RFC 7643, 7644): its settings, and the way in."""

import logging
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from httpx2 import Client, Timeout
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import EnterpriseUser, Group, ResourceType, ScimPolicy, ScimProvider, User

from .base import Connector, Misconfigured
from .reader import Reader, is_loopback
from .scim_groups import ScimGroups
from .scim_people import ScimPeople
from .scim_user import Person
from .scim_wire import ScimWire

logging.getLogger("httpx2").setLevel(logging.WARNING)  # addresses name people, and names are not for a log


@dataclass(frozen=True)
class ScimSettings:
    """Where an application answers and what it can hold (docs/platform/connectors.md)."""

    uri: str
    token: str
    match: str
    group_match: str
    has_enterprise: bool
    timeout: int
    page: int
    ca_file: str


def scim_settings(settings: Mapping[str, Any]) -> ScimSettings:
    """Settings, checked. The token goes over the network encrypted or not at all."""
    reader = Reader(settings)
    found = ScimSettings(
        uri=reader.text("uri").rstrip("/"),
        token=reader.secret("token_file"),
        match=reader.choice("match", ("userName", "externalId")),
        group_match=reader.choice("group_match", ("displayName", "externalId")),
        has_enterprise=reader.switch("enterprise", default=True),
        timeout=reader.number("timeout", 20, 300),
        page=reader.number("page", 100, 1000),
        ca_file=reader.file("ca_file"),
    )
    reader.finish()
    parts = urlsplit(found.uri)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(found.uri)):
        raise Misconfigured(_("Einstellung „uri“: die Anwendung ist nur über https:// erreichbar."))
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise Misconfigured(_("Einstellung „uri“: eine Adresse ohne Anmeldedaten und ohne Anhängsel."))
    if not found.token.isascii() or not found.token.isprintable():
        raise Misconfigured(_("Einstellung „%(name)s“: die Datei lässt sich nicht lesen.") % {"name": "token_file"})
    return found


@contextmanager
def open_way(settings: Mapping[str, Any], managed: Sequence[str]) -> Iterator[Connector]:
    """A client that follows no redirection and asks no proxy of the environment: the token goes to this host only."""
    found = scim_settings(settings)
    provider = ScimProvider(
        models=[User, EnterpriseUser, Group],
        resource_types=[ResourceType.from_resource(Person), ResourceType.from_resource(Group)],
        policy=ScimPolicy(unknown=ScimPolicy.Unknown.ignore),  # applications add attributes of their own
    )
    with Client(
        base_url=found.uri,
        headers={"Authorization": f"Bearer {found.token}"},
        timeout=Timeout(found.timeout),
        verify=_trust(found.ca_file),
        follow_redirects=False,
        trust_env=False,
    ) as client:
        wire = ScimWire(SyncSCIMClient(client, provider=provider), found.page)
        groups = ScimGroups(wire, frozenset(managed), found.group_match)
        yield ScimPeople(wire, groups, match=found.match, has_enterprise=found.has_enterprise)


def _trust(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (ssl.SSLError, OSError) as error:
        text = _("Einstellung „%(name)s“: die Datei lässt sich nicht lesen.")
        raise Misconfigured(text % {"name": "ca_file"}) from error
