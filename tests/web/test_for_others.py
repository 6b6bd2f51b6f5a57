"""A travel assistant enters for a colleague: found in the own units, seen by both, never decided by the author."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office
from tests.support.once import built_once
from tests.web.world import answers, browser_of, build_world

from meindo.platform.access.models import AccessRecord
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.worker import drain
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Responsibility
from meindo.services.dienstreise import commands, deciding
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.models import Claim

world, db = built_once("world", build_world)
START = "/dienstreise/fuer-andere/"


def author() -> Client:
    return browser_of("assistenz", "travel_assistant")


def enter(office: Office, who: str = "beamter") -> Case:
    """The whole wizard, page by page, for a colleague."""
    browser, person = author(), office.people[who]
    page = browser.post(f"{START}{person.uuid}/", answers())
    while "pruefen" not in page["Location"]:
        assert page.status_code == 302
        page = browser.post(page["Location"], answers())
    check = browser.get(page["Location"])
    assert f"Sie erfassen für: {person.display_name}" in check.content.decode()
    done = browser.post(page["Location"])
    assert done.status_code == 302
    assert f"Erfasst für {person.display_name}" in browser.get(done["Location"]).content.decode()
    return Case.objects.order_by("-pk")[0]


def text(browser: Client, case: Case) -> str:
    return browser.get(f"/dienstreise/{case.uuid}/").content.decode()


def seen_as(office: Office, name: str, role: str) -> set[int]:
    viewer = Viewer(office.actor(name), role, "dienstreise.settle", today())
    return set(visible(viewer, Case).values_list("pk", flat=True))


def test_the_author_stays_on_the_case_after_a_move(db, world) -> None:
    case, browser = enter(world.office), author()
    answer = browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "withdraw", "revision": case.revision})
    assert answer["Location"] == f"/dienstreise/{case.uuid}/"
    assert f"{case.number}: Antrag zurückziehen ist erledigt." in text(browser, case)


def test_only_colleagues_of_the_own_units_are_found_by_name_or_number(db, world) -> None:
    browser, office = author(), world.office
    number = office.employment("mitarbeiterin").personnel_no
    for asked, found in (("yıl", True), ("Emma Y", True), (number, True), ("Rei", False), ("Ada", False), ("y", False)):
        page = browser.get(START, {"q": asked}).content.decode()
        assert ("Reise beantragen für" in page) is found, asked
    assert browser.get(f"{START}{office.people['reisestelle'].uuid}/").status_code == 404
    assert browser.get(f"{START}{office.people['assistenz'].uuid}/").status_code == 404, "for oneself as oneself"


def test_the_trip_is_the_colleague_s_and_both_read_who_entered_it(db, world) -> None:
    office = world.office
    case = enter(office)
    assert (case.person, case.entered_by) == (office.people["beamter"], office.people["assistenz"])
    for browser in (author(), browser_of("beamter"), browser_of("teamleitung", "line_manager")):
        assert "erfasst von Ada Assistenz (Reiseassistenz)" in text(browser, case)
    drain()
    told = Notification.objects.filter(person=office.people["beamter"]).order_by("-pk")[0]
    assert "erfasst von {author}" in told.msgid
    assert told.params["author"] == "Ada Assistenz"


def test_the_author_sees_exactly_what_they_entered(db, world) -> None:
    office = world.office
    case = enter(office)
    expected = {world.cases["entered"].pk, case.pk}
    assert seen_as(office, "assistenz", "travel_assistant") == expected
    assert seen_as(office, "assistenz", "applicant") == set()
    page = author().get(START).content.decode()
    assert page.count('href="/dienstreise/') >= len(expected)
    assert all(other.number not in page for name, other in world.cases.items() if name != "entered")


def test_only_the_author_sees_the_draft(db, world) -> None:
    draft = Draft.objects.get(entered_by=world.office.people["assistenz"])
    url = f"/dienstreise/antrag/{draft.uuid}/wann/"
    assert author().get(url).status_code == 200
    assert browser_of("beamter").get(url).status_code == 404
    assert browser_of("assistenz").get(url).status_code == 404, "not among the own matters"
    for page in ("/", "/dienstreise/"):
        assert "Krüger: Köln" not in browser_of("beamter").get(page).content.decode()
    assert "Krüger: Köln" in author().get("/").content.decode()


def test_who_looks_at_the_draft_of_a_colleague_is_recorded(db, world) -> None:
    AccessRecord.objects.all().delete()
    author().get(f"/dienstreise/antrag/{world.drafts['for_other'].uuid}/wann/")
    assert AccessRecord.objects.get().subject == world.office.people["beamter"]


def test_the_author_files_the_claim_and_the_colleague_is_told(db, world) -> None:
    case, office = world.cases["entered"], world.office
    browser = author()
    assert "Reise abrechnen" in text(browser, case)
    first = browser.post(f"/dienstreise/{case.uuid}/abrechnen/")
    draft = Draft.objects.get(case=case)
    assert draft.person == office.people["kollegin"]
    assert first["Location"].startswith(f"/dienstreise/abrechnung/{draft.uuid}/")
    journeys = Journeys.of(factory.journey_of(case.starts_on))
    commands.file_claim(case=case, journeys=journeys, answers={}, by=office.actor("assistenz"))
    event = case.events.get(move="file_claim")
    assert (event.by, event.entered_by, event.role, event.decides) == (
        office.people["assistenz"],
        office.people["assistenz"],
        "travel_assistant",
        False,
    )
    assert Claim.objects.get(trip__case=case).filed_by == office.people["assistenz"]
    drain()
    assert "erfasst von" in Notification.objects.filter(person=case.person).order_by("-pk")[0].msgid


def test_nothing_of_the_colleague_s_other_trips_is_shown(db, world) -> None:
    office = world.office
    own = world.cases["paid"]
    case = factory.make(office, "mitarbeiterin", by="assistenz", destination="Köln", starts_on=own.starts_on)
    factory.decide(office, case, "teamleitung", "approve")
    page = text(author(), case)
    assert own.number not in page
    assert own.number in text(browser_of("mitarbeiterin"), case), "the person themself is told of the overlap"
    author().post(f"/dienstreise/{case.uuid}/abrechnen/", {"like": "1"})
    assert "leg1_km" not in Draft.objects.get(case=case, entered_by=office.people["assistenz"]).data


@pytest.mark.parametrize("also", ["travel_office", "payment_office"])
def test_the_author_never_confirms_nor_orders(db, world, also: str) -> None:
    office, case = world.office, world.cases["entered"]
    office.city.responsible(office.people["assistenz"], also, office.units["root"])
    office.city.store()
    factory.file_claim(office, case, "assistenz")
    move = "confirm"
    if also == "payment_office":
        factory.decide(office, case, "reisestelle", "confirm")
        move = "order"
    with pytest.raises(MoveRefused, match="erfasst hat"):
        factory.decide(office, case, "assistenz", move)
    browser = browser_of("assistenz", also)
    answer = browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": move, "revision": case.revision})
    assert answer.status_code == 422
    assert case.number not in browser.get("/vorgaenge/").content.decode()


def test_without_the_role_for_the_unit_nobody_enters_for_others(db, world) -> None:
    office = world.office
    for who, by in (("reisestelle", "assistenz"), ("beamter", "mitarbeiterin"), ("beamter", "teamleitung")):
        with pytest.raises(MoveRefused, match="nicht zu Ihren Einheiten"):
            factory.make(office, who, by=by)


def test_the_role_ends_with_its_last_day(db, world) -> None:
    office, case = world.office, world.cases["entered"]
    key = {"person_id": office.people["assistenz"].pk, "role": "travel_assistant", "unit_id": office.units["51"].pk}
    state(Responsibility, [Statement(key, None, today())], source="test")
    assert author().get(START).status_code == 403
    with pytest.raises(MoveRefused):
        factory.file_claim(office, case, "assistenz")
    with pytest.raises(MoveRefused):
        factory.make(office, "beamter", by="assistenz")


def test_an_advance_is_asked_for_in_place_of_a_colleague_and_never_decided_by_the_author(db, world) -> None:
    office, browser = world.office, author()
    day = today() + timedelta(days=20)
    case = factory.make(office, "beamter", by="assistenz", starts_on=day)
    factory.decide(office, case, "teamleitung", "approve")
    assert "Abschlag beantragen" in text(browser, case)
    start = browser.post(f"/dienstreise/{case.uuid}/abschlag/")
    draft = Draft.objects.get(form="dienstreise_abschlag", case=case)
    assert (draft.person, draft.entered_by) == (office.people["beamter"], office.people["assistenz"])
    page = browser.get(start["Location"]).content.decode()
    assert f"Sie erfassen für: {office.people['beamter'].display_name}" in page
    following = start["Location"]
    while "pruefen" not in following:
        answer = browser.post(following, {"advance_eur": "20,00", "advance_reason": "Anzahlung für das Hotel"})
        assert answer.status_code == 302, answer.content.decode()
        following = answer["Location"]
    assert browser.post(following, {"sure": "1"}).status_code == 302
    advance = Case.objects.get(advance__trip_case=case)
    assert (advance.person, advance.entered_by) == (office.people["beamter"], office.people["assistenz"])
    assert "erfasst von" in text(browser_of("beamter"), advance)
    assert "erfasst von" in text(browser, advance)
    with pytest.raises(MoveRefused):
        deciding.decide(case=advance, move_name="confirm", by=office.actor("assistenz"), revision=advance.revision)
