"""A second, empty installation beside the one of a test, and everything that an installation holds as plain text."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection

from tests.support.parallel import EMPTY, environment, url_of

# Django's own words for every row, and the plain bytes of every document: made without a line of the backup's code.
DUMP = """
import json, hashlib
from django.apps import apps
from django.core import serializers
from meindo.platform.files.models import Document, PageImage
from meindo.platform.files.store import get
found = {}
for model in apps.get_models(include_auto_created=True):
    if model._meta.db_table != "django_session":
        rows = serializers.serialize("python", model._base_manager.order_by("pk"))
        found[model._meta.db_table] = [json.loads(json.dumps(row, default=repr, sort_keys=True)) for row in rows]
files = [row for model in (Document, PageImage) for row in model._base_manager.order_by("pk")]
found["blobs"] = [hashlib.sha256(get(row.address, row.wrapped_key)).hexdigest() for row in files]
print(json.dumps(found))
"""


@dataclass
class Place:
    """An installation: its data folder and its database (no URL: SQLite in the folder)."""

    folder: Path
    url: str

    def python(self, code: str) -> str:
        """Run a program there; gives what it printed."""
        start = "import django; django.setup()\n"
        run = subprocess.run(
            [sys.executable, "-c", start + code], env=self.environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        return environment(self.folder, self.url)

    def meindo(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command there."""
        command = [sys.executable, "-m", "meindo.cli", *map(str, arguments)]
        return subprocess.run(
            command, env={**self.environment, **more}, capture_output=True, text=True, check=False, cwd=self.folder
        )

    def dump(self) -> dict[str, list[Any]]:
        """Every row of every table, and the digests of what documents say."""
        return dict(json.loads(self.python(DUMP)))


@contextmanager
def empty_place(folder: Path, vendor: str, *, migrated: bool = True) -> Iterator[Place]:
    """A new data folder with a new database of the given kind: without a table, or as after the first start."""
    folder.mkdir()
    if vendor == "sqlite":
        if migrated and connection.vendor == "sqlite":
            shutil.copy(EMPTY["name"], folder / "meindo.sqlite3")
        yield Place(folder, "")
        return
    name = f"meindo_place_{uuid4().hex[:12]}"
    template = f'TEMPLATE "{EMPTY["name"]}"' if migrated else ""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'CREATE DATABASE "{name}" {template}')
    try:
        yield Place(folder, url_of(name))
    finally:
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
