"""Restore a backup into an empty installation: the whole of it or nothing.

From the first change to the last a mark lies in the data folder; as long as it does, nothing but `restore` starts, and
`restore` begins anew.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from meindo.platform.audit import erasures
from meindo.platform.files import store
from meindo.platform.sql import drop_tables, empty_table, has_rows, reset_sequences

from . import place
from .archive import Contents, as_json, verified
from .keys import place_keys, read_keys
from .refused import Refused
from .rows import kept_tables, load, tables, unpacked

# What an installation has before anybody used it.
NO_STATE = {"django_content_type", "auth_permission", "django_migrations", "login_memory", "django_session"}
NO_STATE |= {"outbox_task", "outbox_workersign", "audit_audithead"}
Lines = dict[UUID, erasures.Line]


@dataclass
class Restored:
    """What was taken in, and what the erasure list took away again."""

    made_at: datetime
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    replay: erasures.Replay = field(default_factory=erasures.Replay)


def restore(path: Path, keys: Path | None = None, erased: Path | None = None) -> Restored:
    """Take a backup in; Refused before anything was changed if file, keys or place do not fit.

    `erased` is a copy of the erasure list from elsewhere, if the one of this installation was lost.
    """
    begun = _begun()
    if not begun:
        _refuse_if_used()
    if keys is not None:
        place_keys(read_keys(keys))
    contents = verified(path)
    lists = _lists(erased)
    targets = _targets(contents)
    place.write_whole(_marker(), as_json({"database": place.database_name(), "id": contents.head["id"]}))
    report = Restored(datetime.fromisoformat(contents.head["made_at"]).astimezone(UTC))
    _build(targets, contents, report, lists)
    call_command("migrate", verbosity=0, interactive=False)  # to this version, and lays the guards
    report.replay = erasures.replay(erasures.merged(lists))
    _marker().unlink()
    return report


def _marker() -> Path:
    return place.root() / place.MARKER


def _begun() -> bool:
    """Whether a restoring into this database was cut off."""
    if not _marker().exists():
        return False
    said = json.loads(_marker().read_bytes())
    if said["database"] != place.database_name():
        raise Refused("OTHER_DATABASE", begun=said["database"], marker=_marker())
    return True


def _refuse_if_used() -> None:
    used = _used_tables()
    if used:
        raise Refused("NOT_EMPTY", where=used[0])
    if any(store.root().glob("??/*")):
        raise Refused("NOT_EMPTY", where=store.root())


def _used_tables() -> list[str]:
    """Tables with rows, and tables that are not ours."""
    known = tables(apps)
    with connection.cursor() as cursor:
        there = sorted(set(connection.introspection.table_names(cursor)) - NO_STATE)
    return [name for name in there if name not in known or has_rows(name)]


def _lists(erased: Path | None) -> list[Lines]:
    """Erasure lists from outside the backup, read before anything is written."""
    paths = [path for path in (erased, erasures.path()) if path is not None]
    if erased is not None and not erased.is_file():
        raise Refused("MISSING", path=erased)
    return [erasures.read(path.read_bytes()) for path in paths if path.exists()]


def _targets(contents: Contents) -> list[tuple[str, str]]:
    """The last migration of each application that the backup had; Refused if this version does not know one."""
    graph = MigrationExecutor(connection).loader.graph
    had = {(app, name) for app, name in contents.head["migrations"]}
    known = set(graph.nodes)
    for app, name in sorted(had - known):
        raise Refused("NEWER", path=contents.path, migration=f"{app}.{name}")
    below = {
        (parent.key[0], parent.key[1])
        for key in had
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(had - below)


def _build(targets: list[tuple[str, str]], contents: Contents, report: Restored, lists: list[Lines]) -> None:
    """The tables as they were when the backup was made, then rows and files."""
    found = kept_tables(_empty_tables(targets, contents))
    with transaction.atomic():
        lists.extend(_load(contents, found, report))
        reset_sequences(list(found.values()))


def _empty_tables(targets: list[tuple[str, str]], contents: Contents) -> Apps:
    """Make them, unless they are there already; gives their models."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    wanted = {(app, name) for app, name in contents.head["migrations"]}
    executor = MigrationExecutor(connection)
    if applied == wanted >= set(executor.loader.graph.leaf_nodes()) and not _used_tables():
        return apps
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
    drop_tables(sorted(set(there)))
    return MigrationExecutor(connection).migrate(targets).apps


def _load(contents: Contents, found: dict[str, type[models.Model]], report: Restored) -> Iterator[Lines]:
    for name in NO_STATE & found.keys():  # what migrations and a first start put there
        empty_table(name)
    for name, content, mode in contents.members():
        kind, _slash, rest = name.partition("/")
        if kind == "tables":
            table = rest.partition("/")[0]
            report.rows[table] = report.rows.get(table, 0) + load(found[table], unpacked(content))
        elif kind == "files":
            store.put_sealed(rest, content)
            report.files += 1
        elif kind == "data":
            place.write_whole(_inside(rest), content, mode)
        else:
            yield erasures.read(content, settled=True)


def _inside(name: str) -> Path:
    path = (place.root() / name).resolve()
    if not path.is_relative_to(place.root().resolve()):
        raise Refused("BROKEN", path=name, member=name)
    return path
