"""The import as one call: read, check, compare; write unless it is a dry run; bring projections and log up to date."""

from pathlib import Path

from meindo.platform.audit.chain import chain_all
from meindo.platform.clock import today
from meindo.platform.people.commands_doubles import keep_doubts
from meindo.platform.people.models import ProjectedDay
from meindo.platform.people.projection import rebuild

from .apply import IMPORT, Uuids, apply, random_uuids
from .check import check_folder
from .known import known_on
from .plan import plan_of
from .report import Report, report_of


def import_folder(
    folder: Path, *, dry_run: bool = False, all_or_nothing: bool = False, uuids: Uuids = random_uuids
) -> Report:
    """Take in a folder; bad rows are reported and left out, with `all_or_nothing` they stop everything."""
    known = known_on(today())
    checked = check_folder(folder, known)
    plan = plan_of(checked, known, today())
    rows = {name: len(found) for name, found in checked.rows.items()}
    report = report_of(plan, checked.problems, rows)
    if dry_run or (all_or_nothing and checked.problems):
        return report
    keep_doubts(checked.doubts, by=IMPORT)
    if not plan.is_empty:
        apply(plan, uuids)
    report.written = True
    catch_up()
    return report


def catch_up() -> None:
    """Show in the projections what this import, or an earlier one that was killed, has written; chain the log."""
    state = ProjectedDay.objects.filter(pk=1).first()
    if state is None or state.is_behind or state.day != today():
        rebuild(today())
        ProjectedDay.objects.filter(pk=1).update(is_behind=False)
    chain_all()
