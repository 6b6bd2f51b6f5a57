"""What is left of an advance: the person is heard, a person decides, another one orders, payroll keeps it back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.dienstreise import factory, money
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.kernel.money import CENT
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, open_case
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.files.models import Document
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.payroll.calendar import next_month, pay_month
from meindo.platform.payroll.models import PayLine
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Terms
from meindo.services.dienstreise import commands_unspent, queries_advance, queries_recovery
from meindo.services.dienstreise.commands_recovery import PlanTerms
from meindo.services.dienstreise.models import RecoveryPlan
from meindo.services.dienstreise.notice import REMEDY_BEAMTE
from meindo.services.dienstreise.notice_recovery import REMEDY_RECOVERY, recovery_notice
from meindo.services.dienstreise.process_recovery import RECOVERY
from meindo.services.dienstreise.rules_advance import by_month, by_number

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def cancelled(office: Office, who: str = "mitarbeiterin", eur: str = "100.00") -> tuple[Case, Case]:
    """A trip that was called off after its advance was paid, and the recovery of it."""
    trip = money.trip_ahead(office, who)
    money.paid(office, trip, eur, by=who)
    factory.decide(office, trip, who, "cancel")
    factory.settle_down()
    return trip, money.recovery_of(trip)


def decided(office: Office, case: Case, terms: PlanTerms | None = None, move: str = "recover_instalments") -> None:
    """The person agrees, the travel office decides."""
    if case.step == "hearing":
        money.decide(office, case, "mitarbeiterin", "agree")
    terms = terms or PlanTerms(number=4)
    money.decide(office, case, "reisestelle", move, reason="So ist es tragbar", terms=terms)


def in_month(month: date) -> date:
    """A day on which the lines of a month of pay leave."""
    return month.replace(day=5)


def test_a_trip_not_taken_leaves_all_of_it_open_and_the_person_is_heard_by_letter(office) -> None:
    trip, case = cancelled(office)
    assert (case.step, case.amount_eur, case.due_on) == ("hearing", Decimal("100.00"), today() + timedelta(days=14))
    letter = Document.objects.get(case_id=case.pk)
    assert letter.title.startswith("Anhörung")
    assert case.events.get(revision=0).role == "settlement"
    assert not Case.objects.filter(advance__trip_case=trip, is_open=True).exists()


@pytest.mark.parametrize("end", ["reject_claim", "close_unpaid"])
def test_a_claim_that_gives_nothing_leaves_it_open_once_that_cannot_be_taken_back(office, end) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip)
    with money.afterwards(trip):
        factory.file_claim(office, trip, **({"per_diem_claimed": "false", "legs": []} if end == "close_unpaid" else {}))
        factory.decide(office, trip, "reisestelle", end, reason="Doppelt")
        factory.drain()
        assert not Case.objects.filter(recovery__trip_case=trip).exists()
        factory.settle_down()
    assert money.recovery_of(trip).amount_eur == Decimal("64.00")


def test_a_claim_never_filed_leaves_it_open_when_the_deadline_is_over(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip)
    trip.refresh_from_db()
    for day, count in ((trip.due_on, 0), (trip.due_on + timedelta(days=1), 1), (trip.due_on + timedelta(days=2), 1)):
        with at(day):
            commands_unspent.look_daily(f"{commands_unspent.KIND}:{day}", {})
        assert Case.objects.filter(recovery__trip_case=trip).count() == count, day
    assert money.recovery_of(trip).recovery.cause == "no_claim"
    trip.refresh_from_db()
    assert trip.step == "journey", "it can still be claimed, late"


def test_a_late_claim_is_set_off_and_the_recovery_follows(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip, "100.00")
    trip.refresh_from_db()
    late = trip.due_on + timedelta(days=3)
    with at(late):
        commands_unspent.look_daily(f"{commands_unspent.KIND}:x", {})
        factory.file_claim(office, trip)
        factory.decide(office, trip, "reisestelle", "confirm")
        factory.decide(office, trip, "anordnung", "order")
    money.answered(trip, late)
    assert money.recovery_of(trip).amount_eur == Decimal("19.50")


def test_a_recovery_of_which_nothing_is_left_is_over(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip)
    trip.refresh_from_db()
    late = trip.due_on + timedelta(days=3)
    with at(late):
        commands_unspent.look_daily(f"{commands_unspent.KIND}:x", {})
        case = money.recovery_of(trip)
        factory.file_claim(office, trip)
        factory.decide(office, trip, "reisestelle", "confirm")
        factory.decide(office, trip, "anordnung", "order")
    money.answered(trip, late)
    case.refresh_from_db()
    assert (case.step, case.amount_eur) == ("settled", 0)


def test_a_reversal_opens_the_advance_again_and_takes_back_only_what_was_paid_beyond_it(office) -> None:
    trip = money.trip_ahead(office)
    advance = money.paid(office, trip)
    money.claim_ordered(office, trip)
    money.answered(trip)
    with money.afterwards(trip):
        factory.decide(office, trip, "reisestelle", "request_reversal", reason="Nie gereist")
        factory.decide(office, trip, "anordnung", "order_reversal")
    money.answered(trip)
    assert sum(eur for _type, eur in money.lines(trip)) == 0
    assert money.recovery_of(trip).amount_eur == Decimal("64.00")
    assert sum(eur for _type, eur in money.lines(trip, advance)) == Decimal("64.00")


def test_what_an_objection_gives_more_is_set_off_first(office) -> None:
    from tests.services.dienstreise.test_objection import decide as decide_objection
    from tests.services.dienstreise.test_objection import objected

    trip = money.trip_ahead(office)
    money.paid(office, trip, "100.00")
    money.claim_ordered(office, trip)
    money.answered(trip)
    recovery = money.recovery_of(trip)
    with money.afterwards(trip):
        objection = objected(office, trip, asked="110.50")
        decide_objection(office, objection, "reisestelle2", "grant")
        decide_objection(office, objection, "anordnung", "order")
        assert money.lines(objection) == [("6110", Decimal("30.00")), ("6120", Decimal("-19.50"))]
    money.answered(trip)
    recovery.refresh_from_db()
    assert recovery.step == "settled"
    assert queries_advance.open_eur(trip) == 0


def test_the_office_waits_until_the_time_to_state_views_is_over(office) -> None:
    _trip, case = cancelled(office)
    with pytest.raises(MoveRefused, match="Zeit, sich zu äußern"):
        money.decide(office, case, "reisestelle", "go_on")
    with at(case.due_on + timedelta(days=1)):
        money.decide(office, case, "reisestelle", "go_on")
    assert case.step == "checking"


def test_views_are_stated_once_and_asked_for_again(office) -> None:
    _trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "state_views", reason="Das Hotel hat nichts erstattet")
    money.decide(office, case, "reisestelle", "hear_again", reason="Haben Sie die Rechnung?")
    assert (case.step, case.due_on) == ("hearing", today() + timedelta(days=14))
    factory.settle_down()
    assert Document.objects.filter(case_id=case.pk).count() == 2


def test_instalments_are_negative_lines_of_the_coming_months_and_leave_one_by_one(office) -> None:
    trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "agree")
    money.decide(office, case, "reisestelle2", "recover_instalments", terms=PlanTerms(number=3))
    with pytest.raises(MoveRefused, match="Vier-Augen"):
        money.decide(office, case, "reisestelle2", "order")
    money.decide(office, case, "anordnung", "order")
    rows = list(PayLine.objects.filter(case=case).order_by("month"))
    assert [row.amount_eur for row in rows] == [Decimal("-33.33"), Decimal("-33.33"), Decimal("-33.34")]
    first = pay_month(today())
    assert [row.month for row in rows] == [first, next_month(first), next_month(next_month(first))]
    for number, row in enumerate(rows, 1):
        with at(in_month(row.month)):
            factory.answer()
            factory.settle_down()
        case.refresh_from_db()
        assert PayLine.objects.filter(case=case, accepted=True).count() == number
        assert case.step == ("recovered" if number == 3 else "payout")
    assert queries_advance.open_eur(trip) == 0


def test_the_person_sees_what_remains_after_each_month(office) -> None:
    from meindo.services.dienstreise.show_recovery import months_of

    _trip, case = cancelled(office)
    decided(office, case, PlanTerms(monthly_eur=Decimal("40.00")))
    money.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    found = months_of(case)
    assert [row.remains_eur for row in found] == [Decimal("60.00"), Decimal("20.00"), Decimal("0.00")]
    assert [row.state[0] for row in found] == ["done", "wait", "wait"]


def test_a_part_is_waived_for_equity_with_reasons_and_takes_effect_with_the_order(office) -> None:
    trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "agree")
    terms = PlanTerms(recovered_eur=Decimal("30.00"), number=2)
    with pytest.raises(MoveRefused, match="begründen"):
        money.decide(office, case, "reisestelle", "waive_partly", terms=terms)
    money.decide(office, case, "reisestelle", "waive_partly", reason="Härte", terms=terms)
    assert queries_advance.open_eur(trip) == Decimal("100.00")
    with pytest.raises(MoveRefused, match="Es wird ein Betrag einbehalten"):
        money.decide(office, case, "anordnung", "order_waiver")
    money.decide(office, case, "anordnung", "order")
    assert money.lines(case) == [("6120", Decimal("-15.00")), ("6120", Decimal("-15.00"))]
    assert queries_advance.open_eur(trip) == 0


def test_all_of_it_is_waived_by_two_people(office) -> None:
    trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "state_views", reason="Ich bin in einer Notlage")
    money.decide(office, case, "reisestelle", "waive", reason="Härte")
    with pytest.raises(MoveRefused, match="nichts einbehalten"):
        money.decide(office, case, "anordnung", "order")
    money.decide(office, case, "anordnung", "order_waiver")
    assert (case.step, queries_advance.open_eur(trip), money.lines(case)) == ("waived", 0, [])
    factory.settle_down()
    letter = recovery_notice(case, case.events.get(move="order_waiver"))
    assert letter.plain_summary == "Sie müssen nichts zurückzahlen."


@pytest.mark.parametrize("eur", ["0.00", "100.00", "100.01", "-5.00"])
def test_a_part_is_a_part(office, eur) -> None:
    _trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "agree")
    with pytest.raises(MoveRefused):
        money.decide(office, case, "reisestelle", "waive_partly", reason="x", amount_eur=Decimal(eur))


def test_a_refused_instalment_brings_the_case_back_and_the_rest_is_planned_anew(office) -> None:
    trip, case = cancelled(office)
    decided(office, case, PlanTerms(number=2))
    money.decide(office, case, "anordnung", "order")
    factory.answer(rejected=("6120",), text="Konto gesperrt")
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "checking"
    assert queries_recovery.rest_eur(case) == Decimal("100.00")
    decided(office, case, PlanTerms(number=1), "recover")
    money.decide(office, case, "anordnung", "order")
    assert money.lines(case) == [("6120", Decimal("-100.00"))], "the instalment that had not left is withdrawn"
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert (case.step, queries_advance.open_eur(trip)) == ("recovered", 0)


def test_what_leaves_between_decision_and_order_is_not_kept_back_twice(office) -> None:
    trip, case = cancelled(office)
    decided(office, case, PlanTerms(number=2))
    money.decide(office, case, "anordnung", "order")
    money.decide(office, case, "reisestelle", "decide_anew", reason="Austritt")
    decided(office, case, PlanTerms(), "recover")
    factory.answer()
    case.refresh_from_db()
    with pytest.raises(MoveRefused, match="anderer Betrag offen"):
        money.decide(office, case, "anordnung", "order")
    money.decide(office, case, "anordnung", "return_to_check", reason="Betrag hat sich geändert")
    decided(office, case, PlanTerms(), "recover")
    money.decide(office, case, "anordnung", "order")
    assert [eur for _type, eur in money.lines(case)] == [Decimal("-50.00"), Decimal("-50.00")]
    assert queries_advance.open_eur(trip) == 0


def test_who_leaves_before_the_last_instalment_is_marked_and_a_person_decides(office) -> None:
    _trip, case = cancelled(office)
    decided(office, case)
    money.decide(office, case, "anordnung", "order")
    commands_unspent.look_daily(f"{commands_unspent.KIND}:1", {})
    case.refresh_from_db()
    assert case.attention == []
    end = today() + timedelta(days=40)
    state(Terms, [Statement({"employment_id": case.employment_id}, None, end)], source="test")
    for _again in range(2):
        commands_unspent.look_daily(f"{commands_unspent.KIND}:2", {})
    case.refresh_from_db()
    assert (case.attention, case.step) == (["leaves"], "payout")
    money.decide(office, case, "reisestelle", "decide_anew", reason="Ausscheiden")
    decided(office, case, PlanTerms(), "recover")
    money.decide(office, case, "anordnung", "order")
    assert money.lines(case) == [("6120", Decimal("-100.00"))]


def test_the_letter_names_the_remedy_by_status(office) -> None:
    for who, remedy, word in (
        ("beamter", REMEDY_BEAMTE, "Bescheid"),
        ("mitarbeiterin", REMEDY_RECOVERY, "Rückzahlung"),
    ):
        _trip, case = cancelled(office, who)
        assert recovery_notice(case, case.events.get(revision=0)).remedy is None
        money.decide(office, case, who, "agree")
        money.decide(office, case, "reisestelle", "recover_instalments", amount_eur=Decimal("40.00"))
        money.decide(office, case, "anordnung", "order")
        letter = recovery_notice(case, case.events.get(move="order"))
        assert letter.remedy == remedy
        assert letter.title.startswith(word)
        assert [row[1].replace("\xa0", " ") for row in letter.tables[0].rows] == ["40,00 €", "40,00 €", "20,00 €"]


def test_no_form_and_no_person_opens_one(office) -> None:
    for by in (office.actor("reisestelle"), Actor.system("worker")):
        with pytest.raises(MoveRefused), unit_of_work(by, purpose="test") as work:
            open_case(
                work,
                service="dienstreise",
                process=RECOVERY,
                prefix="DZ",
                employment=office.employment("mitarbeiterin"),
                first_move="hear",
                opened_by=RECOVERY.move("settled").by,
            )


def test_a_decision_is_superseded_not_edited(office) -> None:
    _trip, case = cancelled(office)
    decided(office, case)
    money.decide(office, case, "anordnung", "return_to_check", reason="Bitte weniger Raten")
    decided(office, case, PlanTerms(number=2))
    plans = RecoveryPlan.objects.filter(recovery__case=case).order_by("number")
    assert [len(plan.amounts) for plan in plans] == [4, 2]
    assert [plan.superseded_at is None for plan in plans] == [False, True]


CENTS = st.decimals("0.60", "99999.99", places=2)


@given(amount=CENTS, number=st.integers(1, 60))
@settings(max_examples=200)
def test_equal_instalments_add_up_to_the_cent(amount: Decimal, number: int) -> None:
    parts = by_number(amount, number)
    assert (len(parts), sum(parts)) == (number, amount)
    assert min(parts) >= CENT
    assert max(parts) - min(parts) < number * CENT


@given(amount=CENTS, monthly=CENTS)
@settings(max_examples=200)
def test_monthly_instalments_add_up_to_the_cent(amount: Decimal, monthly: Decimal) -> None:
    if amount > monthly * 60:
        with pytest.raises(ValueError, match="cannot be kept back"):
            by_month(amount, monthly)
        return
    parts = by_month(amount, monthly)
    assert sum(parts) == amount
    assert all(CENT <= part <= monthly for part in parts)


def test_a_plan_that_cannot_be_is_refused_with_a_sentence(office) -> None:
    _trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "agree")
    for terms in (PlanTerms(number=61), PlanTerms(monthly_eur=Decimal("0.00")), PlanTerms(monthly_eur=Decimal("1.00"))):
        with pytest.raises(MoveRefused, match="keinen Plan"):
            money.decide(office, case, "reisestelle", "recover_instalments", terms=terms)
    with pytest.raises(MoveRefused, match="je Monat"):
        money.decide(office, case, "reisestelle", "recover_instalments")
