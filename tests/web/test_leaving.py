"""Who has left loses roles, sessions and tokens on that day, without any nightly run, and keeps what is their own."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import PASSWORD, Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.cases.models import Case
from meindo.platform.clock import FOREVER, at, today
from meindo.platform.files.models import Document
from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token, open_calendar
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Holding, Placement, Responsibility, Terms
from meindo.platform.people.projection import rebuild
from meindo.platform.people.queries import has_left, roles_held

office, db = built_once("office", build_office)
SHUT = "Sie ist für Beschäftigte da."


def leave(office: Office, who: str, days: int = 0) -> None:
    """The employment ends so many days from now; nothing else is recorded, no projection is rebuilt."""
    key = {"employment_id": office.employment(who).pk}
    state(Terms, [Statement(key, None, today() + timedelta(days=days), FOREVER)], source="test")


def rehire(office: Office, who: str) -> None:
    key = {"employment_id": office.employment(who).pk}
    state(Terms, [Statement(key, {"status_group": "tarif"}, today(), FOREVER)], source="test")


def log_in(who: str) -> Client:
    browser = Client()
    assert browser.post("/konto/anmelden/", {"login": who, "password": PASSWORD}).status_code == 302
    return browser


def test_the_day_decides(db, office) -> None:
    person = office.people["reisestelle"].pk
    leave(office, "reisestelle", days=5)
    for day, left in ((4, False), (5, True), (400, True)):
        assert has_left(person, today() + timedelta(days=day)) is left
        assert roles_held(person, today() + timedelta(days=day))[2] is left
    assert not has_left(office.people["beamter"].pk, today())


def test_who_never_worked_here_or_is_yet_to_begin_has_not_left(db, office) -> None:
    person = office.people["reisestelle"]
    assert not has_left(person.pk, office.employment("reisestelle").terms.get().valid_from - timedelta(days=1))
    assert not has_left(10**9, today())


def test_a_session_of_the_last_day_of_work_is_over_and_the_next_one_has_no_role(db, office) -> None:
    clerk = browser_of("reisestelle", "travel_office")
    assert clerk.get("/dienstreise/wegstrecke/").status_code != 302
    leave(office, "reisestelle")
    assert Responsibility.objects.as_of(today()).filter(person=office.people["reisestelle"]).exists(), "still recorded"
    assert clerk.get("/").status_code == 302
    assert clerk.get("/vorgaenge/")["Location"].startswith("/konto/anmelden/")
    again = log_in("reisestelle")
    assert again.get("/").status_code == 200
    again.post("/rolle/", {"role": "travel_office"})
    case = factory.filed(office)
    assert again.get(f"/dienstreise/{case.uuid}/").status_code == 404
    assert "Reisestelle" not in again.get("/").content.decode()


def test_a_line_manager_who_left_decides_nothing(db, office) -> None:
    case = factory.make(office)
    leave(office, "teamleitung")
    browser = log_in("teamleitung")
    browser.post("/rolle/", {"role": "line_manager"})
    assert browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "approve", "revision": "0"}).status_code == 404


def test_what_is_their_own_stays_open(db, office) -> None:
    case = factory.make(office)
    rejected = factory.make(office)
    factory.decide(office, rejected, "teamleitung", "reject", reason="Bitte per Video.")
    factory.settle_down()
    leave(office, "mitarbeiterin")
    browser = log_in("mitarbeiterin")
    letter = Document.objects.get(case_id=rejected.pk)
    own = ["/", "/akte/", f"/akte/{letter.uuid}/", "/meine-daten/", "/vorgaenge/", "/mitteilungen/", "/konto/geraete/"]
    for address in [*own, f"/dienstreise/{case.uuid}/", "/datenschutz/", "/datenschutz/frage/neu/", "/dienstreise/"]:
        assert browser.get(address).status_code == 200, address
    assert browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "withdraw", "revision": "0"}).status_code == 302


@pytest.mark.parametrize("address", ["/dienstreise/neu/", "/kalender/", "/suche/?q=Krüger"])
def test_what_is_for_staff_says_so(db, office, address) -> None:
    leave(office, "mitarbeiterin")
    answer = log_in("mitarbeiterin").get(address)
    assert answer.status_code == 403
    assert SHUT in answer.content.decode()


def test_tokens_of_who_left_open_nothing(db, office) -> None:
    user = User.objects.get(username="mitarbeiterin")
    api = create_token(user=user, scope="api", label="x")
    calendar = open_calendar(user, busy=False)

    def answers() -> list[int]:
        head = {"Authorization": f"Bearer {api}"}
        asked = Client().get("/api/dienstreise/trips", headers=head), Client().get(f"/kalender/{calendar}.ics")
        return [answer.status_code for answer in asked]

    leave(office, "mitarbeiterin", days=1)
    assert answers() == [200, 200], "the last day of work"
    with at(today() + timedelta(days=1)):
        assert answers() == [401, 404]


def test_who_is_hired_again_has_everything_again(db, office) -> None:
    leave(office, "reisestelle")
    browser = log_in("reisestelle")
    assert browser.get("/").status_code == 200
    rehire(office, "reisestelle")
    browser.post("/rolle/", {"role": "travel_office"})
    assert browser.session["role"] == "travel_office"
    assert browser.get("/dienstreise/neu/").status_code == 403, "not in this role"
    assert browser_of("reisestelle").get("/dienstreise/neu/").status_code == 200


def test_rights_about_ones_data_are_kept_also_when_no_post_is_held_any_more(db, office) -> None:
    job = office.employment("mitarbeiterin")
    leave(office, "mitarbeiterin")
    held = job.holdings.get()
    state(Holding, [Statement({"employment_id": job.pk, "post_id": held.post_id}, None, today(), FOREVER)], source="t")
    rebuild()
    assert not Placement.objects.filter(employment=job).exists()
    browser = log_in("mitarbeiterin")
    begun = browser.post("/datenschutz/auskunft/neu/")
    sent = browser.post(begun["Location"], {"send": "1"})
    assert sent.status_code == 302
    case = Case.objects.get(number__startswith="AK-")
    assert case.unit == office.units["51/1"], "where they worked last"
    assert browser.get(f"/datenschutz/{case.uuid}/").status_code == 200
