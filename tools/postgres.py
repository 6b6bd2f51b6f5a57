"""A PostgreSQL for the tests: the given one, one on localhost, or a throw-away cluster in RAM."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCAL = ("postgresql://postgres@127.0.0.1:5432/postgres",)
PORT = 54329


def reachable(url: str) -> bool:
    """Whether a server answers there and lets us create databases."""
    import psycopg  # noqa: PLC0415

    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def server() -> Iterator[str | None]:
    """A URL of a server where the tests may create their databases, or None."""
    given = os.environ.get("MEINDO_TEST_POSTGRES")
    for url in (given,) if given else LOCAL:
        if reachable(url):
            yield url
            return
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    with _cluster(binaries) as own:
        yield own


@contextmanager
def _cluster(binaries: Path) -> Iterator[str]:
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (RAM: a throw-away cluster needs no disk)
    folder = Path(tempfile.mkdtemp(prefix="meindo-pg-", dir=base))
    as_user: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, "nobody")
        as_user = ["setpriv", "--reuid=nobody", "--clear-groups", "--"]
    data = str(folder / "data")
    run = [*as_user, str(binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
    options = f"-p {PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    start = [*as_user, str(binaries / "postgres"), "-D", data, *options.split()]
    with subprocess.Popen(start, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"postgresql://postgres@127.0.0.1:{PORT}/postgres"
        for _ in range(100):
            if reachable(url):
                break
            time.sleep(0.1)
        try:
            yield url
        finally:
            process.terminate()
            process.wait(20)
            shutil.rmtree(folder, ignore_errors=True)
