"""Every wrong entry gets a German sentence at its place, the right status, and keeps what was typed."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import answers, browser_of, dates

from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.services.dienstreise.models import Claim

office, db = built_once("office", build_office)


def text_of(answer: Any) -> str:
    """The page as text, with entities resolved."""
    return unescape(answer.content.decode())


def started(employee: Client) -> str:
    """The address of a new request's draft."""
    employee.post("/dienstreise/neu/", {"destination": "Köln"})
    return f"/dienstreise/antrag/{Draft.objects.latest('id').uuid}/"


def claim_of(employee: Client, office: Office, **changes: Any) -> tuple[Case, str]:
    """An approved trip and the address of its claim's draft."""
    case = factory.make(office, **changes)
    factory.decide(office, case, "teamleitung", "approve")
    place = employee.post(f"/dienstreise/{case.uuid}/abrechnen/")["Location"]
    return case, "/".join(place.split("/")[:4]) + "/"


def assert_refused(answer: Any, sentence: str, *typed: str) -> None:
    """422, "Fehler:" in the title, the sentence once in the summary and once at the field, what was typed is there."""
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Fehler: " in page
    assert page.count(sentence) >= 2, sentence
    assert 'aria-invalid="true"' in page
    for value in typed:
        assert f'value="{value}"' in page or f">{value}" in page, value


TIMES = {"start_time": "07:30", "end_time": "18:00"}
DAY = dates(start_day=today(), end_day=today())
WHEN = [
    ({"end_day_day": "1", "end_day_month": "1", "end_day_year": "2020"}, "Das Ende liegt vor dem Beginn", "2020"),
    ({"start_day_day": "31", "start_day_month": "6"}, "Juni", "31"),
    ({"start_time": "25:00"}, "Uhrzeit", "25:00"),
    ({"start_time": "7 Uhr früh"}, "Uhrzeit", "7 Uhr früh"),
    ({"end_time": "06:00"}, "Die Rückkehr liegt vor der Abfahrt", "06:00"),
    ({"start_day_day": "x"}, "Tag", "x"),
    ({"end_day_year": "9999"}, "", "9999"),
]


@pytest.mark.parametrize(("change", "sentence", "typed"), WHEN, ids=[str(change) for change, *_ in WHEN])
def test_impossible_days_and_times(employee, change: dict[str, str], sentence: str, typed: str) -> None:
    answer = employee.post(f"{started(employee)}wann/", {**DAY, **TIMES, **change})
    assert_refused(answer, sentence, typed)


LEG = {"leg1_means": "car", "leg1_km": "190", "leg1_more": "no"}
LEGS = [
    ({"leg1_km": "-5"}, "Die Zahl darf nicht negativ sein", "-5"),
    ({"leg1_km": "viele"}, "„viele“ ist keine Zahl", "viele"),
    ({"leg1_km": ""}, "Bitte geben Sie die gefahrenen Kilometer an", ""),
    ({"leg1_km": "1.2.3"}, "Bitte geben Sie", "1.2.3"),
    ({"leg1_passengers": "anderthalb"}, "ist keine Zahl", "anderthalb"),
    ({"leg1_means": "train", "leg1_fare": "zwölf Euro"}, "ist keine Zahl", "zwölf Euro"),
    ({"leg1_means": "train"}, "Kilometer zählen nur für eigene Fahrzeuge", "190"),
    ({"leg1_means": "rocket"}, "", "190"),
    ({"leg1_more": "vielleicht"}, "", "190"),
]


@pytest.mark.parametrize(("change", "sentence", "typed"), LEGS, ids=[str(change) for change, *_ in LEGS])
def test_wrong_numbers_of_a_ride(employee, office, change: dict[str, str], sentence: str, typed: str) -> None:
    _case, draft = claim_of(employee, office)
    answer = employee.post(f"{draft}fahrt-1/", {**LEG, **change})
    assert_refused(answer, sentence, *([typed] if typed else []))


def test_five_thousand_characters_are_kept_and_the_limit_is_named(employee) -> None:
    answer = employee.post(f"{started(employee)}warum/", {"purpose_text": "a" * 5000})
    assert_refused(answer, "1000")
    assert "a" * 5000 in text_of(answer)


def test_strange_characters_are_kept_or_refused_but_never_an_error(employee) -> None:
    for text in ("<script>alert(1)</script>", "\x00", "😀" * 50, "\u202eRTL", "';--", "%s{0}"):
        answer = employee.post(f"{started(employee)}warum/", {"purpose_text": text})
        assert answer.status_code in (302, 422)
        assert "<script>alert" not in answer.content.decode()


def test_a_character_that_no_database_holds_is_left_out_of_every_box(employee, office) -> None:
    _case, draft = claim_of(employee, office)
    typed = {**LEG, "leg1_reason": "a\x00b", "leg1_extras": ["trailer", "\x00"]}
    assert employee.post(f"{draft}fahrt-1/", typed).status_code == 422
    assert Draft.objects.latest("id").data["leg1_reason"] == "ab"


def test_nothing_typed_at_all_asks_at_every_field(employee) -> None:
    seen = {f"seen_{key}": "1" for key in ("wohin", "wann", "warum", "womit")}
    answer = employee.post(f"{started(employee)}alles/", seen)
    assert_refused(answer, "Uhrzeit")
    assert text_of(answer).count('aria-invalid="true"') >= 6


def test_the_page_keeps_what_was_typed_also_when_one_comes_back_later(employee) -> None:
    draft = started(employee)
    employee.post(f"{draft}wann/", {**DAY, **TIMES, "start_time": "25:00"})
    assert 'value="25:00"' in text_of(employee.get(f"{draft}wann/"))


def test_a_foreign_or_unknown_case_does_not_exist(employee, office) -> None:
    foreign = factory.make(office, "beamter")
    for address in (f"/dienstreise/{foreign.uuid}/", f"/vorgang/{foreign.uuid}/"):
        answer = employee.get(address)
        assert answer.status_code == 404
        assert "Diese Seite gibt es nicht" in text_of(answer)
    sent = {"move": "withdraw", "revision": 0}
    assert employee.post(f"/vorgang/{foreign.uuid}/entscheiden/", sent).status_code == 404
    assert employee.post(f"/dienstreise/{foreign.uuid}/abrechnen/").status_code == 404
    assert employee.get("/dienstreise/keine-nummer/").status_code == 404
    assert employee.get("/dienstreise/neu/?wie=" + foreign.number).status_code == 200
    assert "Köln" not in text_of(employee.get("/dienstreise/neu/?wie=" + foreign.number))


def test_a_claim_before_the_end_of_the_trip_is_told_when(employee, office) -> None:
    later = today() + timedelta(days=5)
    case = factory.make(office, starts_on=later, ends_on=later)
    factory.decide(office, case, "teamleitung", "approve")
    page = text_of(employee.get(f"/dienstreise/{case.uuid}/"))
    assert f"Abrechnen können Sie nach der Reise, ab dem {later:%d.%m.%Y}" in page
    assert "Reise abrechnen</span>" not in page
    employee.post(f"/dienstreise/{case.uuid}/abrechnen/")
    assert not Draft.objects.filter(case=case).exists()


def test_a_claim_for_a_trip_that_ends_tomorrow_is_sent_back_to_its_end(employee, office) -> None:
    case, draft = claim_of(employee, office)
    days = dates(start_day=case.starts_on, end_day=today() + timedelta(days=1))
    answer = employee.post(f"{draft}zeiten/", {**TIMES, **days})
    assert_refused(answer, "Abrechnen können Sie erst nach der Reise")


def test_a_claim_after_the_deadline_is_taken_and_marked_for_a_person(employee, office) -> None:
    long_ago = today() - timedelta(days=400)
    case, draft = claim_of(employee, office, starts_on=long_ago, ends_on=long_ago)
    day = dates(start_day=long_ago, end_day=long_ago)
    employee.post(
        f"{draft}alles/",
        {**TIMES, **day, **LEG, "seen_mahlzeiten": "1", "seen_kosten-1": "1", "seen_dritte": "1", "seen_belege": "1"},
    )
    answer = employee.post(f"{draft}pruefen/")
    assert answer.status_code == 302, text_of(answer)
    assert Claim.objects.get(trip__case=case).is_late
    case.refresh_from_db()
    assert "late" in case.attention
    travel = browser_of("reisestelle", "travel_office")
    assert "nach Ablauf der Frist eingereicht" in text_of(travel.get(f"/dienstreise/{case.uuid}/"))
    row = text_of(travel.get("/vorgaenge/"))
    assert 'value="confirm"' not in row, "what is marked is not confirmed in the row"


def test_three_thousand_km_by_bicycle_are_asked_back_once_and_can_be_sent(employee, office) -> None:
    case, draft = claim_of(employee, office)
    assert case.starts_on is not None
    day = dates(start_day=case.starts_on, end_day=case.ends_on)
    bicycle = {"leg1_means": "bicycle", "leg1_km": "3.000", "leg1_more": "no"}
    employee.post(
        f"{draft}alles/",
        {
            **TIMES,
            **day,
            **bicycle,
            "seen_mahlzeiten": "1",
            "seen_kosten-1": "1",
            "seen_dritte": "1",
            "seen_belege": "1",
        },
    )
    page = text_of(employee.get(f"{draft}pruefen/"))
    assert "3.000 km" in page
    assert "Stimmt das?" in page
    asked_back = employee.post(f"{draft}pruefen/")
    assert asked_back.status_code == 422
    assert "Bitte bestätigen Sie die ungewöhnlichen Angaben" in text_of(asked_back)
    assert employee.post(f"{draft}pruefen/", {"sure": "1"}).status_code == 302


def test_a_double_click_on_send_finds_the_case_of_the_first(employee) -> None:
    draft = started(employee)
    employee.post(f"{draft}alles/", answers())
    first, second = employee.post(f"{draft}pruefen/"), employee.post(f"{draft}pruefen/")
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_two_windows_with_one_draft_lose_nothing_silently(employee) -> None:
    from meindo.platform.cases import drafts

    employee.post("/dienstreise/neu/", {"destination": "Köln"})
    draft = Draft.objects.latest("id")
    stale = Draft.objects.get(pk=draft.pk)
    drafts.save_draft(draft, {"destination": "Bonn"})
    with pytest.raises(drafts.DraftChanged):
        drafts.save_draft(stale, {"destination": "Essen"})
    assert Draft.objects.get().data == {"destination": "Bonn"}


@pytest.mark.parametrize("typed", [{}, {"login": "mitarbeiterin", "password": "falsch"}, {"login": "niemand"}])
def test_a_wrong_log_in_says_so_keeps_the_name_and_tells_nothing_more(db, typed) -> None:
    answer = Client().post("/konto/anmelden/", typed)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Fehler: " in page
    if "login" in typed:
        assert f'value="{typed["login"]}"' in page
    assert "falsch<" not in page
