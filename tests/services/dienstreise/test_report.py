"""Trips of representative bodies: notified, not approved; the line hears of the days and of nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import answers, browser_of, dates

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.notify.models import Notification
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Responsibility
from meindo.services.dienstreise import commands_report, queries
from meindo.services.dienstreise.commands import claim_deadline
from meindo.services.dienstreise.functions import FUNCTIONS
from meindo.services.dienstreise.show import row_notes

PLACE = "Bonn-Gesamtpersonalrat"


def office_with_council() -> Office:
    office = build_office()
    office.city.responsible(office.people["mitarbeiterin"], "personalrat", office.units["root"])
    office.city.store()
    return office


office, db = built_once("office", office_with_council)
pytestmark = pytest.mark.usefixtures("db")


def reported(office: Office, days: int = 10, function: str = "personalrat") -> Case:
    """A notified trip of the member of the Personalrat."""
    request = factory.request_for(today() + timedelta(days=days), destination=PLACE, function=function)
    by = office.actor("mitarbeiterin")
    return commands_report.report_trip(employment=office.employment("mitarbeiterin"), request=request, by=by)


def seen(office: Office, name: str, role: str) -> set[int]:
    viewer = Viewer(office.actor(name), role, "dienstreise.settle", today())
    return set(visible(viewer, Case).values_list("pk", flat=True))


def test_it_needs_no_approval_and_its_purpose_is_not_kept(office) -> None:
    case = reported(office)
    trip = queries.trip_of(case)
    assert (case.step, case.process, case.number[:3]) == ("journey", "dienstreise_anzeige", "DA-")
    assert case.due_on == claim_deadline(case)
    assert (trip.function, trip.purpose_text, case.summary["why"]) == ("personalrat", "", "")


def test_the_line_learns_the_days_and_nothing_else(office) -> None:
    case, other = reported(office), factory.make(office, starts_on=today() + timedelta(days=10))
    factory.settle_down()
    assert case.pk not in seen(office, "teamleitung", "line_manager")
    assert other.pk in seen(office, "teamleitung", "line_manager")
    told = Notification.objects.filter(person=office.people["teamleitung"]).get()
    assert told.params["start"] == f"{case.starts_on:%d.%m.%Y}"
    manager = browser_of("teamleitung", "line_manager")
    for address in ("/", "/vorgaenge/", "/nachrichten/", f"/dienstreise/{other.uuid}/", "/suche/?q=Bonn"):
        page = text_of(manager.get(address))
        for secret in (PLACE, case.number, "Personalrat"):
            assert secret not in page, (address, secret)
    assert manager.get(f"/dienstreise/{case.uuid}/").status_code == 404
    assert row_notes([other]) == {}, "not even that it overlaps"
    assert case.number in text_of(browser_of("mitarbeiterin").get(f"/dienstreise/{other.uuid}/"))


def test_the_offices_see_it_when_they_act_and_it_is_paid_like_others(office) -> None:
    case = reported(office, days=-4)
    assert case.pk not in seen(office, "reisestelle", "travel_office"), "nothing to do before there is a claim"
    factory.file_claim(office, case)
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    assert "angezeigt, ohne Genehmigung (LPVG NRW § 40)" in page
    assert "Anlass" not in page
    assert case.pk not in seen(office, "anordnung", "payment_office")
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "paid"
    assert case.pk not in seen(office, "teamleitung", "line_manager"), "not afterwards either"


def test_a_change_needs_no_approval_either_and_the_line_learns_the_new_days(office) -> None:
    case, later = reported(office), today() + timedelta(days=30)
    browser = browser_of("mitarbeiterin")
    page = browser.post(f"/dienstreise/{case.uuid}/aendern/")
    assert page["Location"].endswith("/pruefen/"), "nothing to explain"
    address = f"/dienstreise/aenderung/{Draft.objects.get(case=case).uuid}/"
    times = {"start_time": "07:30", "end_time": "18:00"}
    browser.post(f"{address}wann/?check=1", times | dates(start_day=later, end_day=later))
    assert browser.post(f"{address}pruefen/").status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.starts_on, case.due_on) == ("journey", later, claim_deadline(case))
    assert [trip.function for trip in queries.requests_of(case)] == ["personalrat", "personalrat"]
    told = Notification.objects.filter(person=office.people["teamleitung"]).latest("pk")
    assert told.params["start"] == f"{later:%d.%m.%Y}"


@pytest.mark.parametrize("function", [*sorted(FUNCTIONS.keys() - {"personalrat"}), ""])
def test_only_in_a_function_that_the_person_holds_today(office, function: str) -> None:
    with pytest.raises(MoveRefused):
        reported(office, function=function)
    assert not Case.objects.filter(process="dienstreise_anzeige").exists()


def test_a_function_that_has_ended_opens_nothing(office) -> None:
    person = office.people["mitarbeiterin"]
    key = {"person_id": person.pk, "role": "personalrat", "unit_id": office.units["root"].pk}
    state(Responsibility, [Statement(key, None, today())], source="test")
    with pytest.raises(MoveRefused):
        reported(office)


def test_nobody_else_reports_for_them(office) -> None:
    request = replace(factory.request_for(today()), function="personalrat")
    for who in ("teamleitung", "reisestelle"):
        with pytest.raises(MoveRefused):
            commands_report.report_trip(
                employment=office.employment("mitarbeiterin"), request=request, by=office.actor(who)
            )


def test_the_pages_from_the_list_of_trips_to_the_confirmation(office) -> None:
    browser = browser_of("mitarbeiterin")
    assert "/dienstreise/anzeigen/" in text_of(browser.get("/dienstreise/"))
    assert "Reise anzeigen: Personalrat" in text_of(browser.get("/dienstreise/anzeigen/"))
    page = browser.post("/dienstreise/anzeigen/", {"function": "personalrat"})
    while "pruefen" not in page["Location"]:
        assert "warum" not in page["Location"]
        page = browser.post(page["Location"], answers(destination=PLACE))
        assert page.status_code == 302
    done = browser.post(page["Location"])
    said = text_of(browser.get(done["Location"]))
    assert "Reise und Abrechnung" in said
    assert Case.objects.get(process="dienstreise_anzeige").headline == PLACE


def test_who_holds_no_function_reads_which_way_is_theirs(office) -> None:
    browser = browser_of("beamter")
    assert "/dienstreise/anzeigen/" not in text_of(browser.get("/dienstreise/"))
    page = text_of(browser.get("/dienstreise/anzeigen/"))
    assert "keine dieser Aufgaben hinterlegt" in page
    assert "/dienstreise/neu/" in page
    assert browser.post("/dienstreise/anzeigen/", {"function": "personalrat"}).status_code == 200
    assert not Draft.objects.exists()
