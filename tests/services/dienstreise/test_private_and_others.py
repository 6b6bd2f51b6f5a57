"""Combined with a private journey, costs borne by others: asked, shown, deducted or refused by name."""

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of

from meindo.platform.cases.drafts import start_draft
from meindo.platform.cases.models import Case
from meindo.services.dienstreise import queries
from meindo.services.dienstreise.wizards import claim_start

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def combined(office: Office) -> Case:
    case = factory.make(office, answers={"private": "on", "third": "on"})
    return Case.objects.get(pk=case.pk)


def test_the_manager_reads_both_before_deciding_and_others_read_neither(office) -> None:
    manager = browser_of("teamleitung", "line_manager")
    page = text_of(manager.get(f"/dienstreise/{combined(office).uuid}/"))
    for label in ("Mit privater Reise verbunden", "Kosten tragen andere"):
        assert f"<dt>{label}</dt><dd>ja</dd>" in page
    assert "<dd>ja</dd>" not in text_of(manager.get(f"/dienstreise/{factory.make(office).uuid}/"))


def test_the_request_asks_and_the_claim_begins_with_it(office) -> None:
    browser = browser_of("mitarbeiterin")
    person = office.people["mitarbeiterin"].pk
    draft = start_draft(person_id=person, service="dienstreise", form="dienstreise_antrag", title="x")
    page = text_of(browser.get(f"/dienstreise/antrag/{draft.uuid}/womit/"))
    assert "mit einer privaten Reise" in page
    assert "Andere tragen Kosten" in page
    case = combined(office)
    factory.decide(office, case, "teamleitung", "approve")
    assert claim_start(case)["private"] == "on"
    plain = factory.make(office)
    assert "private" not in claim_start(plain)


def test_a_private_journey_is_refused_by_name_and_the_rest_is_settled(office) -> None:
    case = combined(office)
    factory.decide(office, case, "teamleitung", "approve")
    factory.file_claim(office, case, private=[{}])
    claim = queries.current_claim(case)
    assert [refusal.name for refusal in claim.result().refusals] == ["no_value:private_journey"]
    assert "not_covered" in case.attention
    assert claim.computed_eur > 0


def test_what_others_paid_is_a_line_with_its_norm(office) -> None:
    case = combined(office)
    factory.decide(office, case, "teamleitung", "approve")
    factory.file_claim(office, case, payments=[{"group": "meals", "amount_eur": "10.00", "payer": "Land NRW"}])
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    assert "Von Dritten gezahlt: Land NRW" in page
    assert "§ 3 Abs. 4" in page
