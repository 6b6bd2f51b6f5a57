"""Cost centre and budget: preset by the unit, carried to the pay line, shown to the line as a hint, never a block."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.services.dienstreise import factory, money
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import commands_budget, queries_budget
from meindo.services.dienstreise.models import Budget, CostCentre
from meindo.services.dienstreise.queries import trip_of
from meindo.services.dienstreise.show_budget import row_hints

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def booked(office: Office, text: str) -> commands_budget.Report:
    """Cost centres from a file."""
    content = f"einheit;aufgabe;kostenstelle;gueltig_ab\n{text}".encode()
    return commands_budget.import_cost_centres(name="k.csv", content=content, by=office.actor("reisestelle"))


def budgeted(office: Office, text: str) -> commands_budget.Report:
    """Budgets from a file."""
    content = f"kostenstelle;jahr;betrag\n{text}".encode()
    return commands_budget.import_budgets(name="b.csv", content=content, by=office.actor("reisestelle"))


def of(code: str) -> queries_budget.Figures:
    """The figures of a cost centre this year."""
    year = today().year
    return queries_budget.figures([code], [year])[code, year]


def test_the_nearest_unit_that_has_one_says_where_a_trip_is_booked_from_its_day_on(office) -> None:
    booked(office, "51;;5100;01.01.2020\n51/1;;5110;01.07.2026\n")
    team = office.units["51/1"].pk
    assert queries_budget.cost_centre_of(team, date(2026, 6, 30)) == "5100"
    assert queries_budget.cost_centre_of(team, date(2026, 7, 1)) == "5110"
    assert queries_budget.cost_centre_of(office.units["11"].pk, date(2026, 7, 1)) == ""


def test_a_body_books_its_trips_in_its_own_place(office) -> None:
    booked(office, "51/1;;5110;01.01.2020\nOB;personalrat;0099;01.01.2020\n")
    team = office.units["51/1"].pk
    assert queries_budget.cost_centre_of(team, today(), "personalrat") == "0099"
    assert queries_budget.cost_centre_of(team, today(), "sbv") == "5110"


def test_a_file_with_bad_rows_names_them_and_takes_the_others(office) -> None:
    report = booked(
        office, "51;;5100;01.01.2020\n99;;1;01.01.2020\n51;rat;1;01.01.2020\n51;;5 1;01.01.2020\n51;;1;31.02.2020"
    )
    assert (report.written, [problem.line for problem in report.problems]) == (1, [3, 4, 5, 6])
    report = budgeted(office, "5100;2026;5.000,00\n5100;26;1\n5100;2026;viel\n5100;2026;7\n;2026;1\n5110;2026;800")
    assert (report.written, [problem.line for problem in report.problems]) == (2, [3, 4, 5, 6])
    assert budgeted(office, "5100;2026;5000").unchanged == 1


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"a;b\n1;2", b'kostenstelle;jahr;betrag\n"', b"kostenstelle;jahr;betrag"]
)
def test_a_file_that_is_none_breaks_nothing(office, content) -> None:
    by = office.actor("reisestelle")
    assert commands_budget.import_budgets(name="x", content=content, by=by).written == 0
    assert commands_budget.import_cost_centres(name="x", content=content, by=by).written == 0


def test_the_request_takes_the_place_of_the_unit_and_the_pay_lines_carry_it(office) -> None:
    booked(office, "51;;5100;01.01.2020\n")
    trip = money.trip_ahead(office)
    assert trip_of(trip).cost_centre == "5100"
    advance = money.paid(office, trip)
    money.claim_ordered(office, trip)
    assert {line.cost_centre for line in PayLine.objects.filter(case__in=(trip, advance))} == {"5100"}


def test_somebody_who_names_another_place_is_believed(office) -> None:
    booked(office, "51;;5100;01.01.2020\n")
    assert trip_of(factory.make(office, cost_centre="Projekt-7")).cost_centre == "Projekt-7"


def test_an_approved_trip_is_committed_then_spent_and_an_advance_only_when_it_is_set_off(office) -> None:
    booked(office, "51;;5100;01.01.2020\n")
    budgeted(office, f"5100;{today().year};1000,00")
    day = today()
    trip = factory.make(office, starts_on=day, ends_on=day)
    assert (of("5100").committed_eur, of("5100").free_eur) == (0, Decimal("1000.00"))
    factory.decide(office, trip, "teamleitung", "approve")
    assert (of("5100").committed_eur, of("5100").free_eur) == (Decimal("80.00"), Decimal("920.00"))
    money.paid(office, trip)
    assert of("5100").spent_eur == 0
    money.claim_ordered(office, trip)
    assert (of("5100").committed_eur, of("5100").spent_eur) == (0, Decimal("80.50"))


def test_a_trip_that_is_off_frees_its_budget(office) -> None:
    booked(office, "51;;5100;01.01.2020\n")
    budgeted(office, f"5100;{today().year};1000,00")
    trip = factory.make(office, starts_on=today(), ends_on=today())
    factory.decide(office, trip, "teamleitung", "approve")
    factory.decide(office, trip, "mitarbeiterin", "cancel")
    assert of("5100").free_eur == Decimal("1000.00")


def test_a_budget_is_superseded_and_the_database_keeps_what_was(office) -> None:
    by = office.actor("reisestelle")
    for amount in ("1000.00", "1200.00", "1200.00"):
        commands_budget.set_budget(code="5100", year=2026, amount_eur=Decimal(amount), by=by)
    rows = Budget.objects.order_by("id")
    assert [(row.amount_eur, row.superseded_at is None) for row in rows] == [(1000, False), (1200, True)]
    for change in ({"amount_eur": 1}, {"superseded_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Budget.objects.filter(pk=rows[0].pk).update(**change)
    CostCentre.objects.create(unit=office.units["51"], code="1", valid_from=today(), source="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        CostCentre.objects.create(unit=office.units["51"], code="2", valid_from=today(), source="x")


def test_the_line_reads_the_figures_beside_the_row_and_the_button_stays(office) -> None:
    from tests.web.world import browser_of

    booked(office, "51;;5100;01.01.2020\n")
    budgeted(office, f"5100;{today().year};50,00")
    case = factory.make(office, starts_on=today() + timedelta(days=1), ends_on=today() + timedelta(days=1))
    page = browser_of("teamleitung", "line_manager").get("/vorgaenge/").content.decode()
    assert "Kostenstelle 5100" in page
    assert "höher als der freie Betrag" in page
    assert 'value="approve"' in page
    assert (
        "Kostenstelle 5100"
        in browser_of("teamleitung", "line_manager").get(f"/dienstreise/{case.uuid}/").content.decode()
    )
    factory.decide(office, case, "teamleitung", "approve")
    assert case.step == "journey"


def test_fifty_rows_ask_as_many_questions_as_one(office) -> None:
    booked(office, "51;;5100;01.01.2020\n")
    budgeted(office, f"5100;{today().year};50,00")
    counts = []
    for count in (1, 12):
        cases = [factory.make(office, who) for who in ("mitarbeiterin", "beamter") for _n in range(count)]
        with CaptureQueriesContext(connection) as found:
            assert len(row_hints(cases)) == len(cases)
        counts.append(len(found))
    assert counts == [3, 3]
    with CaptureQueriesContext(connection) as found:
        assert row_hints(list(Case.objects.filter(step="paid"))) == {}
    assert len(found) == 1


def test_figures_are_found_by_index(office) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole")
    from meindo.services.dienstreise.models import Trip

    trips = Trip.objects.filter(cost_centre__in=["1"], starts_on__gte=today(), superseded_at__isnull=True).exclude(
        cost_centre=""
    )
    assert "trip_cost_centre" in trips.explain()
    lines = PayLine.objects.filter(cost_centre__in=["1"], month__gte=today()).exclude(cost_centre="")
    assert "pay_cost_centre" in lines.explain()


def test_another_year_is_another_budget(office) -> None:
    booked(office, "51;;5100;01.01.2020\n")
    budgeted(office, f"5100;{today().year};50,00\n5100;{today().year + 1};70,00")
    with at(today()):
        next_year = date(today().year + 1, 3, 2)
        case = factory.make(office, starts_on=next_year, ends_on=next_year)
    assert "70,00" in row_hints([case])[case.pk][0]
