"""What this service does when something happened: the tile of the home page, the answer of payroll."""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import move
from meindo.platform.cases.models import Case
from meindo.platform.outbox.wiring import Happened
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.payroll.models import PayLine
from meindo.platform.registry.commands import set_tile

from .commands_claim import computed_again
from .purposes import SETTLE

PAYROLL = Actor.system("payroll")
OPEN_FOR_TRAVELLER = ("revision", "claim_revision")


def update_tile(happened: Happened) -> None:
    """One number and one action for the home page."""
    if happened.fields["service"] != "dienstreise":
        return
    case = Case.objects.get(pk=happened.fields["case"])
    refresh_tile(case.employment_id, case.person_id)


def refresh_tile(employment_id: int, person_id: int) -> None:
    """Count the open trips of an employment."""
    count = Case.objects.filter(employment_id=employment_id, service="dienstreise", is_open=True).count()
    set_tile(
        employment_id=employment_id,
        person_id=person_id,
        service="dienstreise",
        value=_("{count} offen") if count else _("keine offen"),
        params={"count": count},
    )


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
    if case.step == "payout":
        with unit_of_work(PAYROLL, purpose=SETTLE.key) as work:
            move(work, case, "refused", reason=happened.fields["text"], **computed_again(work, case))


def _lines_of_round(case: Case) -> Any:
    return PayLine.objects.filter(case=case, key__startswith=f"{case.number}:{_round(case)}:")


def _round(case: Case) -> int:
    return int(case.events.filter(move="order").order_by("-revision").values_list("revision", flat=True)[0])
