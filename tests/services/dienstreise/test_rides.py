"""Kilometres of an own pair of places: kept when a payment is ordered, offered again to the same person only."""

from decimal import Decimal
from typing import Any

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.cases.models import Case
from meindo.services.dienstreise.forms_legs import leg_question
from meindo.services.dienstreise.models import AcceptedRide
from meindo.services.dienstreise.routes import Ride, Routes, routes_of
from meindo.services.dienstreise.wizards import claim_start

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def ride(office: Office, km: str, *, means: str = "car", who: str = "mitarbeiterin", **places: str) -> Case:
    """A claim with one ride that waits for the travel office."""
    case = factory.make(office, who)
    factory.decide(office, case, "teamleitung", "approve")
    assert case.starts_on is not None
    between = {"origin": "Dortmund", "destination": "Köln", **places}
    leg = {"day": case.starts_on.isoformat(), "means": means, "km": km, **between}
    factory.file_claim(office, case, who, legs=[leg])
    return case


def ordered(office: Office, km: str, **more: Any) -> Case:
    case = ride(office, km, **more)
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "order")
    return case


def offered(office: Office, who: str = "mitarbeiterin") -> list[tuple[str, str, str, str]]:
    case = factory.make(office, who)
    return [(row.means, row.origin, row.destination, row.typed_km()) for row in routes_of(case).rides]


def test_only_kilometres_that_were_paid_are_offered_and_the_last_ones_win(office) -> None:
    ride(office, "50")
    assert offered(office) == []
    ordered(office, "95")
    ordered(office, "94.5", origin="dortmund", destination="KÖLN")
    assert offered(office) == [("car", "dortmund", "KÖLN", "94,5")]
    assert AcceptedRide.objects.count() == 1


def test_direction_and_means_make_a_pair_of_its_own(office) -> None:
    ordered(office, "95")
    ordered(office, "96", origin="Köln", destination="Dortmund")
    ordered(office, "90", means="bicycle")
    assert {row[:3]: row[3] for row in offered(office)} == {
        ("car", "Dortmund", "Köln"): "95",
        ("car", "Köln", "Dortmund"): "96",
        ("bicycle", "Dortmund", "Köln"): "90",
    }


def test_nobody_sees_the_rides_of_somebody_else(office) -> None:
    ordered(office, "95")
    assert offered(office, "beamter") == []


def test_rides_of_a_claim_that_came_back_to_the_check_are_not_offered(office) -> None:
    case = ride(office, "95")
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "return_to_check", reason="Bitte prüfen.")
    assert offered(office) == []


def test_a_ride_without_both_places_or_in_a_special_case_is_not_kept(office) -> None:
    ordered(office, "95", origin="")
    case = ride(office, "500")
    factory.decide(office, case, "reisestelle", "confirm_special", reason="Umweg", amount_eur=Decimal(1))
    factory.decide(office, case, "anordnung", "order")
    assert not AcceptedRide.objects.exists()


def test_a_new_claim_begins_with_the_last_ride_to_that_place(office) -> None:
    ordered(office, "95")
    start = claim_start(factory.make(office, destination="köln"))
    assert [start[f"leg1_{name}"] for name in ("from", "to", "km")] == ["Dortmund", "Köln", "95"]
    start = claim_start(factory.make(office, destination="Bonn"))
    assert start["leg1_to"] == "Bonn"
    assert "leg1_km" not in start


ROUTES = Routes(
    (Ride("car", "Dortmund", "Köln", Decimal("100.0")), Ride("bicycle", "Rathaus", "Hafen", Decimal("3.4")))
)


def leg(**typed: str) -> Any:
    """The form of the first ride with what was typed."""
    form_class = leg_question(1, [], ROUTES).form_class
    return form_class({f"leg1_{name}": value for name, value in {"more": "no", **typed}.items()})


def test_kilometres_left_empty_are_those_last_accepted(office) -> None:
    form = leg(means="car", **{"from": "dortmund ", "to": "Köln"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["leg1_km"] == 100
    assert form.typed()["leg1_km"] == "100", "the draft keeps the number that was shown"
    assert "Zuletzt anerkannt: 100 km" in form.fields["leg1_km"].help_text


def test_what_was_typed_is_never_replaced_and_an_unknown_pair_is_asked(office) -> None:
    changed = leg(means="car", km="120", **{"from": "Dortmund", "to": "Köln"})
    assert changed.is_valid()
    assert changed.cleaned_data["leg1_km"] == 120
    for typed in ({"means": "bicycle", "to": "Köln"}, {"means": "car", "to": "Bonn"}):
        form = leg(**{"from": "Dortmund", **typed})
        assert "leg1_km" in form.errors
    train = leg(means="train", fare="5", **{"from": "Dortmund", "to": "Köln"})
    assert train.is_valid(), train.errors


def test_own_places_are_suggested_latest_first_each_once(office) -> None:
    assert ROUTES.places() == ["Dortmund", "Köln", "Rathaus", "Hafen"]
    page = str(leg(means="car"))
    assert '<datalist id="leg1_from_list"><option value="Dortmund">' in page
    assert 'list="leg1_from_list"' in page
    without = leg_question(1, [], Routes()).form_class
    assert "<datalist" not in str(without())
