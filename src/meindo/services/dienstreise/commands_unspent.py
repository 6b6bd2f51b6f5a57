"""What becomes of an advance when its trip is over: nothing waits any more, and what was not spent is recovered.

Each function looks at how things stand and does what is missing, so that it can be asked as often as anything happens.
"""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import move, open_case
from meindo.platform.cases.models import Case
from meindo.platform.cases.retrieval import is_provisional
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.wiring import Happened, Job, add_job
from meindo.platform.outbox.work import Work, unit_of_work

from . import queries, queries_advance, queries_recovery, rules_advance
from .letter_task import ask_for_letter
from .models import Advance, Objection, Recovery
from .process import KEY
from .process_advance import SETTLEMENT
from .process_recovery import RECOVERY
from .purposes import ADVANCE as PURPOSE

SYSTEM = Actor.system(SETTLEMENT.key)
KIND = "dienstreise.unspent"
BATCH = 10
LEAVES = "leaves"
# Why an advance was not spent, by the step of the trip: the claim gave less, or there is none.
CAUSES = {
    "paid": "less",
    "closed": "nothing",
    "claim_rejected": "claim_rejected",
    "not_taken": "not_taken",
    "reversed": "reversed",
    "journey": "no_claim",
}


def after_move(happened: Happened) -> None:
    """A trip, an advance, an objection or a recovery has moved: see what is to be done with the money."""
    if happened.fields["service"] != KEY:
        return
    trip_case = _trip_of(Case.objects.get(pk=happened.fields["case"]))
    if trip_case is not None and Advance.objects.filter(trip_case=trip_case).exists():
        with unit_of_work(SYSTEM, purpose=PURPOSE.key) as work:
            settle_unspent(work, Case.objects.select_for_update().get(pk=trip_case))


def _trip_of(case: Case) -> int | None:
    """The trip that a case is about; None for what has no advance (a permission, the trips of a month)."""
    if case.process in queries.TRIPS:
        return case.pk
    links: dict[str, tuple[Any, str]] = {
        queries.ADVANCED: (Advance, "trip_case_id"),
        queries.RECOVERED: (Recovery, "trip_case_id"),
        queries.OBJECTED: (Objection, "contested_id"),
    }
    if case.process not in links:
        return None
    model, column = links[case.process]
    found: int | None = model.objects.filter(case=case).values_list(column, flat=True).first()
    of_recovery = Recovery.objects.filter(case=found) if case.process == queries.OBJECTED else Recovery.objects.none()
    return of_recovery.values_list("trip_case_id", flat=True).first() or found


def settle_unspent(work: Work, trip_case: Case, *, is_overdue: bool = False) -> None:
    """Close advances that nobody ordered, let a recovery follow what is open, open one where there is none.

    The case of the trip is locked. An advance that payroll has not answered yet is waited for, and nothing follows from
    a decision that can still be taken back.
    """
    if is_provisional(trip_case) or not (is_overdue or queries_advance.is_over(trip_case)):
        return
    open_eur = queries_advance.open_eur(trip_case)
    if queries_advance.is_over(trip_case) and open_eur >= 0:
        for case in queries_advance.advances_to(trip_case).filter(step__in=("checking", "revision", "ordering")):
            move(work, case, "overtaken")
    running = queries_recovery.recoveries_to(trip_case).filter(is_open=True).first()
    if running is not None:
        _follow(work, running)
    elif open_eur > 0 and trip_case.step in CAUSES and not _unanswered(trip_case):
        open_recovery(work, trip_case)


def _unanswered(trip_case: Case) -> bool:
    return queries_advance.advances_to(trip_case).filter(step="payout").exists()


def _follow(work: Work, case: Case) -> None:
    """What is open has changed before anything was fixed: the recovery is about the new amount, or about nothing."""
    rest = queries_recovery.rest_eur(case)
    if case.step not in queries_recovery.FLOATING:
        return
    if rest <= 0:
        move(work, case, "settled", amount_eur=ZERO)
    elif case.step != "ordering" and case.amount_eur != rest:
        Case.objects.filter(pk=case.pk).update(amount_eur=rest)
        work.record("dienstreise.recovery_changed", f"case:{case.uuid}")


def open_recovery(work: Work, trip_case: Case) -> Case:
    """Begin to recover what is out: the person is heard first (VwVfG NRW § 28), by letter and in the portal."""
    rest = queries_advance.open_eur(trip_case)
    until = rules_advance.hearing_until(today(), rules_advance.hearing_law(today()))
    case = open_case(
        work,
        service=KEY,
        process=RECOVERY,
        prefix="DZ",
        employment=trip_case.employment,
        first_move="hear",
        opened_by=SETTLEMENT,
        headline=trip_case.headline,
        starts_on=trip_case.starts_on,
        ends_on=trip_case.ends_on,
        amount_eur=rest,
        summary={},
    )
    Case.objects.filter(pk=case.pk).update(due_on=until)
    case.refresh_from_db()
    Recovery.objects.create(
        case=case, trip_case=trip_case, cause=CAUSES[trip_case.step], opened_eur=rest, hearing_until=until
    )
    ask_for_letter(work, case)
    return case


def look_daily(key: str, payload: dict[str, Any]) -> None:
    """Once a day: advances whose claim was not filed in time, and instalments that outlast the employment.

    A task handles one batch and asks for the next one, so that no transaction grows.
    """
    overdue = list(queries_recovery.claims_overdue(today())[:BATCH])
    for found in overdue:
        with unit_of_work(SYSTEM, purpose=PURPOSE.key) as work:
            settle_unspent(work, Case.objects.select_for_update().get(pk=found.pk), is_overdue=True)
    after = payload.get("after", 0)
    running = queries_recovery.running(after, BATCH)
    for case in running:
        _mark_leaving(case)
    if len(overdue) == BATCH or len(running) == BATCH:
        slot = key.removeprefix(f"{KIND}:").partition("/")[0]
        last = running[-1].pk if running else after
        with unit_of_work(SYSTEM, purpose=PURPOSE.key) as work:
            work.task(KIND, f"{slot}/{payload.get('part', 0) + 1}", {"after": last, "part": payload.get("part", 0) + 1})


def _mark_leaving(case: Case) -> None:
    """Who leaves before the last instalment: the rest becomes due, and a person decides how. The office is told."""
    if LEAVES in case.attention or not queries_recovery.leaves_before_the_end(case):
        return
    with unit_of_work(SYSTEM, purpose=PURPOSE.key) as work:
        if not Case.objects.filter(pk=case.pk, revision=case.revision).update(attention=[*case.attention, LEAVES]):
            return
        for person in sorted(RECOVERY.move("decide_anew").by.holders(case, today()) - {case.person_id}):
            notify(
                work,
                person_id=person,
                key=f"leaves:{case.pk}:{person}",
                msgid=_(
                    "{number}: Das Beschäftigungsverhältnis endet vor der letzten Rate. Bitte entscheiden Sie neu."
                ),
                url=f"/vorgang/{case.uuid}/",
                number=case.number,
            )
        work.record("dienstreise.leaves", f"case:{case.uuid}")


add_job(Job(KIND, look_daily), every_minutes=24 * 60)
