"""What the tests of directories need of a machine: a slapd and python-ldap."""

import os
import shutil
from importlib.util import find_spec

LEG = "directory"


def slapd() -> str | None:
    """The server's program; Debian keeps it where only root looks."""
    places = ("/usr/sbin", "/usr/local/sbin", "/usr/local/libexec", "/usr/libexec")
    return shutil.which("slapd", path=os.pathsep.join([os.environ.get("PATH", ""), *places]))


def lacking() -> str:
    """What is missing here, in words; empty where everything is there."""
    missing = [] if slapd() else ["no slapd found"]
    if find_spec("ldap") is None:
        missing.append("no python-ldap; make .venv/directory")
    return ", ".join(missing)
