"""A worker killed -9 in the middle of an erasure: each case is whole or gone, and the next worker ends the run."""

from pathlib import Path

from tests.faults.killed import killed_at
from tests.platform.retention.story import FIRST, SECOND, SETTLE, answered, at, later, paid_trip
from tests.support.office import build_office
from tests.support.parallel import environment

from meindo.platform.audit import erasures
from meindo.platform.audit.chain import chain_all, verify
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import start_of
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll.models import PayLine
from meindo.platform.retention import commands_runs
from meindo.platform.retention.models import RunItem

WORK = """
from datetime import date
from meindo.platform.clock import at
from meindo.platform.outbox.worker import drain
from meindo.platform.retention import commands_runs
commands_runs.AT_ONCE = 1
with at(date.fromisoformat(sys.argv[3])):
    drain()
"""


def test_every_case_is_whole_or_gone(own_database: str, tmp_path: Path) -> None:
    office = build_office()
    cases = [paid_trip(office, who) for who in ("mitarbeiterin", "beamter")]
    rows = {case.pk: (case.events.count(), case.pay_lines.count()) for case in cases}
    with at(later(10)):
        answered(office)
        run = commands_runs.propose_run(purpose=SETTLE, by=office.actor(FIRST))
        commands_runs.release_run(run, by=office.actor(SECOND))
    known = environment(tmp_path, own_database)
    # in the second case, after the rows are deleted and before the transaction ends
    killed_at(known, WORK, "meindo.platform.retention.commands_runs:Counter", 3, later(10).isoformat())
    left = Case.objects.get()
    assert (left.events.count(), left.pay_lines.count()) == rows[left.pk], "whole"
    assert CaseEvent.objects.exclude(case=left).count() == PayLine.objects.exclude(case=left).count() == 0
    assert RunItem.objects.filter(done_at__isnull=True).count() == 1
    Task.objects.filter(done_at__isnull=True).update(leased_until=None)
    with at(start_of(later(11))):
        drain()
        chain_all()
        erasures.reconcile()
    run.refresh_from_db()
    assert run.finished_at
    assert run.rows["cases_case"] == 2
    assert not Case.objects.exists()
    assert (verify().broken_at, verify().waiting) == (None, 0)
    came = [line.key for line in erasures.on_file().values() if line.came]
    assert sorted(came) == sorted(str(case.uuid) for case in cases), (
        "the line of the killed one says that it did not come"
    )
