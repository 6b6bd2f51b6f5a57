"""A question about a look: from the cockpit to the answer; a name is told only with reasons."""

import pytest
from tests.services.datenschutz import factory
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.services.datenschutz.models import AccessQuestion

pytestmark = pytest.mark.django_db
CLERK = "Rita"


@pytest.fixture
def office() -> Office:
    return factory.with_dsb(build_office())


def page_of(case: Case, who: str, role: str = "applicant") -> str:
    answer = browser_of(who, role).get(f"/datenschutz/{case.uuid}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_cockpit_to_the_case_with_one_question(office) -> None:
    record, browser = factory.looked(office), browser_of("mitarbeiterin")
    assert f'action="/datenschutz/frage/zu/{record.pk}/"' in browser.get("/meine-daten/").content.decode()
    first = browser.post(f"/datenschutz/frage/zu/{record.pk}/")
    draft = Draft.objects.get()
    assert first["Location"] == f"/datenschutz/frage/{draft.uuid}/frage/", "the entry is known already"
    assert "Reisestelle" in draft.data["about"]
    browser.post(first["Location"], {"text": "Warum war das nötig?"})
    sent = browser.post(f"/datenschutz/frage/{draft.uuid}/pruefen/")
    question = AccessQuestion.objects.get()
    assert sent["Location"] == f"/datenschutz/{question.case.uuid}/"
    assert (question.record_id, question.text, question.told_id) == (record.pk, "Warum war das nötig?", None)


def test_nobody_asks_about_a_look_at_somebody_else(office) -> None:
    record = factory.looked(office, at="beamter")
    browser = browser_of("mitarbeiterin")
    for number in (record.pk, 10**30):
        assert browser.post(f"/datenschutz/frage/zu/{number}/").status_code == 404
    assert not Draft.objects.exists()


def test_an_answer_without_a_name_says_none(office) -> None:
    case = factory.asked(office, factory.looked(office))
    assert CLERK not in page_of(case, "ob", "data_protection_office"), "the office does not read it either"
    factory.decide(office, case, "answer", reason="Die Abrechnung wurde geprüft.")
    text = page_of(case, "mitarbeiterin")
    assert "Die Abrechnung wurde geprüft." in text
    assert CLERK not in text


def test_a_name_is_told_only_with_a_reason_that_is_recorded(office) -> None:
    case = factory.asked(office, factory.looked(office))
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "tell_name", reason=" ")
    assert AccessQuestion.objects.get().told_id is None
    event = factory.decide(office, case, "tell_name", reason="Ohne den Namen ist ein Missbrauch nicht zu klären.")
    assert event.departs
    assert "Missbrauch" in event.reason
    assert CLERK in page_of(case, "mitarbeiterin")


def test_without_an_entry_no_name_can_be_told(office) -> None:
    case = factory.asked(office)
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "tell_name", reason="nötig")
    factory.decide(office, case, "answer", reason="Wir haben nichts gefunden.")
    case.refresh_from_db()
    assert case.step == "answered"


def test_an_entry_of_somebody_else_tells_no_name(office) -> None:
    case = factory.asked(office, factory.looked(office, at="beamter"))
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "tell_name", reason="nötig")


def test_the_line_manager_does_not_see_that_somebody_asked(office) -> None:
    case = factory.asked(office, factory.looked(office))
    assert browser_of("teamleitung", "line_manager").get(f"/datenschutz/{case.uuid}/").status_code == 404
