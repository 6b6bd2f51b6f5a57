"""The pages of a claim: what is asked when, told at its field, shown before sending and to the office."""

from collections import Counter
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import assert_refused, claim_of, text_of
from tests.web.test_queries import MOST, asked
from tests.web.world import browser_of, dates

from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.services.dienstreise import queries
from meindo.services.dienstreise.models import Claim

office, db = built_once("office", build_office)


def long_claim(employee: Client, office: Office, days: int) -> tuple[Case, str]:
    """A claim of a trip of so many days."""
    first = today() - timedelta(days=days + 10)
    return claim_of(employee, office, starts_on=first, ends_on=first + timedelta(days=days - 1))


def typed(case: Case, **more: Any) -> dict[str, Any]:
    """All answers to a trip by bus."""
    assert case.starts_on is not None
    days = dates(start_day=case.starts_on, end_day=case.ends_on)
    leg = {"leg1_means": "bus", "leg1_fare": "5,00", "leg1_day": case.starts_on.isoformat(), "leg1_more": "no"}
    seen = {f"seen_{key}": "1" for key in ("naechte", "mahlzeiten", "kosten-1", "dritte", "belege")}
    return {"start_time": "07:30", "end_time": "18:00", **days, **leg, **seen, **more}


def keep(draft: str, data: dict[str, Any]) -> None:
    """A draft as it was left some time ago."""
    Draft.objects.filter(uuid=draft.split("/")[3]).update(data=data)


WRONG = [
    ("naechte", 3, {}, {"nights_kind": "receipt"}, "Bitte geben Sie den Betrag vom Beleg an."),
    ("nacht-2", 3, {"nights_kind": "differ"}, {"night2_kind": "free", "night2_cost": "7"}, "Kosten gehören zu einer"),
    ("klasse-1", 1, {}, {"leg1_travel": "60", "leg1_riding": "70"}, "kann nicht länger sein als die ganze Dauer"),
    (
        "fahrt-1",
        1,
        {},
        {"leg1_means": "bus", "leg1_fare": "1", "leg1_first": "on", "leg1_more": "no"},
        "nur in der Bahn",
    ),
    ("aufenthalt", 20, {}, {"stay_long": "yes"}, "Bitte geben Sie das Datum ein."),
    ("kosten-1", 1, {}, {"cost1_label": "Parken"}, "Bitte füllen Sie alle Angaben zu diesen Kosten aus."),
]


@pytest.mark.parametrize(("key", "days", "before", "sent", "sentence"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_answer_is_told_at_its_field(employee, office, key, days, before, sent, sentence) -> None:
    case, draft = long_claim(employee, office, days)
    keep(draft, typed(case, **before))
    assert_refused(employee.post(f"{draft}{key}/", sent), sentence)


def test_the_prefilled_first_ride_is_no_error_before_it_was_sent(employee, office) -> None:
    _case, draft = claim_of(employee, office)
    page = employee.get(f"{draft}fahrt-1/")
    assert page.status_code == 200
    assert "Fehler:" not in text_of(page)
    assert 'name="leg1_to" value="Köln"' in text_of(page)


@pytest.mark.parametrize("like", [{}, {"like": "1"}])
def test_a_prefilled_claim_is_not_called_wrong_before_it_was_sent(employee, office, like) -> None:
    case, draft = long_claim(employee, office, 3)
    keep(draft, typed(case, nights_kind="lump", leg1_from="Dortmund", leg1_to="Köln"))
    assert employee.post(f"{draft}pruefen/")["Location"].endswith("/gesendet/")
    first = today() - timedelta(days=9)
    following = factory.make(office, starts_on=first, ends_on=first + timedelta(days=2))
    factory.decide(office, following, "teamleitung", "approve")
    started = employee.post(f"/dienstreise/{following.uuid}/abrechnen/", like)
    one = employee.get(started["Location"])
    pages = started["Location"].rsplit("/", 2)[0]
    page = employee.get(f"{pages}/alles/")
    for answer in (one, page):
        assert (answer.status_code, "Fehler:" in text_of(answer)) == (200, False)
    for known in ('value="Dortmund"', 'value="07:30"') if like else ('value="07:30"',):
        assert known in text_of(page)
    sent = employee.post(f"{pages}/alles/", {"start_time": "gestern", "start_day_day": "31", "start_day_month": "2"})
    assert_refused(sent, "Bitte geben Sie die Uhrzeit")
    again = text_of(employee.get(f"{pages}/zeiten/"))
    assert 'value="gestern"' in again
    assert 'value="31"' in again
    assert "Fehler:" not in again


def test_first_class_opens_its_page_between_the_rides(employee, office) -> None:
    case, draft = claim_of(employee, office)
    keep(draft, typed(case))
    ride = {"leg1_means": "train", "leg1_fare": "99", "leg1_more": "no"}
    assert employee.post(f"{draft}fahrt-1/", {**ride, "leg1_first": "on"})["Location"] == f"{draft}klasse-1/"
    assert employee.post(f"{draft}fahrt-1/", ride)["Location"] == f"{draft}mahlzeiten/"


def test_on_one_page_an_answer_opens_the_questions_that_it_needs(employee, office) -> None:
    case, draft = long_claim(employee, office, 3)
    cost = {"cost1_label": "Parken", "cost1_amount": "5", "cost1_day": f"{case.starts_on}"}
    page = text_of(employee.post(f"{draft}alles/", typed(case, nights_kind="differ", **cost, cost1_more="yes")))
    for name in ("night1_kind", "night2_cost", "cost2_label"):
        assert f'name="{name}"' in page
    assert 'name="night3_kind"' not in page
    each = {"night1_kind": "lump", "night2_kind": "free", **cost, "cost1_more": "no"}
    sent = employee.post(f"{draft}alles/", typed(case, nights_kind="differ", **each))
    assert sent["Location"] == f"{draft}pruefen/"


def test_other_costs_are_shown_to_traveller_and_office_and_settled_as_a_special_case(employee, office) -> None:
    case, draft = claim_of(employee, office)
    keep(draft, typed(case, cost1_label="Parkhaus am Dom", cost1_amount="6,50"))
    check = text_of(employee.get(f"{draft}pruefen/"))
    assert "Nicht vom Programm berechnet" in check
    assert "Parkhaus am Dom" in check
    assert employee.post(f"{draft}pruefen/")["Location"].endswith("/gesendet/")
    travel = browser_of("reisestelle", "travel_office")
    page = text_of(travel.get(f"/dienstreise/{case.uuid}/"))
    assert "Nicht vom Programm berechnet und in der Summe nicht enthalten" in page
    assert "6,50" in page
    case.refresh_from_db()
    sent = {"move": "confirm_special", "revision": case.revision, "reason": "Beleg liegt vor.", "amount_eur": "25,50"}
    assert travel.post(f"/vorgang/{case.uuid}/entscheiden/", sent).status_code == 302
    case.refresh_from_db()
    assert (case.step, str(case.amount_eur)) == ("ordering", "25.50")


def test_the_office_reads_from_where_to_where_and_the_reasons(employee, office) -> None:
    case, draft = long_claim(employee, office, 3)
    places = {"leg1_from": "Rathaus", "leg1_to": "Köln Messe"}
    nights = {"nights_kind": "receipt", "nights_cost": "140", "nights_reason": "Messezeit"}
    keep(draft, typed(case, **places, **nights))
    employee.post(f"{draft}pruefen/")
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    assert "Rathaus – Köln Messe" in page
    assert page.count("<dd>Messezeit</dd>") == 2


def two_on_a_day(employee: Client, office: Office) -> tuple[Case, Case, str]:
    """A trip in the morning that waits for the office, and the draft of a claim for the evening."""
    day = today() - timedelta(days=5)
    first = factory.make(office, starts_on=day, ends_on=day, start_time=time(5), end_time=time(14))
    factory.decide(office, first, "teamleitung", "approve")
    sent = employee.post(f"/dienstreise/{first.uuid}/abrechnen/")["Location"].rsplit("/", 2)[0] + "/"
    keep(sent, typed(first, start_time="05:00", end_time="14:00"))
    assert employee.post(f"{sent}pruefen/")["Location"].endswith("/gesendet/")
    second, draft = claim_of(employee, office, starts_on=day, ends_on=day)
    keep(draft, typed(second, start_time="14:30", end_time="23:30"))
    return first, second, draft


def test_the_check_page_names_the_other_trip_of_the_day(employee, office) -> None:
    first, second, draft = two_on_a_day(employee, office)
    assert "Andere Reise am selben Tag" not in text_of(employee.get(f"{draft}pruefen/"))
    factory.decide(office, first, "reisestelle", "confirm")
    page = text_of(employee.get(f"{draft}pruefen/"))
    assert "Andere Reise am selben Tag berücksichtigt" in page
    assert f"{first.number} am " in page
    employee.post(f"{draft}pruefen/")
    second.refresh_from_db()
    claim = queries.current_claim(second)
    assert claim is not None
    assert claim.journey["other_trips"][0]["per_diem_eur"] == "14.00"


def test_the_office_sees_that_a_claim_is_computed_anew_and_then_the_new_amount(employee, office) -> None:
    first, second, draft = two_on_a_day(employee, office)
    employee.post(f"{draft}pruefen/")
    factory.decide(office, first, "reisestelle", "confirm")
    travel = browser_of("reisestelle", "travel_office")
    address = f"/dienstreise/{second.uuid}/"
    assert "Eine andere Reise am selben Tag hat sich geändert" in text_of(travel.get(address))
    second.refresh_from_db()
    sent = {"move": "confirm", "revision": second.revision}
    answer = travel.post(f"/vorgang/{second.uuid}/entscheiden/", sent, follow=True)
    assert "Die Abrechnung wurde neu berechnet." in text_of(answer)
    page = text_of(travel.get(address))
    assert "Andere Reise am selben Tag berücksichtigt" in page
    assert "bereits gezahltes Tagegeld" in page
    assert "hat sich geändert" not in page


OLD_NIGHTS = {"nights_kind": "receipt", "nights_cost": "80,00", "nights_reason": ""}


def test_a_draft_and_a_claim_of_before_these_questions_still_open(employee, office) -> None:
    case, draft = long_claim(employee, office, 3)
    old = {name: value for name, value in typed(case, **OLD_NIGHTS).items() if name != "seen_kosten-1"}
    keep(draft, old)
    for page in ("zeiten", "fahrt-1", "naechte", "dritte", "alles"):
        assert employee.get(f"{draft}{page}/").status_code == 200
    assert employee.get(f"{draft}pruefen/")["Location"] == f"{draft}kosten-1/"
    employee.post(f"{draft}kosten-1/", {})
    assert employee.post(f"{draft}pruefen/", {"sure": "1"})["Location"].endswith("/gesendet/")
    Claim.objects.filter(trip__case=case).get()
    factory.decide(office, case, "reisestelle", "ask", reason="Beleg?")
    again = employee.post(f"/dienstreise/{case.uuid}/abrechnen/")["Location"]
    assert again.endswith("/pruefen/")
    assert "80,00" in text_of(employee.get(again))


def test_like_last_time_takes_nights_and_rides_but_no_days_costs_or_stay(employee, office) -> None:
    case, draft = long_claim(employee, office, 3)
    each = {"nights_kind": "differ", "night1_kind": "lump", "night2_kind": "free"}
    cost = {"cost1_label": "Parken", "cost1_amount": "5", "cost1_day": f"{case.starts_on}"}
    keep(draft, typed(case, **each, **cost, leg1_from="Dortmund", leg1_to="Köln"))
    assert employee.post(f"{draft}pruefen/")["Location"].endswith("/gesendet/")
    following = factory.make(office)
    factory.decide(office, following, "teamleitung", "approve")
    employee.post(f"/dienstreise/{following.uuid}/abrechnen/", {"like": "1"})
    data = Draft.objects.get(case=following).data
    assert (data["leg1_from"], data["night2_kind"]) == ("Dortmund", "free")
    assert not {"leg1_day", "cost1_label", "nights_kind", "stay_long"} & data.keys()


@pytest.mark.parametrize(
    "page", ["zeiten", "fahrt-1", "klasse-1", "naechte", "nacht-1", "kosten-1", "alles", "pruefen"]
)
def test_a_page_of_a_claim_asks_little(employee, office, page: str) -> None:
    case, draft = long_claim(employee, office, 3)
    leg = {"leg1_means": "train", "leg1_first": "on", "leg1_travel": "60", "leg1_riding": "60", "leg1_second": "9"}
    nights = {"nights_kind": "differ", "night1_kind": "lump", "night2_kind": "free"}
    keep(draft, typed(case, **leg, **nights))
    found = asked(employee, f"{draft}{page}/")
    assert [sql for sql, times in Counter(found).items() if times > 1] == []
    assert len(found) <= MOST, (len(found), found)


def test_a_trip_of_a_year_is_asked_in_few_pages(employee, office) -> None:
    case, draft = long_claim(employee, office, 300)
    keep(draft, typed(case, nights_kind="differ", night1_kind="lump"))
    page = text_of(employee.get(f"{draft}nacht-31/"))
    assert "Alle Nächte ab " in page
    assert employee.get(f"{draft}nacht-32/").status_code == 302
