"""Three real applications behind the same face, so that one suite of tests asks all connectors the same."""

import csv
import hashlib
import io
import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from meindo.identity.connectors.base import Connector, Image, Outcome
from meindo.identity.connectors.openers import opener
from tests.support.relay import relay
from tests.support.scim_app import ScimApp
from tests.support.slapd import ADMIN, Slapd

READING, WRITING, LEADING = RIGHTS = ("lesen", "schreiben", "leiten")
FOREIGN = "fremd"  # a right that meindo does not manage


class Target(Protocol):
    """An application, and the ways to make its life hard."""

    def open(self, managed: Sequence[str] = RIGHTS, **more: Any) -> AbstractContextManager[Connector]:
        """The way in."""

    def settle(self) -> None:
        """Let the application do what it has to do by itself."""

    def breaking(self) -> AbstractContextManager[Connector]:
        """A way in that breaks half-way through many wishes."""


class DirectoryTarget:
    """A part of a directory."""

    key = "directory"

    def __init__(self, server: Slapd, name: str) -> None:
        self.server, self.part = server, server.part(name, *RIGHTS, FOREIGN)

    def settings(self, **more: Any) -> dict[str, Any]:
        """As the catalogue keeps them."""
        return {
            "uri": self.server.uri,
            "bind_dn": ADMIN,
            "password_file": self.server.password_file,
            "people": f"ou=people,{self.part}",
            "groups": f"ou=groups,{self.part}",
            **more,
        }

    def open(self, managed: Sequence[str] = RIGHTS, **more: Any) -> AbstractContextManager[Connector]:
        return opener(self.key)(self.settings(**more), managed)

    def settle(self) -> None:
        pass

    @contextmanager
    def breaking(
        self, after: int = 60_000, then: Callable[[], None] = lambda: None, **more: Any
    ) -> Iterator[Connector]:
        with relay(self.server.port, breaks_after=after, then=then) as line:
            with self.open(uri=f"ldap://127.0.0.1:{line.port}", **more) as connector:
                yield connector
            assert line.broken

    def person(self, name: str) -> str:
        """The DN of an account."""
        return f"uid={name},ou=people,{self.part}"

    def members(self, group: str) -> list[str]:
        """Who is in a group."""
        return self.server.entry(f"cn={group},ou=groups,{self.part}")["member"]


class ScimTarget:
    """A tenant of a SCIM application."""

    key = "scim"

    def __init__(self, app: ScimApp, name: str) -> None:
        self.app, self.name = app, name
        app.tenant(name, *RIGHTS, FOREIGN)

    def settings(self, **more: Any) -> dict[str, Any]:
        """As the catalogue keeps them."""
        address = f"http://127.0.0.1:{self.app.port}/{self.name}/v2"
        return {"uri": address, "token_file": str(self.app.token_file), **more}

    def open(self, managed: Sequence[str] = RIGHTS, **more: Any) -> AbstractContextManager[Connector]:
        return opener(self.key)(self.settings(**more), managed)

    def settle(self) -> None:
        pass

    @contextmanager
    def breaking(self, after: int = 60_000, then: Callable[[], None] = lambda: None) -> Iterator[Connector]:
        with relay(self.app.port, breaks_after=after, then=then) as line:
            with self.open(uri=f"http://127.0.0.1:{line.port}/{self.name}/v2") as connector:
                yield connector
            assert line.broken

    def user(self, name: str) -> Any:
        """A user as the application shows it."""
        found = self.app.ask(self.name, "GET", f'/Users?filter=userName eq "{name}"')
        return found["Resources"][0]

    def group(self, name: str) -> Any:
        """A group as the application shows it."""
        return self.app.ask(self.name, "GET", f'/Groups?filter=displayName eq "{name}"')["Resources"][0]


class CsvTarget:
    """A folder, and an application that takes the newest complete file and lays a receipt."""

    key = "csv"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, managed: Sequence[str] = RIGHTS, **more: Any) -> AbstractContextManager[Connector]:
        return opener(self.key)({"folder": str(self.folder), **more}, managed)

    def files(self) -> list[Path]:
        """The complete files, oldest first."""
        return [path.with_suffix("") for path in sorted(self.folder.glob("accounts-*.csv.sha256"))]

    def rows(self) -> list[dict[str, str]]:
        """What the newest file says, read without a line of the connector's code."""
        newest = self.files()[-1]
        said = newest.with_name(f"{newest.name}.sha256").read_text().split()
        assert said == [hashlib.sha256(newest.read_bytes()).hexdigest(), newest.name]
        return list(csv.DictReader(io.StringIO(newest.read_bytes().decode(), newline=""), delimiter=";"))

    def settle(self) -> None:
        """Do what the newest file says, and answer."""
        rows = [{**row, "file": self.files()[-1].name} for row in self.rows()]
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / "receipt.csv").write_bytes(out.getvalue().encode())

    @contextmanager
    def breaking(self) -> Iterator[Connector]:
        """The disk takes the first 4,000 bytes."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        with self.open() as connector:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
            try:
                yield connector
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


SHORT_CARD = {"given_name": "Ada", "family_name": "Berg", "mail": "ada@stadt.example", "function": "Kasse"}


def wish(name: str, *rights: str, enabled: bool = True, **card: str) -> Image:
    """An account as it should be, with a few texts."""
    return Image(name, enabled, frozenset(rights), {**SHORT_CARD, **card})


def ensured(target: Target, *wishes: Image, **more: Any) -> dict[str, Outcome]:
    """The outcomes by name."""
    with target.open(**more) as connector:
        return {outcome.native_id: outcome for outcome in connector.ensure(wishes)}


def seen(target: Target, **more: Any) -> dict[str, Image]:
    """The accounts by name."""
    with target.open(**more) as connector:
        return {image.native_id: image for image in connector.read()}
