"""What this service does when something happened: the tile of the home page, the answer of payroll."""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import move
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.outbox.wiring import Happened
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.payroll.models import PayLine
from meindo.platform.registry.commands import set_tile

from .commands import computed_again
from .commands_permission import end_over
from .purposes import SETTLE
from .queries import PERMITTED
from .queries_permission import due_months, holders_in_force

PAYROLL = Actor.system("payroll")
REMIND_UNTIL = 3  # so many days of a month a morning without a worker may be missed
OPEN_FOR_TRAVELLER = ("revision", "claim_revision")


def update_tile(happened: Happened) -> None:
    """One number and one action for the home page."""
    if happened.fields["service"] != "dienstreise":
        return
    case = Case.objects.get(pk=happened.fields["case"])
    refresh_tile(case.employment_id, case.person_id)


def refresh_tile(employment_id: int, person_id: int) -> None:
    """Count the open trips of an employment, and the months that are over and not claimed yet."""
    cases = Case.objects.filter(employment_id=employment_id, service="dienstreise", is_open=True)
    count, due = cases.exclude(process=PERMITTED, step="in_force").count(), due_months(person_id)
    text = _("{count} offen") if count else _("keine offen")
    if due:
        text = _("Fahrten abzurechnen: 1 Monat") if due == 1 else _("Fahrten abzurechnen: {due} Monate")
    set_tile(
        employment_id=employment_id,
        person_id=person_id,
        service="dienstreise",
        value=text,
        params={"count": count, "due": due},
    )


def look_daily(key: str, payload: dict[str, Any]) -> None:
    """Once a day: end what has run out; on the first days of a month say who has trips to claim."""
    end_over(key, payload)
    if today().day <= REMIND_UNTIL and not payload.get("part"):
        for employment_id, person_id in holders_in_force():
            refresh_tile(employment_id, person_id)


def on_accepted(happened: Happened) -> None:
    """Payroll took a line; when it has taken all of the case, the case is paid."""
    case = Case.objects.get(pk=happened.fields["case"])
    if case.step != "payout":
        return
    if not _lines_of_round(case).exclude(accepted=True).exists():
        with unit_of_work(PAYROLL, purpose=SETTLE.key) as work:
            move(work, case, "accepted")


def on_rejected(happened: Happened) -> None:
    """Payroll sent a line back: exactly this case is opened again."""
    case = Case.objects.get(pk=happened.fields["case"])
    if case.step == "payout" and _is_of_last_order(case, happened.fields["line"]):
        with unit_of_work(PAYROLL, purpose=SETTLE.key) as work:
            move(work, case, "refused", reason=happened.fields["text"], **computed_again(work, case))


def _is_of_last_order(case: Case, line: int) -> bool:
    """Whether a line, or a reversal, was ordered by the last order: a late answer to an earlier one changes nothing."""
    ordered = case.events.filter(move="order").order_by("-revision").values_list("at", flat=True)[0]
    return PayLine.objects.filter(pk=line, created_at__gte=ordered).exists()


def _lines_of_round(case: Case) -> Any:
    return PayLine.objects.filter(case=case, key__startswith=f"{case.number}:{_round(case)}:")


def _round(case: Case) -> int:
    return int(case.events.filter(move="order").order_by("-revision").values_list("revision", flat=True)[0])
