"""A deputy reads in the list for whom they decide; afterwards the time line says it to everybody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of, dates

from meindo.platform.clock import today
from meindo.platform.people.deputies import set_deputy
from meindo.platform.people.models import DeputyKind, Deputyship


def office_with_deputy() -> Office:
    office = build_office()
    office.city.absent(office.people["teamleitung"])
    office.city.store()
    set_deputy(
        principal_id=office.people["teamleitung"].pk,
        deputy_id=office.people["beamter"].pk,
        valid_from=today(),
        valid_until=today() + timedelta(days=30),
        matter="dienstreise",
        kind=DeputyKind.ABSENCE,
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


@pytest.mark.parametrize(("kind", "days"), [("absence", 92), ("vacancy", 365)])
def test_a_deputy_has_an_end_that_the_kind_allows(db, office, kind: str, days: int) -> None:
    browser, start = browser_of("leitung51", "line_manager"), today() + timedelta(days=3)
    said = {"deputy": office.people["mitarbeiterin"].pk, "kind": kind, "matter": "", **dates(start=start)}
    last = start + timedelta(days=days - 1)
    assert f"höchstens {days} Tage" in browser.get("/vertretung/").content.decode()
    assert browser.post("/vertretung/", said).status_code == 422, "no end"
    for end in (last + timedelta(days=1), start - timedelta(days=1)):
        refused = browser.post("/vertretung/", {**said, **dates(end=end)})
        assert refused.status_code == 422
        assert (f"Der letzte mögliche Tag ist der {last:%d.%m.%Y}." in refused.content.decode()) == (end > last)
    assert browser.post("/vertretung/", {**said, **dates(end=last)}).status_code == 302
    row = Deputyship.objects.current().get(deputy=office.people["mitarbeiterin"])
    assert (row.kind, row.valid_until) == (kind, last + timedelta(days=1))


def test_a_deputy_without_an_end_stays_where_nobody_was_asked_for_one(db, office) -> None:
    key = {"principal": office.people["leitung51"], "deputy": office.people["mitarbeiterin"], "source": "test"}
    with pytest.raises(IntegrityError, match="deputy_ends"), transaction.atomic():
        Deputyship.objects.create(valid_from=today(), kind="absence", **key)
    Deputyship.objects.create(valid_from=today(), permanent=True, **key)
    page = browser_of("leitung51", "line_manager").get("/vertretung/").content.decode()
    assert "Emma Yılmaz, ab" in page
