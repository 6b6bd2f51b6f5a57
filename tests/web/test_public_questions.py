"""Questions of the public and their answers; reports about accessibility."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world

from meindo.platform.registry.commands_public import AlreadyAnswered, answer_question
from meindo.platform.registry.models import PublicQuestion

ENTRY = "/transparenz/algorithmen/eintrag/dienstreise.settlement/"
world, db = built_once("world", build_world)


@pytest.fixture(autouse=True)
def _nothing_counted(db) -> None:
    cache.clear()


def shown(client: Client, address: str = ENTRY) -> str:
    return client.get(address).content.decode()


def test_a_question_appears_only_together_with_its_answer(db, world: World) -> None:
    public, office = Client(), browser_of("oeffentlich", "public_office")
    answer = public.post(ENTRY, {"text": "Wer hat die 0,35 Euro beschlossen?"})
    assert answer.status_code == 302
    assert "beschlossen?" not in shown(public)
    question = PublicQuestion.objects.latest("id")
    assert "beschlossen?" in shown(office, "/oeffentlichkeit/")
    office.post(f"/oeffentlichkeit/frage/{question.uuid}/", {"answer": "Der Landtag.", "shown": "public"})
    assert "beschlossen?" in shown(public)
    assert "Der Landtag." in shown(public)
    assert "beschlossen?" not in shown(office, "/oeffentlichkeit/")


def test_an_answer_can_stay_silent(db, world: World) -> None:
    question = world.question
    assert question is not None
    office = browser_of("oeffentlich", "public_office")
    office.post(f"/oeffentlichkeit/frage/{question.uuid}/", {"answer": "Nennt eine Person.", "shown": "silent"})
    assert "Nennt eine Person." not in shown(Client())


def test_a_question_is_answered_once(db, world: World) -> None:
    question, by = world.question, world.office.actor("oeffentlich")
    assert question is not None
    answer_question(question=question, answer="So.", is_public=True, by=by)
    with pytest.raises(AlreadyAnswered):
        answer_question(question=question, answer="Anders.", is_public=True, by=by)
    question.refresh_from_db()
    assert question.answer == "So."


def test_a_report_keeps_the_contact_until_it_is_answered(db, world: World) -> None:
    public, office = Client(), browser_of("oeffentlich", "public_office")
    said = {"text": "Der Knopf hat keinen Namen", "page": "/dienste/", "contact": "0231 000000"}
    assert public.post("/transparenz/barrierefreiheit/", said).status_code == 302
    report = PublicQuestion.objects.latest("id")
    assert "0231 000000" in shown(office, f"/oeffentlichkeit/frage/{report.uuid}/")
    office.post(f"/oeffentlichkeit/frage/{report.uuid}/", {"answer": "Behoben.", "shown": "silent"})
    report.refresh_from_db()
    assert (report.contact, report.answer, report.is_public) == ("", "Behoben.", False)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_nonsense_gets_a_sentence_at_its_field(db, text: str) -> None:
    answer = Client().post(ENTRY, {"text": text})
    assert answer.status_code == 422
    assert "Fehler:" in answer.content.decode()
    assert not PublicQuestion.objects.filter(text=text).exists()


def test_too_many_questions_from_one_place_are_told_to_wait(db) -> None:
    public = Client()
    answers = [public.post(ENTRY, {"text": f"Frage {number}"}) for number in range(12)]
    assert [answer.status_code for answer in answers[:10]] == [302] * 10
    assert answers[-1].status_code == 422
    assert "in einer Stunde" in answers[-1].content.decode()
    assert "Frage 11" in answers[-1].content.decode(), "what was typed stays"
    assert PublicQuestion.objects.filter(text__startswith="Frage ").count() == 10


def test_what_the_public_writes_is_text_and_nothing_else(db, world: World) -> None:
    public, office = Client(), browser_of("oeffentlich", "public_office")
    public.post(ENTRY, {"text": "<script>alert(1)</script>"})
    question = PublicQuestion.objects.latest("id")
    office.post(f"/oeffentlichkeit/frage/{question.uuid}/", {"answer": "<b>Nein</b>", "shown": "public"})
    assert "<script>alert" not in shown(public)
    assert "<b>Nein" not in shown(public)
    assert "&lt;script&gt;" in shown(public)
