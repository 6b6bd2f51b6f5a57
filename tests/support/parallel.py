"""A database of its own for threads and processes: a file on SQLite, a copy on PostgreSQL, thrown away at the end.

The test database of SQLite lives in memory, where connections share one cache and know no waiting for each other.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, connections

from meindo.settings.environment import digests_file, secret_file, secret_place

EMPTY: dict[str, str] = {}  # what the last own database was copied from: a file on SQLite, a name on PostgreSQL


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Use a fresh copy of the (migrated, empty) test database; gives its URL, empty for SQLite in `folder`."""
    before = connection.settings_dict["NAME"]
    name = _copied(folder)
    EMPTY["name"] = before if connection.vendor == "postgresql" else shutil.copy(name, f"{folder}-empty.sqlite3")
    kept, connection.connection = connection.connection, None  # closing it would throw away a database in memory
    _use(name)
    try:
        yield url_of(name) if connection.vendor == "postgresql" else ""
    finally:
        connections.close_all()
        _use(before)
        connection.connection = kept
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copied(folder: Path) -> str:
    if connection.vendor == "sqlite":
        name = str(folder / "meindo.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [name])
        return name
    name, source = f"meindo_own_{uuid4().hex[:12]}", connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return name


def _use(name: str) -> None:
    for settings in (connection.settings_dict, connections.settings["default"]):
        settings["NAME"] = name


def url_of(name: str) -> str:
    """The address of a PostgreSQL database beside the test database."""
    known = connection.settings_dict
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return f"postgresql://{known['USER']}{password}@{known['HOST']}:{known['PORT'] or 5432}/{name}"


def place_settings(folder: Path) -> dict[str, Path]:
    """What the settings say of an installation in that folder, so that this process and others open the same things."""
    kek = secret_file("kek", folder)
    return {
        "DATA": folder,
        "ERASURES_FILE": folder / "erasures.jsonl",
        "KEK_FILE": kek,
        "DIGESTS_FILE": digests_file(folder, kek, is_new=True),
        "SECRET_KEY_FILE": secret_file("secret_key", folder),
        "OIDC_KEY_FILE": secret_place("oidc_key", folder),
    }


def environment(data: Path, url: str) -> dict[str, str]:
    """The environment of a process that works on that database and data folder."""
    root = Path(__file__).parent.parent.parent
    known = {**os.environ, "MEINDO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "meindo.settings.test"}
    known["PYTHONPATH"] = f"{root / 'src'}{os.pathsep}{root}"
    known.pop("MEINDO_DATABASE_URL", None)
    return {**known, "MEINDO_DATABASE_URL": url} if url else known


def all_at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run every act in a thread of its own, started together; gives results or exceptions in the same order."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait()
            results[number] = act()
        except Exception as problem:
            results[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
