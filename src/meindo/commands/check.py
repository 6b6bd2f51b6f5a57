"""Check the installation: configuration, database, queue, audit chain."""

from argparse import ArgumentParser, Namespace
from datetime import timedelta

LATE = timedelta(minutes=10)


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: Namespace) -> int:
    """One line per finding; exit code 1 when one of them is wrong."""
    findings = list(_findings())
    for good, text in findings:
        print(f"{'ok   ' if good else 'WRONG'} {text}")
    return 0 if all(good for good, _ in findings) else 1


def _findings() -> "list[tuple[bool, str]]":
    from django.core.management import call_command  # noqa: PLC0415 (needs Django)
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from meindo.platform.audit.models import AuditEvent  # noqa: PLC0415
    from meindo.platform.clock import now  # noqa: PLC0415
    from meindo.platform.outbox.models import Task  # noqa: PLC0415

    call_command("check", verbosity=0)
    executor = MigrationExecutor(connection)
    waiting_migrations = executor.migration_plan(executor.loader.graph.leaf_nodes())
    found = [
        (True, f"database: {connection.vendor}"),
        (not waiting_migrations, f"migrations waiting: {len(waiting_migrations)}"),
    ]
    if waiting_migrations:
        return found
    late = Task.objects.filter(done_at=None, dead_at=None, due_at__lt=now() - LATE).count()
    dead = Task.objects.filter(dead_at__isnull=False).count()
    unchained = AuditEvent.objects.filter(seq=None, at__lt=now() - LATE).count()
    return [
        *found,
        (not late, f"tasks waiting longer than {LATE}: {late}"),
        (not dead, f"tasks set aside after errors: {dead}"),
        (not unchained, f"audit rows not chained: {unchained}"),
    ]
