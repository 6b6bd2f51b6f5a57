"""Money at the same moment: an advance and the claim, two runs, a withdrawal and a run; nothing is paid twice."""

from datetime import timedelta
from decimal import Decimal
from threading import Event
from time import sleep

from django.db import transaction
from tests.services.dienstreise import factory, money
from tests.support.office import build_office
from tests.support.parallel import all_at_once

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, now, today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.calendar import next_month, pay_month
from meindo.platform.payroll.models import PayLine, PayRun
from meindo.services.dienstreise import commands, commands_advance, queries_advance, queries_recovery
from meindo.services.dienstreise.commands_recovery import PlanTerms


def test_an_advance_ordered_while_the_claim_is_ordered_is_either_set_off_or_not_paid(own_database) -> None:
    office = build_office()
    for number in range(4):
        day = today() + timedelta(days=number)
        trip = factory.make(office, starts_on=day, ends_on=day)
        factory.decide(office, trip, "teamleitung", "approve")
        advance = money.asked(office, trip)
        money.decide(office, advance, "reisestelle", "confirm")
        with at(now() + timedelta(days=number + 1)):
            factory.file_claim(office, trip)
            factory.decide(office, trip, "reisestelle", "confirm")
            trip.refresh_from_db()
            moment = now()

        def order(decide, case: Case, moment=moment) -> None:
            with at(moment):
                found = Case.objects.get(pk=case.pk)
                decide(case=found, move_name="order", by=office.actor("anordnung"), revision=found.revision)

        results = all_at_once(
            [
                lambda order=order, trip=trip: order(commands.decide, trip),
                lambda order=order, advance=advance: order(commands_advance.decide, advance),
            ]
        )
        assert results[0] is None
        paid = PayLine.objects.filter(case=advance).exists()
        assert paid or isinstance(results[1], MoveRefused)
        assert queries_advance.open_eur(trip) == 0
        assert sum(eur for _type, eur in money.lines(trip, advance)) == Decimal("80.50")


def test_two_runs_at_once_take_each_instalment_once(own_database) -> None:
    office = build_office()
    trip = money.trip_ahead(office)
    money.paid(office, trip, "100.00")
    factory.decide(office, trip, "mitarbeiterin", "cancel")
    factory.settle_down()
    case = money.recovery_of(trip)
    money.decide(office, case, "mitarbeiterin", "agree")
    money.decide(office, case, "reisestelle", "recover_instalments", terms=PlanTerms(number=3))
    money.decide(office, case, "anordnung", "order")
    before = PayRun.objects.count()
    for row in PayLine.objects.filter(case=case).order_by("month"):
        moment = row.month.replace(day=5)

        def export(moment=moment) -> PayRun | None:
            with at(moment):
                return payroll.export_lines(factory.PAYROLL)

        results = all_at_once([export, export, export])
        assert not [found for found in results if isinstance(found, Exception)]
        row.refresh_from_db()
        assert row.run is not None
    assert PayRun.objects.count() == before + 3
    assert sum(run.total_eur for run in PayRun.objects.order_by("-number")[:3]) == Decimal("-100.00")


def test_two_runs_with_lines_at_once_have_numbers_of_their_own(own_database) -> None:
    office = build_office()
    first = money.trip_ahead(office)
    money.ordered(office, first)
    later = next_month(pay_month(today())).replace(day=5)
    with at(later):
        money.ordered(office, money.trip_ahead(office, "beamter"), by="beamter")
    begun = Event()

    def slow() -> PayRun | None:
        with transaction.atomic():
            run = payroll.export_lines(factory.PAYROLL)
            begun.set()
            sleep(0.5)  # the other one has come to its number by now, and would take the same
            return run

    def quick() -> PayRun | None:
        begun.wait()
        with at(later):
            return payroll.export_lines(factory.PAYROLL)

    runs = all_at_once([slow, quick])
    assert [type(run) for run in runs] == [PayRun, PayRun], runs
    assert [run.line_count for run in runs] == [1, 1]
    assert runs[1].number == runs[0].number + 1


def test_a_line_is_either_withdrawn_or_in_a_run(own_database) -> None:
    office = build_office()
    for _again in range(4):
        trip = money.trip_ahead(office)
        advance = money.ordered(office, trip)

        def withdraw(advance=advance) -> int:
            with unit_of_work(office.actor("anordnung"), purpose="test") as work:
                return payroll.withdraw_lines(work, PayLine.objects.filter(case=advance), "x")

        withdrawn, _run = all_at_once([withdraw, lambda: payroll.export_lines(factory.PAYROLL)])
        line = PayLine.objects.get(case=advance)
        assert (line.run is None) == (withdrawn == 1)
        assert (line.accepted is False) == (withdrawn == 1)
        payroll.export_lines(factory.PAYROLL)


def test_a_recovery_opens_once_whoever_looks_at_the_same_time(own_database) -> None:
    from meindo.services.dienstreise import commands_unspent

    office = build_office()
    trip = money.trip_ahead(office)
    money.paid(office, trip)
    factory.decide(office, trip, "mitarbeiterin", "cancel")

    def look() -> None:
        with unit_of_work(commands_unspent.SYSTEM, purpose="test") as work:
            commands_unspent.settle_unspent(work, Case.objects.select_for_update().get(pk=trip.pk))

    assert all_at_once([look] * 4) == [None] * 4
    assert queries_recovery.recoveries_to(trip).count() == 1
