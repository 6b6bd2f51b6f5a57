"""An own trip as an entry of the own calendar."""

from datetime import timedelta

from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.clock import today

office, db = built_once("office", build_office)


def test_the_confirmation_offers_the_trip_for_the_calendar_until_it_is_over(db, office) -> None:
    browser = browser_of("mitarbeiterin")
    ahead, over = factory.make(office, starts_on=today() + timedelta(days=9)), factory.make(office)
    for case, offered in ((ahead, True), (over, False)):
        page = browser.get(f"/dienstreise/{case.uuid}/gesendet/").content.decode()
        assert (f"/dienstreise/{case.uuid}/kalender/" in page) is offered


def test_the_file_says_where_and_when_and_whether_it_is_sure(db, office) -> None:
    case = factory.make(office, starts_on=today() + timedelta(days=9), destination="Köln; Rathaus, Raum 3")
    browser = browser_of("mitarbeiterin")

    def file() -> str:
        answer = browser.get(f"/dienstreise/{case.uuid}/kalender/")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="{case.number}.ics"'
        return answer.content.decode().replace("\r\n ", "")

    assert "SUMMARY:Dienstreise nach Köln\\; Rathaus\\, Raum 3\r\n" in file()
    assert f"/dienstreise/{case.uuid}/\r\n" in file()
    assert "STATUS:TENTATIVE" in file()
    factory.decide(office, case, "teamleitung", "approve")
    assert "STATUS:CONFIRMED" in file()
    factory.decide(office, case, "mitarbeiterin", "cancel")
    assert "STATUS:CANCELLED" in file()
    for foreign, role in (("beamter", "applicant"), ("teamleitung", "line_manager")):
        assert browser_of(foreign, role).get(f"/dienstreise/{case.uuid}/kalender/").status_code in (403, 404)
