"""What the check page says when the command refuses."""

from datetime import timedelta

from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import browser_of, claim_typed

from meindo.platform.cases.models import Case
from meindo.platform.clock import today

office, db = built_once("office", build_office)


def test_a_refusal_names_the_day_as_people_write_it(db, office) -> None:
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    browser = browser_of("mitarbeiterin")
    address = claim_typed(browser, case, today() - timedelta(days=3))
    end = today() + timedelta(days=2)
    Case.objects.filter(pk=case.pk).update(starts_on=today() + timedelta(days=1), ends_on=end)  # not begun
    answer = browser.post(f"{address}pruefen/", {"sure": "1"})
    assert answer.status_code == 409
    assert f"ab dem {end:%d.%m.%Y}." in answer.content.decode()
