"""A real directory server for tests: an unprivileged process of its own, on a free port, in RAM where there is some."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tools import directory

from tests.support.relay import free_port, halt

SUFFIX = "dc=meindo,dc=test"
ADMIN = f"cn=admin,{SUFFIX}"
PASSWORD = "secret"
CONFIGURATION = """
modulepath {modules}
moduleload back_mdb
moduleload refint
moduleload ppolicy
moduleload auditlog
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
pidfile  {folder}/slapd.pid
argsfile {folder}/slapd.args
loglevel none
{before}
database mdb
suffix   "{suffix}"
rootdn   "{admin}"
rootpw   {password}
directory {folder}/data
maxsize  268435456
dbnosync
index objectClass eq
index uid,employeeNumber eq
index cn,sn,mail eq,sub
index member eq
index entryCSN,entryUUID eq
overlay refint
refint_attributes member
overlay ppolicy
{after}
"""


def needed() -> None:
    """Skip a test with the reason, or fail it where the leg is required."""
    if lacking := directory.lacking():
        if directory.LEG in os.environ.get("MEINDO_REQUIRE_LEGS", "").split(","):
            pytest.fail(f"the leg {directory.LEG} is required: {lacking}")
        pytest.skip(f"{directory.LEG}: {lacking}")


@dataclass
class Slapd:
    """A server that can be stopped, killed, halted and started again on the same data."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"ldap://127.0.0.1:{self.port}/"

    @property
    def password_file(self) -> str:
        """A file with the password."""
        return str(self.folder / "password")

    def start(self) -> None:
        """Start, and wait until it answers."""
        as_user = ["setpriv", "--reuid=nobody", "--clear-groups", "--"] if os.geteuid() == 0 else []  # refuses root
        command = [*as_user, str(directory.slapd()), "-f", str(self.folder / "slapd.conf"), "-h", self.uri, "-d", "0"]
        with (self.folder / "slapd.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(200):
            if self._answers():
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "slapd.log").read_text())

    def _answers(self) -> bool:
        import ldap

        try:
            self.admin().unbind_s()
        except ldap.SERVER_DOWN:
            assert self.process
            assert self.process.poll() is None, (self.folder / "slapd.log").read_text()
            return False
        return True

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it; with SIGKILL without warning."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.send_signal(signal.SIGCONT)
            self.process.wait(20)

    def halt(self) -> None:
        """It keeps its connections and says nothing any more."""
        assert self.process
        halt(self.process)

    def go_on(self) -> None:
        """It answers again."""
        assert self.process
        self.process.send_signal(signal.SIGCONT)

    def admin(self) -> Any:
        """A connection that may do everything."""
        import ldap

        connection = ldap.initialize(self.uri)
        connection.simple_bind_s(ADMIN, PASSWORD)
        return connection

    def add(self, dn: str, **attributes: str | list[str]) -> None:
        """An entry."""
        texts = {name: [text] if isinstance(text, str) else text for name, text in attributes.items()}
        connection = self.admin()
        connection.add_s(dn, [(name, [text.encode() for text in values]) for name, values in texts.items()])
        connection.unbind_s()

    def entry(self, dn: str, *attributes: str) -> dict[str, list[str]]:
        """What stands there, with these operational attributes too."""
        import ldap

        connection = self.admin()
        found = connection.search_s(dn, ldap.SCOPE_BASE, "(objectClass=*)", ["*", *attributes])[0][1]
        connection.unbind_s()
        return {name: sorted(value.decode() for value in values) for name, values in found.items()}

    def part(self, name: str, *groups: str) -> str:
        """A part of its own with people and groups below it; gives its DN. Groups begin with the administrator only."""
        dn = f"ou={name},{SUFFIX}"
        self.add(dn, objectClass="organizationalUnit", ou=name)
        for ou in ("people", "groups"):
            self.add(f"ou={ou},{dn}", objectClass="organizationalUnit", ou=ou)
        for group in groups:
            self.add(f"cn={group},ou=groups,{dn}", objectClass="groupOfNames", cn=group, member=ADMIN)
        return dn


@contextmanager
def slapd(before: str = "", after: str = "", files: Mapping[str, str] | None = None) -> Iterator[Slapd]:
    """A running server with the suffix `dc=meindo,dc=test`; nothing of it is left at the end.

    `before` and `after` are lines of configuration for the server and for its database, `files` lie in its folder,
    which they name as FOLDER.
    """
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (RAM: a throw-away server needs no disk)
    folder = Path(tempfile.mkdtemp(prefix="meindo-slapd-", dir=base))
    (folder / "data").mkdir()
    text = CONFIGURATION.format(
        modules="/usr/lib/ldap",
        schemas="/etc/ldap/schema",
        folder=folder,
        before=before.replace("FOLDER", str(folder)),
        after=after.replace("FOLDER", str(folder)),
        suffix=SUFFIX,
        admin=ADMIN,
        password=PASSWORD,
    )
    (folder / "slapd.conf").write_text(text)
    for name, content in {"password": f"{PASSWORD}\n", **(files or {})}.items():
        (folder / name).write_text(content)
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, "nobody")
    server = Slapd(folder, free_port())
    try:
        server.start()
        server.add(SUFFIX, objectClass="domain", dc="meindo")
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
