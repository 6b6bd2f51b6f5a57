"""The pages of a month: a list that grows, one short page for a trip, a table, and what is sent."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from tests.services.dienstreise import factory, months
from tests.support.office import build_office
from tests.support.once import built_once
from tests.support.pdf_checks import check
from tests.web.test_bad_input import assert_refused, text_of
from tests.web.test_queries import MOST, asked
from tests.web.world import browser_of

from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import at, today
from meindo.platform.letters.render import render_form
from meindo.platform.login.models import User
from meindo.platform.paper.commands import reserve_number
from meindo.services.dienstreise import queries
from meindo.services.dienstreise.answers_month import MOST_TRIPS, month_key, row_numbers
from meindo.services.dienstreise.models import Claim
from meindo.services.dienstreise.wizards_month import MONTH
from meindo.ui.paper import form_data

office, db = built_once("office", build_office)
FIRST = months.last_month()
DAY = FIRST.replace(day=5)


def begun(browser: Client, held: Case) -> str:
    """The address of a month that was just begun."""
    page = browser.post(f"/dienstreise/{held.uuid}/monat/", {"month": month_key(FIRST)})
    assert page["Location"].endswith("/fahrt-1/"), page["Location"]
    return str(page["Location"]).removesuffix("fahrt-1/")


def sent_row(number: int = 1, **changes: str) -> dict[str, str]:
    """One trip as a browser sends it."""
    return {f"trip{number}_{name}": value for name, value in months.row(DAY, **changes).items()}


def data_of(draft: str) -> dict[str, Any]:
    found: dict[str, Any] = Draft.objects.get(uuid=draft.split("/")[3]).data
    return found


@pytest.fixture
def month(employee: Client, office) -> str:
    """A month that is open in the browser of the employee."""
    return begun(employee, months.in_force(office))


def test_a_month_from_the_first_trip_to_the_number(employee, office, month) -> None:
    saved = employee.post(f"{month}fahrt-1/", sent_row())
    assert saved["Location"] == f"{month}pruefen/", "each trip leads back to the list"
    page = text_of(employee.get(f"{month}pruefen/"))
    for said in ("7,00\N{NO-BREAK SPACE}€", "Büro – Hörde", "Noch eine Fahrt", "Entfernen", "Abrechnung prüfen"):
        assert said in page
    assert 'kern-btn--primary" href="?fertig=1"' in page, "the month is over"
    following = text_of(employee.get(f"{month}fahrt-2/"))
    assert 'name="trip2_to" value="Hörde"' in following, "the next trip begins with the last one"
    assert 'name="trip2_day_day" id="id_trip2_day_day" value=""' in following, "but not its day"
    employee.post(f"{month}fahrt-2/", sent_row(2, day_day="7"))
    final = text_of(employee.get(f"{month}pruefen/?fertig=1"))
    assert f"{DAY:%d.%m.}: Wegstrecke mit dem Auto: 10 km" in final
    assert "An 2 Tagen kein Tagegeld" in final
    done = employee.post(f"{month}pruefen/")
    case = Case.objects.get(process=queries.COLLECTIVE)
    assert done["Location"] == f"/dienstreise/{case.uuid}/gesendet/"
    assert case.number in text_of(employee.get(done["Location"]))
    assert employee.post(f"{month}pruefen/")["Location"] == done["Location"], "a double click sends once"
    assert Claim.objects.filter(trip__case=case).count() == 1
    assert REMOVED_KEY not in Claim.objects.get(trip__case=case).answers
    assert "2 Fahrten" in text_of(employee.get(f"/dienstreise/{case.uuid}/"))


REMOVED_KEY = "removed"
WRONG = [
    ({"day_month": str(today().month), "day_year": str(today().year), "day_day": "1"}, "liegt nicht im Monat"),
    ({"start": "25:00"}, "25:00 Uhr gibt es nicht"),
    ({"end": "08:00"}, "Kamen Sie erst am nächsten Tag zurück"),
    ({"end": "10:00", "next_day": "on"}, "Länger als 24 Stunden"),
    ({"km": ""}, "Bitte geben Sie die gefahrenen Kilometer an."),
    ({"km": "-3"}, "darf nicht negativ sein"),
    ({"to": ""}, "Bitte füllen Sie dieses Feld aus"),
    ({"means": "bus", "fare": "3"}, "Kilometer zählen nur für eigene Fahrzeuge"),
    ({"means": "rocket"}, "Diese Auswahl gibt es hier nicht mehr"),
    ({"day_day": "31", "day_month": "2"}, "Februar"),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG)
def test_a_wrong_trip_is_told_at_its_field_and_kept(employee, month, changes, sentence) -> None:
    sent = sent_row(**changes)
    assert_refused(employee.post(f"{month}fahrt-1/", sent), sentence)
    kept = data_of(month)
    assert {name: kept[name] for name in sent} == sent
    assert employee.get(f"{month}pruefen/")["Location"] == f"{month}fahrt-1/"


def test_a_day_that_comes_only_later_is_told_at_its_field(office) -> None:
    held = months.in_force(office)
    with at(DAY):
        employee = browser_of("mitarbeiterin")
        month = begun(employee, held)
        later = f"{DAY.day + 1}"
        assert_refused(employee.post(f"{month}fahrt-1/", sent_row(day_day=later)), "Dieser Tag kommt erst noch")
        assert employee.post(f"{month}fahrt-1/", sent_row()).status_code == 302


def test_an_overlap_is_told_at_the_field_of_the_trip(employee, month) -> None:
    employee.post(f"{month}fahrt-1/", sent_row())
    page = employee.post(f"{month}fahrt-2/", sent_row(2, start="10:59", end="12:00"))
    assert_refused(page, "überschneidet sich mit der Fahrt", "10:59")
    assert employee.post(f"{month}fahrt-2/", sent_row(2, start="11:00", end="12:00")).status_code == 302
    assert_refused(employee.post(f"{month}fahrt-1/", sent_row(end="11:30")), "überschneidet sich mit der Fahrt")


def test_a_trip_is_taken_out_and_put_back(employee, month) -> None:
    for number, day in ((1, "5"), (2, "6"), (3, "7")):
        employee.post(f"{month}fahrt-{number}/", sent_row(number, day_day=day, to=f"Ziel {day}"))
    assert employee.post(f"{month}fahrt/2/entfernen/")["Location"] == f"{month}pruefen/"
    page = text_of(employee.get(f"{month}pruefen/"))
    assert "Entfernt: 6. " in page
    assert row_numbers(data_of(month)) == [1, 2]
    assert data_of(month)["trip2_to"] == "Ziel 7"
    assert employee.post(f"{month}zurueck/")["Location"] == f"{month}pruefen/"
    assert [data_of(month)[f"trip{n}_to"] for n in (1, 2, 3)] == ["Ziel 5", "Ziel 6", "Ziel 7"]
    assert "Entfernt" not in text_of(employee.get(f"{month}pruefen/"))
    employee.post(f"{month}zurueck/")
    employee.post(f"{month}fahrt/99/entfernen/")
    assert row_numbers(data_of(month)) == [1, 2, 3], "nothing to put back, nothing to take out"


def test_the_last_trip_taken_out_leads_to_the_first_page(employee, month) -> None:
    employee.post(f"{month}fahrt-1/", sent_row())
    assert employee.post(f"{month}fahrt/1/entfernen/")["Location"] == f"{month}fahrt-1/"
    assert employee.get(f"{month}fahrt-1/").status_code == 200


def test_the_sixty_third_trip_needs_a_second_claim(employee, month) -> None:
    draft = Draft.objects.get(uuid=month.split("/")[3])
    rows = []
    for number in range(MOST_TRIPS):
        hour = 6 + number // 28 * 5
        day = FIRST.replace(day=number % 28 + 1)
        rows.append(months.row(day, start=f"{hour:02d}:00", end=f"{hour + 1:02d}:00"))
    Draft.objects.filter(pk=draft.pk).update(data=months.typed_month(*rows))
    page = text_of(employee.get(f"{month}pruefen/"))
    assert "Mehr als 62 Fahrten" in page
    assert "Noch eine Fahrt" not in page
    assert employee.get(f"{month}fahrt-63/")["Location"] == f"{month}pruefen/"
    assert employee.post(f"{month}pruefen/").status_code == 302
    assert Case.objects.get(process=queries.COLLECTIVE).summary["trips"] == MOST_TRIPS


def test_several_trips_on_one_page(employee, month) -> None:
    table = f"{month}alles/"
    assert text_of(employee.get(table)).count('name="trip') == 4 * 9
    sent = {
        "trip1_day_day": "5", "trip1_start": "9", "trip1_end": "11", "trip1_to": "Hörde", "trip1_means": "car",
        "trip1_km": "10", "trip1_back": "on", "trip2_day_day": "", "trip2_means": "car",
        "trip3_day_day": "6", "trip3_start": "8", "trip3_end": "9", "trip3_to": "Eving", "trip3_means": "bus",
        "trip3_fare": "3,30",
    }  # fmt: skip
    assert employee.post(table, sent)["Location"] == f"{month}pruefen/"
    assert row_numbers(data_of(month)) == [1, 2], "an empty row does not count"
    assert "10,30\N{NO-BREAK SPACE}€" in text_of(employee.get(f"{month}pruefen/"))
    wrong = employee.post(table, {**sent, "trip3_day_day": "5", "trip3_start": "25:00"})
    assert wrong.status_code == 422
    assert "Zeile 2: 25:00 Uhr gibt es nicht" in text_of(wrong)
    assert 'value="25:00"' in text_of(wrong)
    over = employee.post(table, {**sent, "trip3_day_day": "5", "trip3_start": "10", "trip3_end": "10:30"})
    assert "Diese Fahrt überschneidet sich mit Zeile 1." in text_of(over)
    assert "Bitte tragen Sie mindestens eine Fahrt ein." in text_of(employee.post(table, {}))


def test_the_table_keeps_what_only_the_page_of_a_trip_asks(employee, month) -> None:
    employee.post(f"{month}fahrt-1/", sent_row(passengers="2", purpose="Elterngespräch"))
    table = {name: value for name, value in sent_row(km="12").items() if not name.endswith(("_month", "_year"))}
    employee.post(f"{month}alles/", table)
    kept = data_of(month)
    assert (kept["trip1_passengers"], kept["trip1_purpose"], kept["trip1_km"]) == ("2", "Elterngespräch", "12")


def test_what_stands_against_it_is_said_before_it_is_sent(employee, office, month) -> None:
    employee.post(f"{month}fahrt-1/", sent_row(means="motorcycle", outside="on"))
    page = text_of(employee.get(f"{month}pruefen/?fertig=1"))
    assert "außerhalb der Dauergenehmigung" in page
    assert "nennt die Dauergenehmigung nicht" in page
    assert "Trotzdem einreichen" in page


def test_nobody_opens_the_month_of_somebody_else(employee, office, month) -> None:
    other = browser_of("beamter")
    for path in ("fahrt-1/", "pruefen/", "alles/", "verwerfen/"):
        assert other.get(f"{month}{path}").status_code == 404, path
    for path in ("fahrt/1/entfernen/", "zurueck/"):
        assert other.post(f"{month}{path}").status_code == 404, path
    held = Case.objects.get(process=queries.PERMITTED)
    assert other.post(f"/dienstreise/{held.uuid}/monat/", {"month": month_key(FIRST)}).status_code == 404
    request = Draft.objects.create(
        person=office.people["mitarbeiterin"], service="dienstreise", form="dienstreise_antrag",
        changed_at=Draft.objects.get(uuid=month.split("/")[3]).changed_at, expires_on=today(),
    )  # fmt: skip
    assert employee.post(f"/dienstreise/monat/{request.uuid}/zurueck/").status_code == 404, "another form"


@pytest.mark.parametrize("month_sent", ["", "x", "2026-13", "1999-01", "9999-12"])
def test_a_month_that_cannot_be_claimed_begins_nothing(employee, office, month_sent) -> None:
    held = months.in_force(office)
    page = employee.post(f"/dienstreise/{held.uuid}/monat/", {"month": month_sent})
    assert page["Location"] == f"/dienstreise/{held.uuid}/"
    assert not Draft.objects.exists()


def test_a_permission_that_is_not_granted_takes_no_month(employee, office) -> None:
    held = months.asked(office)
    employee.post(f"/dienstreise/{held.uuid}/monat/", {"month": month_key(FIRST)})
    assert not Draft.objects.exists()


def test_the_same_month_goes_on_where_it_was_left_and_another_one_is_another(employee, office) -> None:
    held = months.in_force(office)
    first = begun(employee, held)
    assert begun(employee, held) == first
    other = employee.post(f"/dienstreise/{held.uuid}/monat/", {"month": month_key(months.last_month(2))})
    assert not other["Location"].startswith(first)
    assert Draft.objects.count() == 2


def test_the_own_page_offers_the_months_and_the_permission_shows_them(employee, office) -> None:
    held = months.in_force(office)
    case = months.filed(office, held)
    page = text_of(employee.get("/dienstreise/"))
    assert "läuft noch" in page
    assert f"/dienstreise/{held.uuid}/monat/" in page
    shown = text_of(employee.get(f"/dienstreise/{held.uuid}/"))
    assert "abgerechnet" in shown
    assert case.number in shown
    manager = text_of(browser_of("teamleitung", "line_manager").get(f"/dienstreise/{held.uuid}/"))
    assert case.number not in manager, "the line sees the permission and not what was claimed"
    assert "Für die Zukunft widerrufen" in manager


def test_a_claim_that_came_back_is_changed_as_a_whole(employee, office) -> None:
    case = months.filed(office)
    months.decide(office, case, "reisestelle", "ask", reason="Bitte prüfen Sie alles.")
    page = text_of(employee.get(f"/dienstreise/{case.uuid}/"))
    assert f"/dienstreise/{case.uuid}/monat/" in page
    started = employee.post(f"/dienstreise/{case.uuid}/monat/")
    place = started["Location"].rsplit("/", 2)[0] + "/"
    employee.post(f"{place}fahrt-1/", {f"trip1_{k}": v for k, v in months.row(FIRST.replace(day=3), km="20").items()})
    assert employee.post(f"{place}pruefen/").status_code == 302
    case.refresh_from_db()
    assert (case.step, case.amount_eur) == ("checking", 21)


def test_a_permission_is_ended_and_revoked_on_its_page(employee, office) -> None:
    held = months.in_force(office)
    address = f"/dienstreise/{held.uuid}/dauergenehmigung-beenden/"
    manager = browser_of("teamleitung", "line_manager")
    day = {f"last_day_{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}
    held.refresh_from_db()
    assert_refused(manager.post(address, {**day, "revision": held.revision}), "Bitte füllen Sie dieses Feld aus")
    past = {**day, "last_day_year": "2020", "revision": held.revision, "reason": "x"}
    assert_refused(manager.post(address, past), ["am", "oder", "später"][0])
    stale = manager.post(address, {**day, "revision": "99", "reason": "x"})
    assert_refused(stale, "Inzwischen hat sich der Vorgang geändert")
    assert_refused(manager.post(address, {**day, "reason": "x"}), "Inzwischen hat sich der Vorgang geändert")
    ended = employee.post(address, {**day, "revision": held.revision})
    assert ended["Location"] == f"/dienstreise/{held.uuid}/"
    assert Case.objects.get(pk=held.pk).step == "ended"
    assert manager.get(address)["Location"] == f"/dienstreise/{held.uuid}/", "nothing to revoke any more"
    assert browser_of("beamter").get(address).status_code == 404
    trip = factory.make(office)
    assert employee.get(f"/dienstreise/{trip.uuid}/dauergenehmigung-beenden/").status_code == 302


def test_an_assistant_asks_for_a_permission_and_types_a_month_for_a_colleague(db, office) -> None:
    office.people["assistenz"] = office.city.person("Assistenz", office.units["51"], given="Ada")
    office.city.responsible(office.people["assistenz"], "travel_assistant", office.units["51"])
    office.city.store()
    User.objects.create_user("assistenz", "x", person=office.people["assistenz"])
    browser = browser_of("assistenz", "travel_assistant")
    who = office.people["mitarbeiterin"].uuid
    assert f"/dienstreise/fuer-andere/{who}/dauergenehmigung/" in text_of(
        browser.get("/dienstreise/fuer-andere/?q=Yıl")
    )
    page = browser.post(f"/dienstreise/fuer-andere/{who}/dauergenehmigung/", months.typed_request())
    while "pruefen" not in page["Location"]:
        page = browser.post(page["Location"], months.typed_request())
    browser.post(page["Location"])
    held = Case.objects.get(process=queries.PERMITTED)
    assert held.entered_by == office.people["assistenz"]
    months.decide(office, held, "teamleitung", "approve")
    Case.objects.filter(pk=held.pk).update(starts_on=months.last_month(2))
    assert "Fahrten eintragen" in text_of(browser.get(f"/dienstreise/{held.uuid}/"))
    draft = begun(browser, held)
    browser.post(f"{draft}fahrt-1/", sent_row())
    assert "Das steht der Person" in text_of(browser.get(f"{draft}pruefen/?fertig=1"))
    browser.post(f"{draft}pruefen/")
    case = Case.objects.get(process=queries.COLLECTIVE)
    assert (case.entered_by, case.person) == (office.people["assistenz"], office.people["mitarbeiterin"])
    own = months.filed(office, held, 20)
    page = text_of(browser.get(f"/dienstreise/{held.uuid}/"))
    assert case.number in page
    assert own.number not in page, "what the person sent themself is theirs"


def test_the_manager_finds_the_permissions_of_their_people(db, office) -> None:
    held = months.in_force(office)
    assert held.number in text_of(browser_of("teamleitung", "line_manager").get("/dienstreise/dauergenehmigungen/"))
    assert browser_of("mitarbeiterin").get("/dienstreise/dauergenehmigungen/").status_code == 403


def test_the_pages_ask_little_and_as_much_for_forty_trips_as_for_ten(employee, office, month) -> None:
    draft, counts = Draft.objects.get(uuid=month.split("/")[3]), []
    for count in (10, 28):
        rows = [months.row(FIRST.replace(day=day)) for day in range(1, count + 1)]
        Draft.objects.filter(pk=draft.pk).update(data=months.typed_month(*rows))
        for page in ("pruefen/", "fahrt-3/", "alles/"):
            found = asked(employee, f"{month}{page}")
            assert [sql for sql, times in Counter(found).items() if times > 1] == [], page
            counts.append(len(found))
    assert counts[:3] == counts[3:]
    assert max(counts) <= MOST, counts


@pytest.mark.parametrize(("name", "role"), [("mitarbeiterin", "applicant"), ("teamleitung", "line_manager")])
def test_the_page_of_a_permission_asks_little(db, office, name, role) -> None:
    held = months.in_force(office)
    for day in (3, 4, 5):
        months.filed(office, held, day)
    found = asked(browser_of(name, role), f"/dienstreise/{held.uuid}/")
    assert [sql for sql, times in Counter(found).items() if times > 1] == []
    assert len(found) <= MOST


@pytest.mark.parametrize(("name", "role"), [("mitarbeiterin", "applicant"), ("reisestelle", "travel_office")])
def test_the_page_of_a_month_asks_little(db, office, name, role) -> None:
    case = months.filed(office, None, *range(1, 20))
    found = asked(browser_of(name, role), f"/dienstreise/{case.uuid}/")
    assert [sql for sql, times in Counter(found).items() if times > 1] == []
    assert len(found) <= MOST


def test_the_sheet_on_paper_has_cells_to_write_in_and_one_row_for_each_of_twenty_trips(db, office) -> None:
    printed = reserve_number(
        service="dienstreise", form="dienstreise_sammelabrechnung", person=None, by=office.actor("mitarbeiterin")
    )
    form = form_data(MONTH, printed)
    blank = next(blank for part in form.parts for blank in part.blanks if blank.kind == "sheet")
    assert (blank.rows, len(blank.options)) == (20, 9)
    assert check(render_form(form, created_at=printed.printed_at)).failed == ()
