"""Figures for the report: sums that add up, and nothing about fewer than five people, not by difference either."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.test_queries import asked
from tests.web.world import browser_of

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.people.models import unit_label
from meindo.services.dienstreise.figures import LEAST, TripFact, grouped
from meindo.services.dienstreise.models import Trip
from meindo.ui.csv_file import csv_text

office, db = built_once("office", build_office)
FACTS = st.lists(
    st.builds(
        TripFact,
        person=st.integers(1, 30),
        month=st.integers(1, 12),
        department=st.sampled_from(["51 Jugendamt", "61", "70", ""]),
        step=st.just("paid"),
        means=st.sampled_from(["car", "train", "bus", "flight"]),
        amount_eur=st.decimals(0, 500, places=2),
    ),
    max_size=60,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(FACTS)
def test_groups_are_large_enough_and_add_up_to_the_whole_or_there_are_none(facts: list[TripFact]) -> None:
    for key in (lambda fact: fact.means, lambda fact: fact.department, lambda fact: f"{fact.month:02d}"):
        groups = grouped(facts, key)
        people = {fact.person for fact in facts}
        if not groups:
            assert len(people) < LEAST
            continue
        assert all(len(group.persons) >= LEAST for group in groups)
        assert sum(group.trips for group in groups) == len(facts)
        assert sum((group.amount_eur for group in groups), Decimal(0)) == sum(fact.amount_eur for fact in facts)
        assert sorted(name for group in groups for name in group.keys) == sorted({key(fact) for fact in facts})


def test_one_frequent_traveller_is_no_group() -> None:
    often = [TripFact(1, 3, "51", "paid", "car", Decimal(10)) for _ in range(20)]
    others = [TripFact(number, 4, "61", "paid", "train", Decimal(5)) for number in range(2, 10)]
    groups = grouped([*often, *others], lambda fact: fact.means)
    assert [group.keys for group in groups] == [("car", "train")], "twenty trips of one person stay unseen"
    assert grouped(often, lambda fact: fact.means) == []


def test_a_small_rest_takes_the_smallest_large_group_with_it() -> None:
    facts = [TripFact(number, 1, "A", "paid", "car", Decimal(1)) for number in range(10)]
    facts += [TripFact(number, 1, "B", "paid", "bus", Decimal(1)) for number in range(20, 26)]
    facts += [TripFact(40, 1, "C", "paid", "taxi", Decimal(1))]
    groups = grouped(facts, lambda fact: fact.means)
    assert [(group.keys, group.trips) for group in groups] == [(("bus", "taxi"), 7), (("car",), 10)]


def test_months_put_together_stand_where_the_first_of_them_belongs() -> None:
    facts = [TripFact(number, 6, "A", "paid", "car", Decimal(1)) for number in range(10)]
    facts += [TripFact(20 + number, 2 + number % 3, "A", "paid", "car", Decimal(1)) for number in range(6)]
    groups = grouped(facts, lambda fact: f"{fact.month:02d}")
    assert [group.keys for group in groups] == [("02", "03", "04"), ("06",)]


def test_a_unit_whose_code_is_its_name_is_named_once() -> None:
    assert unit_label("FABIDO", "FABIDO") == "FABIDO"
    assert unit_label("51", "Jugendamt") == "51 Jugendamt"


def travellers(office, count: int) -> None:
    """So many people with a trip each."""
    for number in range(count):
        name = f"p{number}"
        office.people[name] = office.city.person(f"Person{number}", office.units["51/1" if number % 2 else "11/4"])
    office.city.store()
    for number in range(count):
        case = factory.make(office, who=f"p{number}", starts_on=today(), means="train" if number % 3 else "car")
        Case.objects.filter(pk=case.pk).update(step="paid", is_open=False, amount_eur=Decimal("10.00"))


def test_the_page_and_the_file_show_groups_and_no_names(db, office) -> None:
    travellers(office, 12)
    browser = browser_of("reisestelle", "travel_office")
    page = text_of(browser.get("/dienstreise/zahlen/"))
    assert "51 Jugendamt" in page
    assert "11 Personal- und Organisationsamt" in page
    assert "Person1" not in page
    answer = browser.get("/dienstreise/zahlen/datei/")
    raw = answer.content
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Gruppierung", "Gruppe", "Reisen", "Betrag in Euro"]
    by_kind = {kind: sum(int(row[2]) for row in rows[1:] if row[0] == kind) for kind in {row[0] for row in rows[1:]}}
    assert set(by_kind.values()) == {12}, "every way to group counts every trip once"
    assert ["Stand", "ausgezahlt", "12", "120.00"] in rows


def test_too_few_people_give_no_figures(db, office) -> None:
    travellers(office, 4)
    page = text_of(browser_of("reisestelle", "travel_office").get("/dienstreise/zahlen/"))
    assert "weniger als fünf Personen" in page
    assert "120,00" not in page
    for year in ("", "abc", "1999", "20261", "²026"):
        assert browser_of("reisestelle", "travel_office").get("/dienstreise/zahlen/", {"jahr": year}).status_code == 200


def test_the_page_asks_as_much_for_many_trips_as_for_few(db, office) -> None:
    browser = browser_of("reisestelle", "travel_office")
    counts = []
    for more in (5, 15):
        travellers(office, more)
        counts.append(len(asked(browser, "/dienstreise/zahlen/")))
    assert counts[0] == counts[1] <= 12, counts
    assert Trip.objects.count() == 20


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_of_a_file_computes(text: str) -> None:
    rows = list(csv.reader(StringIO(csv_text([[text, Decimal("-5.00"), 'a "b", c']])[1:], newline="")))
    assert rows[0][0] == f"'{text}"
    assert rows[0][1:] == ["-5.00", 'a "b", c']
