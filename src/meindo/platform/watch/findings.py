"""Findings about the installation, each one sentence; what is wrong says what to do."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from meindo.platform.audit.chain import verify, verify_end
from meindo.platform.audit.queries import oldest_unchained
from meindo.platform.backup import place, rotation
from meindo.platform.clock import now
from meindo.platform.files.fixity import damaged, unreadable_waiting, waiting_since
from meindo.platform.outbox.queries import dead_tasks, last_sign_of_a_worker, oldest_waiting_task

LATE = timedelta(minutes=10)
UNSCANNED = timedelta(hours=1)
SILENT = timedelta(minutes=5)
BACKUP_EVERY = timedelta(days=2)
SAMPLE, END = 100, 1000
LEAST_FREE = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One sentence about one part; `good` decides about the exit code."""

    good: bool
    part: str
    text: str


_announced: list[Callable[[], Finding]] = []


def add_check(check: Callable[[], Finding]) -> None:
    """Announce at start-up what a service looks at in its own rows."""
    if check not in _announced:
        _announced.append(check)


def announced() -> Iterator[Finding]:
    """What the services say of themselves."""
    for check in _announced:
        yield check()


def findings(*, full: bool) -> Iterator[Finding]:
    """All of them; without a usable database only the first ones. `full` reads every document and the whole chain."""
    yield _configuration()
    yield _database()
    waiting = _migrations_waiting()
    yield _finding(
        not waiting, "Tabellen", "auf dem Stand", f"{waiting} Migrationen fehlen; `meindo serve` holt sie nach"
    )
    if waiting:
        return
    yield _worker()
    yield _queue()
    yield _dead()
    yield from _audit(full)
    yield _store(full)
    yield _scanning()
    yield _key()
    yield _backup()
    yield _room()
    yield from announced()


def _finding(good: bool, part: str, fine: str, wrong: str) -> Finding:
    return Finding(good, part, fine if good else wrong)


def _configuration() -> Finding:
    problems = run_checks(include_deployment_checks=settings.PUBLIC_URL.startswith("https:"))
    wrong = [f"{problem.id}: {problem.msg}" for problem in problems if problem.level >= WARNING]
    return _finding(not wrong, "Einstellungen", f"in Ordnung, Adresse {settings.PUBLIC_URL}", "; ".join(wrong))


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    old = connection.vendor == "postgresql" and int(version.split(".")[0]) < 15
    return _finding(
        not old, "Datenbank", f"{connection.display_name} {version} antwortet", f"{version} ist älter als 15"
    )


def _migrations_waiting() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _worker() -> Finding:
    seen = last_sign_of_a_worker()
    good = seen is not None and seen > now() - SILENT
    wrong = f"kein Lebenszeichen seit {ago(seen)}" if seen else "noch nie gelaufen"
    return _finding(good, "Worker", "arbeitet", f"{wrong}; starten Sie `meindo worker`")


def _queue() -> Finding:
    oldest = oldest_waiting_task()
    wrong = f"die älteste Aufgabe wartet seit {ago(oldest)}" if oldest else ""
    return _finding(
        oldest is None or oldest > now() - LATE, "Warteschlange", "nichts wartet länger als 10 Minuten", wrong
    )


def _dead() -> Finding:
    count = dead_tasks()
    wrong = (
        f"{count} sind nach mehreren Versuchen zurückgestellt; `meindo tasks list` nennt sie, `meindo tasks retry` "
        "versucht sie noch einmal"
    )
    return _finding(not count, "Aufgaben", "keine ist nach Fehlern zurückgestellt", wrong)


def _audit(full: bool) -> Iterator[Finding]:
    oldest = oldest_unchained()
    late = oldest is not None and oldest < now() - LATE
    wrong = f"die älteste Zeile wartet seit {ago(oldest)}" if oldest else ""
    yield _finding(not late, "Protokoll", "nichts wartet länger als 10 Minuten auf die Kette", wrong)
    report = verify() if full else verify_end(END)
    fine = f"die Kette hält ({report.checked} Zeilen {'insgesamt' if full else 'am Ende'} nachgerechnet)"
    yield _finding(report.broken_at is None, "Protokoll", fine, f"die Kette ist gebrochen bei Zeile {report.broken_at}")


def _store(full: bool) -> Finding:
    report = damaged(None if full else SAMPLE)
    fine = f"{report.checked} von {report.of} Dateien gelesen und unversehrt"
    named = ", ".join(report.damaged[:5])
    return _finding(not report.damaged, "Dokumente", fine, f"{len(report.damaged)} fehlen oder sind verändert: {named}")


def _scanning() -> Finding:
    since = waiting_since()
    if since is None or since > now() - UNSCANNED:
        return Finding(True, "Prüfung", "keine Datei wartet länger als eine Stunde auf den Virenscanner")
    broken = unreadable_waiting()
    named = f"; nicht zu lesen: {', '.join(broken[:5])}" if broken else ""
    return Finding(False, "Prüfung", f"die älteste Datei wartet seit {ago(since)} auf den Virenscanner{named}")


def _key() -> Finding:
    wrong = "ein Wechsel ist nicht beendet; `meindo keys rotate` setzt ihn fort"
    return _finding(not rotation.is_under_way(), "Schlüssel", "einer ist in Kraft", wrong)


def _backup() -> Finding:
    last = place.last_backup().get("at")
    made = datetime.fromisoformat(last) if last else None
    good = settings.DEMO or (made is not None and made > now() - BACKUP_EVERY)
    fine = f"zuletzt vor {ago(made)}" if made else "eine Demo braucht keine"
    wrong = f"die letzte ist {ago(made)} alt" if made else "es gibt noch keine; `meindo backup FILE --keys FILE2`"
    return _finding(good, "Sicherung", fine, wrong)


def _room() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    return _finding(free > LEAST_FREE, "Platz", f"{free >> 30} GB frei", f"nur noch {free >> 20} MB frei")


def ago(moment: datetime | None) -> str:
    """How long ago in words."""
    minutes = int((now() - (moment or now())).total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} Minuten"
    return f"{minutes // 60} Stunden" if minutes < 72 * 60 else f"{minutes // (24 * 60)} Tagen"
