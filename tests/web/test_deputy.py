"""A deputy reads in the list for whom they decide; afterwards the time line says it to everybody."""

from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.clock import FOREVER, today
from meindo.platform.people.deputies import set_deputy


def office_with_deputy() -> Office:
    office = build_office()
    office.city.absent(office.people["teamleitung"])
    office.city.store()
    set_deputy(
        principal_id=office.people["teamleitung"].pk,
        deputy_id=office.people["beamter"].pk,
        valid_from=today(),
        valid_until=FOREVER,
        matter="dienstreise",
        by=office.actor("teamleitung"),
    )
    return office


office, db = built_once("office", office_with_deputy)


def test_the_row_says_for_whom_and_the_time_line_that_it_was_done_so(db, office) -> None:
    case = factory.make(office)
    deputy = browser_of("beamter", "line_manager")
    assert "Sie vertreten Mia Leitung" in deputy.get("/vorgaenge/").content.decode()
    fields = {"move": "approve", "revision": case.revision, "list": "row"}
    assert deputy.post(f"/vorgang/{case.uuid}/entscheiden/", fields).status_code == 302
    page = browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/").content.decode()
    assert "Führungskraft, in Vertretung für Mia Leitung" in page
    english = browser_of("mitarbeiterin")
    english.cookies["meindo_language"] = "en"
    assert "standing in for Mia Leitung" in english.get(f"/dienstreise/{case.uuid}/").content.decode()


def test_the_next_line_represents_nobody(db, office) -> None:
    factory.make(office, who="beamter")
    page = browser_of("leitung51", "line_manager").get("/vorgaenge/").content.decode()
    assert "Krüger" in page
    assert "Sie vertreten" not in page
