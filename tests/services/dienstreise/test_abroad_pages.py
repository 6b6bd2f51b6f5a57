"""What the pages ask about trips abroad, private journeys and what the city paid, and what becomes of the answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from tests.services.dienstreise import factory
from tests.services.dienstreise.test_claim_answers import START, journey, keys, questionnaire, wrong
from tests.support.office import build_office
from tests.web.world import browser_of

from meindo.services.dienstreise.answers import request_of
from meindo.services.dienstreise.countries import places
from meindo.services.dienstreise.forms import REQUEST_QUESTIONS
from meindo.services.dienstreise.forms_abroad import place_choices, stops_of
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.queries import trip_of
from meindo.services.dienstreise.show import entered_facts, facts_of
from meindo.services.dienstreise.wizards import claim_start
from meindo.ui.question import Questionnaire

ABROAD = {"abroad": "on", "seen_laender": "1"}


def stops(nights: int, **more: Any) -> list[tuple[int, str, str]]:
    """Day of the trip, place, aboard."""
    found = journey(nights, nights_kind="free", **{**ABROAD, **more}).stops
    return [((stop.day - START).days + 1, stop.key, stop.aboard) for stop in found]


def test_no_country_is_asked_for_a_trip_inside_germany() -> None:
    assert not [key for key in keys(3, nights_kind="free") if key.startswith("la")]
    assert journey(0).stops == ()


def test_one_country_for_all_days() -> None:
    assert [key for key in keys(3, **ABROAD) if key.startswith("la")] == ["laender"]
    assert stops(3, land_place="FR.paris") == [(1, "FR.paris", "")]
    assert journey(0, **ABROAD, land_place="BE").stops[0].country == "BE"


def test_the_country_of_each_day_where_they_differ() -> None:
    differ = {**ABROAD, "land_place": "BE", "land_differ": "on"}
    asked = [key for key in keys(3, **differ) if key.startswith("la")]
    assert asked == ["laender", "land-1", "land-2", "land-3", "land-4"]
    each = {"land1_place": "BE", "land2_place": "BE", "land3_place": "aboard:flight", "land4_place": "US.boston"}
    assert stops(3, **differ, **each) == [(1, "BE", ""), (3, "", "flight"), (4, "US.boston", "")]


def test_a_whole_day_at_home_after_one_abroad_means_back_the_evening_before() -> None:
    each = {"land1_place": "DE", "land2_place": "BE", "land3_place": "DE", "land4_place": "FR"}
    found = stops(3, land_place="BE", land_differ="on", **each)
    assert found == [(2, "BE", ""), (2, "DE", ""), (4, "FR", "")]


def test_the_last_day_asked_stands_for_the_rest_of_a_very_long_trip() -> None:
    days = [START + timedelta(days=shift) for shift in range(40)]
    answers = {"abroad": True, "land_differ": True, **{f"land{number}_place": "BE" for number in range(1, 32)}}
    assert stops_of(answers, days) == [{"day": "2026-03-02", "country": "BE", "place": ""}]


@pytest.mark.parametrize("place", ["", "XX", "FR.rom"])
def test_only_countries_of_the_list_are_taken(place: str) -> None:
    assert "land_place" in wrong("laender", 3, **ABROAD, land_place=place)
    assert "land2_place" in wrong("land-2", 3, land2_place=place)


def test_every_country_and_place_can_be_chosen_in_both_languages() -> None:
    for language, first, last in (("de", "Ägypten", "anderes Land, nicht in der Liste"), ("en", "Albania", "another")):
        choices = dict(place_choices(language))
        assert set(choices) == {*places(), "ZZ"}
        assert first in choices.values()
        assert list(choices.values())[-1].startswith(last)
    with override("en"):
        assert ("CH.genf", "Switzerland, Geneva") in questionnaire(0).find("laender").form_class.base_fields[
            "land_place"
        ].choices


def test_a_private_journey_and_what_the_city_paid_reach_the_rules() -> None:
    assert journey(0, private="on").private != ()
    leg = journey(0, leg1_means="flight", leg1_fare="", leg1_city_paid="on").legs[0]
    assert (leg.means, leg.city_paid, leg.fare_eur) == ("flight", True, 0)
    flown = {"leg1_means": "flight", "leg1_fare": "150", "leg1_reason": "Termin", "leg1_lowest": "on"}
    assert journey(0, **flown).legs[0].lowest_class
    assert journey(2, nights_kind="city_paid").nights[0].kind == "city_paid"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"leg1_means": "flight", "leg1_fare": ""}, "leg1_fare"),
        ({"leg1_means": "car", "leg1_fare": "", "leg1_km": "5", "leg1_city_paid": "on"}, "leg1_city_paid"),
        ({"leg1_lowest": "on"}, "leg1_lowest"),
    ],
)
def test_what_does_not_fit_the_means_is_told_at_its_field(more: dict[str, str], field: str) -> None:
    assert list(wrong("fahrt-1", 0, **more)) == [field]


@pytest.mark.django_db
def test_the_claim_begins_with_what_the_request_said() -> None:
    office = build_office()
    home, abroad = factory.make(office), factory.make(office, answers={"abroad": "on"})
    assert "abroad" not in claim_start(home)
    assert claim_start(abroad)["abroad"] == "on"
    assert dict(facts_of(trip_of(abroad)))["Ausland"] == "ja"
    plain = factory.make(office, means="train", means_reason="")
    assert not {"Ausland", "Grund"} & dict(facts_of(trip_of(plain))).keys(), "no row for what was not said"


def test_the_request_asks_and_an_old_draft_without_an_answer_still_opens() -> None:
    old = {"destination": "Brüssel", "seen_wohin": "1", "purpose_text": "Tagung", "means": "train", "seen_womit": "1"}
    for name, day in (("start_day", START), ("end_day", START)):
        old |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    old |= {"start_time": "08:00", "end_time": "18:00"}
    asked = Questionnaire(REQUEST_QUESTIONS)
    assert asked.next_open(old) is None
    assert request_of(asked.cleaned(old), old).destination == "Brüssel"
    assert "abroad" in asked.find("wohin").form_class.base_fields


def test_the_office_sees_the_countries_in_words() -> None:
    each = {"land1_place": "BE", "land2_place": "aboard:ship", "land3_place": "DE"}
    abroad = journey(2, nights_kind="free", **ABROAD, land_place="BE", land_differ="on", **each)
    facts = entered_facts(Journeys.of(abroad))
    assert [value for _name, value in facts[:3]] == ["Belgien", "auf einem Schiff", "Deutschland"]
    assert facts[0][0] == "Land ab 2. März 2026"


@pytest.mark.django_db
def test_a_trip_abroad_is_claimed_on_the_pages_and_the_check_page_names_what_is_missing() -> None:
    office = build_office()
    case = factory.make(office, answers={"abroad": "on"})
    factory.decide(office, case, "teamleitung", "approve")
    employee = browser_of("mitarbeiterin")
    draft = employee.post(f"/dienstreise/{case.uuid}/abrechnen/").headers["Location"].rsplit("/", 2)[0] + "/"
    page = employee.get(f"{draft}laender/").content.decode()
    assert "In welchem Land waren Sie?" in page
    assert '<option value="CH.genf">Schweiz, Genf</option>' in page
    wrong_land = employee.post(f"{draft}laender/", {"land_place": "XX"})
    assert wrong_land.status_code == 422
    assert employee.post(f"{draft}laender/", {"land_place": "BE"}).status_code == 302
    answers = {"leg1_means": "train", "leg1_fare": "79", "leg1_city_paid": "on", "leg1_more": "no"}
    assert employee.post(f"{draft}fahrt-1/", answers).status_code == 302
    for key in ("mahlzeiten", "kosten-1", "belege", "dritte"):
        assert employee.post(f"{draft}{key}/", {}).status_code == 302
    check = employee.get(f"{draft}pruefen/").content.decode()
    assert "Von der Stadt gebucht und bezahlt: keine Erstattung" in check
    assert "Für Belgien ist am" in check
