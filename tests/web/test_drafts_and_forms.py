"""A draft belongs to the form it was begun with: under any other address it does not exist. Questions that are asked no
more, revisions and texts that no form sends are answered like what is out of date."""

import pytest
from django.test import Client
from tests.support.once import built_once, taken_back
from tests.web.world import World, browser_of, build_world

from meindo.platform.cases.models import Case
from meindo.platform.registry.catalogue import services
from meindo.ui.wizard import Wizard

world, db = built_once("world", build_world)


def wizards() -> list[Wizard]:
    """Every form of every service that has addresses of its own."""
    found = {form.key: form for service in services() for form in service.paper_twin.forms}
    return [form for form in found.values() if isinstance(form, Wizard)]


def test_a_draft_opens_and_is_sent_under_its_own_form_alone(db, world: World) -> None:
    tried = 0
    for draft in world.drafts.values():
        person = next(name for name, person in world.office.people.items() if person.pk == draft.person_id)
        browser = browser_of(person)
        for wizard in wizards():
            if (wizard.service, wizard.key) == (draft.service, draft.form):
                continue
            for page in ("check", "all"):
                with taken_back():
                    before = Case.objects.count()
                    for answer in (browser.get(wizard.url(page, draft)), browser.post(wizard.url(page, draft))):
                        assert answer.status_code in (403, 404), (draft.form, wizard.key, page, answer.status_code)
                    assert Case.objects.count() == before
                    tried += 1
    assert tried > 100


def test_a_question_that_is_asked_no_more_leads_on(db, world: World) -> None:
    with taken_back():
        draft = world.drafts["advance"]
        browser = browser_of("mitarbeiterin")
        answer = browser.post(f"/dienstreise/abschlag/{draft.uuid}/warum/", {"advance_reason": "Das Hotel will es."})
        assert answer.status_code == 302, "why another amount was asked for, when it is the proposed one by now"
        assert "/warum/" not in answer["Location"]


@pytest.mark.parametrize("revision", ["²", "-1", "", "9" * 5000, "1e3"])
def test_a_revision_that_no_page_showed_is_out_of_date(db, world: World, revision: str) -> None:
    case = world.cases["waiting"]
    with taken_back():
        answer = browser_of("teamleitung", "line_manager").post(
            f"/vorgang/{case.uuid}/zurueckholen/", {"revision": revision}
        )
        assert answer.status_code == 302
        assert Case.objects.get(pk=case.pk).revision == case.revision


def test_a_very_long_search_in_the_list_finds_nothing(db, world: World) -> None:
    assert browser_of("reisestelle", "travel_office").get("/vorgaenge/", {"q": "a" * 60_000}).status_code == 200


def test_characters_that_nobody_sees_are_left_out() -> None:
    from meindo.ui.fields import LongTextField, TextField

    assert TextField(label="x").clean("Doppel\u0007stadt\u202e") == "Doppelstadt"
    assert LongTextField(label="x").clean("a\nb\u001b") == "a\nb"


def test_without_a_log_in_a_draft_is_nowhere(db, world: World) -> None:
    assert Client().get(f"/dienstreise/antrag/{world.drafts['request'].uuid}/alles/").status_code == 302
