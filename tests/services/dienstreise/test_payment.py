"""From the order to payroll's answer and back: the case follows the answers of all its lines."""

from decimal import Decimal

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.cases.commands import MoveRefused, move
from meindo.platform.clock import now
from meindo.platform.files.models import Document
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.wiring import Happened
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise.handlers import on_rejected

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def test_the_case_is_paid_when_payroll_accepted_every_line(office) -> None:
    case = factory.paid(office)
    assert case.step == "paid"
    assert not case.is_open
    assert {line.accepted for line in PayLine.objects.filter(case=case)} == {True}
    assert Document.objects.filter(case_id=case.pk).count() == 1
    assert not Task.objects.filter(done_at__isnull=True, due_at__lte=now()).exists()


def test_one_rejected_line_among_accepted_ones_opens_the_case_again(office) -> None:
    case = factory.special(office, Decimal(500))
    assert PayLine.objects.filter(case=case).count() == 2
    factory.answer(rejected=("6110",), text="Lohnart gesperrt")
    drain()
    case.refresh_from_db()
    assert case.step == "checking"
    assert case.events.get(move="refused").reason == "Lohnart gesperrt"


def test_after_a_rejection_what_was_paid_is_reversed_and_the_whole_is_ordered_anew(office) -> None:
    case = factory.special(office, Decimal(500))
    factory.answer(rejected=("6110",))
    drain()
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "order")
    lines = PayLine.objects.filter(case=case)
    assert lines.filter(reverses__isnull=False).get().reverses.wage_type == "6100"
    in_force = lines.filter(reverses__isnull=True, reversed_by__isnull=True).exclude(accepted=False)
    assert sum(line.amount_eur for line in in_force) == case.amount_eur


def test_only_payroll_answers_and_nothing_else_of_the_system(office) -> None:
    from meindo.platform.audit.actor import Actor

    case = factory.ordered(office)
    for actor in (Actor.system("worker"), office.actor("anordnung"), office.actor("mitarbeiterin")):
        with pytest.raises(MoveRefused), unit_of_work(actor, purpose="test") as work:
            move(work, case, "accepted")


def test_a_payment_is_taken_back_by_lines_of_the_opposite_amount_once(office) -> None:
    case = factory.paid(office)
    factory.decide(office, case, "reisestelle", "request_reversal", reason="falsche Person")
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "reisestelle", "order_reversal")
    factory.decide(office, case, "anordnung", "order_reversal")
    assert sum(line.amount_eur for line in PayLine.objects.filter(case=case)) == 0
    assert PayLine.objects.filter(case=case, reverses__isnull=False).count() == 1
    drain()
    assert Document.objects.filter(case_id=case.pk).count() == 2


def test_a_special_case_pays_what_a_person_set_in_both_directions(office) -> None:
    for amount in (Decimal("10.00"), Decimal("500.00")):
        case = factory.special(office, amount)
        assert sum(line.amount_eur for line in PayLine.objects.filter(case=case)) == amount
        assert case.events.get(move="confirm_special").departs


def test_a_trial_run_is_never_paid(office) -> None:
    from meindo.platform.law.models import ValueRelease

    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    ValueRelease.objects.all().delete()
    factory.file_claim(office, case)
    for name in ("confirm", "confirm_special"):
        with pytest.raises(MoveRefused, match="Probelauf"):
            factory.decide(office, case, "reisestelle", name, reason="trotzdem", amount_eur=Decimal(1))


def test_a_new_order_waits_for_every_answer_and_a_late_one_to_an_earlier_order_changes_nothing(office) -> None:
    case = factory.special(office, Decimal(500))
    run = payroll.export_lines(factory.PAYROLL)
    first, second = PayLine.objects.filter(run=run).order_by("wage_type")
    payroll.import_receipt(f"key;status;text\n{first.key};rejected;", factory.PAYROLL)
    drain()
    factory.decide(office, case, "reisestelle", "confirm")
    with pytest.raises(MoveRefused, match="noch nicht auf alle Zahlungen"):
        factory.decide(office, case, "anordnung", "order")
    payroll.import_receipt(f"key;status;text\n{second.key};rejected;", factory.PAYROLL)
    drain()
    factory.decide(office, case, "anordnung", "order")
    assert not PayLine.objects.filter(case=case, reverses__isnull=False).exists(), "nothing was paid"
    case.refresh_from_db()
    assert case.step == "payout"
    fields = {"case": case.pk, "line": second.pk, "text": "doppelt"}
    on_rejected(Happened(name="payroll.rejected", key="late", actor="system:payroll", at=now(), fields=fields))
    case.refresh_from_db()
    assert case.step == "payout", "the answer belongs to the order before"
