"""The entitlement to first class: granted by the travel office against a proof that is not kept, used by the claim."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of, dates

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.services.dienstreise import commands_entitlement, queries
from meindo.services.dienstreise.models import FirstClass
from meindo.services.dienstreise.queries_entitlement import may_travel_first_class

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
PAGE = "/dienstreise/berechtigungen/"


def grant(office: Office, by: str = "reisestelle", **days: Any) -> None:
    person = office.people["mitarbeiterin"]
    commands_entitlement.grant_first_class(
        person=person, **{"valid_from": today() - timedelta(days=30), **days}, by=office.actor(by)
    )


def claimed(office: Office) -> Case:
    """A short ride by train in first class, without the price of the second."""
    case = factory.make(office, means="train")
    factory.decide(office, case, "teamleitung", "approve")
    leg = {
        "day": str(case.starts_on),
        "means": "train",
        "fare_eur": "80",
        "train_class": "1",
        "travel_minutes": "60",
        "riding_minutes": "60",
    }
    factory.file_claim(office, case, legs=[leg])
    return case


def test_with_it_the_claim_pays_first_class_and_without_it_a_person_decides(office) -> None:
    without = queries.current_claim(claimed(office))
    assert [refusal.name for refusal in without.result().refusals] == ["first_class_without_second_class_fare"]
    grant(office)
    entitled = queries.current_claim(claimed(office))
    assert entitled.result().refusals == ()
    fares = [
        line.amount_eur for line in entitled.result().lines if line.group == "fares" and line.kind == "entitlement"
    ]
    assert fares == [Decimal("80.00")]
    assert entitled.journey["first_class_entitled"] is True


def test_the_first_day_of_the_trip_decides(office) -> None:
    start, person = today() - timedelta(days=30), office.people["mitarbeiterin"].pk
    grant(office, valid_from=start, valid_until=today())
    for day, allowed in ((start - timedelta(days=1), False), (start, True), (today(), False)):
        assert may_travel_first_class(person, day) is allowed, day


def test_nothing_says_why(office) -> None:
    grant(office)
    case = claimed(office)
    columns = {field.name for field in FirstClass._meta.concrete_fields}
    fixed = {"id", "valid_from", "valid_until", "recorded_at", "superseded_at", "source", "measure"}
    assert columns - fixed == {"person"}
    viewers = {"reisestelle": "travel_office", "teamleitung": "line_manager", "mitarbeiterin": "applicant"}
    for name, role in viewers.items():
        page = text_of(browser_of(name, role).get(f"/dienstreise/{case.uuid}/"))
        assert "1. Klasse zulässig" in page
        for word in ("behinder", "Merkzeichen", "GdB", "§ 4 Abs. 1 S. 3"):
            assert word not in page, (name, word)


def test_only_the_travel_office_and_never_for_oneself(office) -> None:
    for who in ("mitarbeiterin", "teamleitung", "anordnung"):
        with pytest.raises(MoveRefused):
            grant(office, by=who)
    with pytest.raises(MoveRefused):
        commands_entitlement.grant_first_class(
            person=office.people["reisestelle"], valid_from=date(2026, 1, 1), by=office.actor("reisestelle")
        )
    assert not FirstClass.objects.exists()


def test_the_pages_from_the_search_to_the_end(office) -> None:
    browser, person = browser_of("reisestelle", "travel_office"), office.people["mitarbeiterin"]
    assert "Noch ist keine Berechtigung" in text_of(browser.get(PAGE))
    assert "niemand gefunden" in text_of(browser.get(PAGE, {"q": "Niemand"}))
    assert f"{PAGE}{person.uuid}/" in text_of(browser.get(PAGE, {"q": "Yıl"}))
    start = today() - timedelta(days=1)
    wrong = browser.post(f"{PAGE}{person.uuid}/", dates(start=start))
    assert wrong.status_code == 422
    assert "Haken" in text_of(wrong), "the proof was not looked at"
    turned = {"seen": "on", **dates(start=start, end=start - timedelta(days=9))}
    assert browser.post(f"{PAGE}{person.uuid}/", turned).status_code == 422
    assert browser.post(f"{PAGE}{person.uuid}/", {"seen": "on", **dates(start=start)})["Location"] == PAGE
    assert "Emma Yılmaz" in text_of(browser.get(PAGE))
    assert PAGE in text_of(browser.get("/dienstreise/zahlen/")), "the office finds its way there"
    browser.post(f"{PAGE}{person.uuid}/beenden/")
    assert not may_travel_first_class(person.pk, today())
    assert may_travel_first_class(person.pk, start), "what was, stays"
    assert "Emma Yılmaz" not in text_of(browser.get(PAGE))


def test_nobody_else_finds_the_pages_nor_the_own_name(office) -> None:
    person = office.people["mitarbeiterin"]
    others = {"teamleitung": "line_manager", "anordnung": "payment_office", "mitarbeiterin": "applicant"}
    for name, role in others.items():
        assert browser_of(name, role).get(PAGE).status_code == 403
        assert browser_of(name, role).get(f"{PAGE}{person.uuid}/").status_code == 403
    own = office.people["reisestelle"]
    assert browser_of("reisestelle", "travel_office").get(f"{PAGE}{own.uuid}/").status_code == 404
