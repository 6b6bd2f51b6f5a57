"""A trip that was broken off is claimed as soon as the person says that it is over, not only after the day planned."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.test_claim_pages import keep
from tests.web.world import browser_of, dates

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.services.dienstreise import commands
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.models import Claim

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def on_its_way(office: Office, begins: int = -1, ends: int = 3) -> Case:
    """An approved trip that began yesterday and is planned for three more days."""
    first, last = today() + timedelta(days=begins), today() + timedelta(days=ends)
    case = factory.make(office, starts_on=first, ends_on=last)
    factory.decide(office, case, "teamleitung", "approve")
    return case


def claim(office: Office, case: Case, last_day: date) -> Claim:
    assert case.starts_on is not None
    journey = factory.journey_of(case.starts_on).as_data() | {"end": f"{last_day} 18:00"}
    case.refresh_from_db()
    by = office.actor("mitarbeiterin")
    return commands.file_claim(case=case, journeys=Journeys.from_data(journey), answers={}, by=by)


def test_it_is_claimed_before_the_day_planned_and_the_office_sees_both_times(office) -> None:
    case = on_its_way(office)
    filed = claim(office, case, today())
    case.refresh_from_db()
    assert (case.step, case.ends_on) == ("checking", today())
    assert Journeys.from_data(filed.journey).first.broken_off
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    assert "Abgebrochen oder verkürzt" in page
    assert "geplant bis" in page


@pytest.mark.parametrize(("begins", "last"), [(-1, 1), (1, 1)])
def test_what_is_still_to_come_cannot_be_claimed(office, begins, last) -> None:
    case = on_its_way(office, begins)
    with pytest.raises(MoveRefused, match="nach der Reise"):
        claim(office, case, today() + timedelta(days=last))
    assert Case.objects.get(pk=case.pk).ends_on == today() + timedelta(days=3), "nothing changed"


def test_the_page_offers_it_from_the_first_day_on(office) -> None:
    ahead, begun, browser = on_its_way(office, 1), on_its_way(office), browser_of("mitarbeiterin")
    words = "Die Reise ist schon zu Ende: abrechnen"
    assert words not in text_of(browser.get(f"/dienstreise/{ahead.uuid}/"))
    assert words in text_of(browser.get(f"/dienstreise/{begun.uuid}/"))
    for case, sent in ((ahead, {"ended": "1"}), (begun, {})):
        address = f"/dienstreise/{case.uuid}/"
        assert browser.post(f"{address}abrechnen/", sent)["Location"] == address


def test_the_pages_lead_to_the_claim_of_a_trip_that_is_over_early(office) -> None:
    case, browser = on_its_way(office), browser_of("mitarbeiterin")
    start = browser.post(f"/dienstreise/{case.uuid}/abrechnen/", {"ended": "1"})
    draft = Draft.objects.get(case=case)
    assert draft.data["broken_off"] == "on"
    assert not [name for name in draft.data if name.startswith("end_")], "only the person knows when it ended"
    assert browser.get(start["Location"]).status_code == 200
    keep(start["Location"], answers(case))
    check = f"/dienstreise/abrechnung/{draft.uuid}/pruefen/"
    assert browser.post(check).status_code == 302
    case.refresh_from_db()
    assert (case.step, case.ends_on) == ("checking", today())


def answers(case: Case) -> dict[str, Any]:
    assert case.starts_on is not None
    leg = {"leg1_means": "bus", "leg1_fare": "5,00", "leg1_day": case.starts_on.isoformat(), "leg1_more": "no"}
    seen = {f"seen_{key}": "1" for key in ("naechte", "mahlzeiten", "kosten-1", "dritte", "belege")}
    days = dates(start_day=case.starts_on, end_day=today())
    times = {"start_time": "07:30", "end_time": "18:00", "broken_off": "on", "nights_kind": "lump"}
    return {**times, **days, **leg, **seen}
