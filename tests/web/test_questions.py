"""One question at one field: the office asks, the person answers there alone, the answer comes back on top."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from tests.services.dienstreise import factory
from tests.support import receipts
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.support.receipts import sent
from tests.web.test_bad_input import text_of
from tests.web.test_claim_pages import typed
from tests.web.world import answers, browser_of

from meindo.platform.cases.commands import HOLD, MoveRefused
from meindo.platform.cases.models import Attachment, Case, Inquiry
from meindo.platform.clock import at, now, today
from meindo.platform.outbox.worker import drain
from meindo.services.dienstreise import commands, queries, questions
from meindo.services.dienstreise.answers import journey_of
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.models import Claim, Trip

office, db = built_once("office", build_office)
BY_CAR = {"leg1_means": "car", "leg1_fare": "", "leg1_km": "190"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def employee(db, office) -> Client:
    return browser_of("mitarbeiterin")


@pytest.fixture
def clerk(db, office) -> Client:
    return browser_of("reisestelle", "travel_office")


def filed(office: Office, who: str = "mitarbeiterin", by: str = "", **more: str) -> Case:
    """A claim with all that was typed."""
    case = factory.make(office, who=who, by=by)
    factory.decide(office, case, "teamleitung", "approve")
    case.refresh_from_db()
    data = typed(case, **{**BY_CAR, **more})
    at_request = queries.claim_seen(case)
    assert at_request is None
    cleaned = _claim_questions(data)
    actor = office.actor(by or who)
    commands.file_claim(case=case, journeys=Journeys.of(journey_of(cleaned)), answers=data, by=actor)
    Case.objects.filter(pk=case.pk).update(attention=[])
    return Case.objects.get(pk=case.pk)


def _claim_questions(data: dict[str, Any]) -> dict[str, Any]:
    from meindo.services.dienstreise.forms_claim import TimesForm, claim_questions
    from meindo.ui.question import Question, Questionnaire

    times = Questionnaire([Question("zeiten", TimesForm, "")]).cleaned(data)
    return Questionnaire(claim_questions(times["start_day"], times["end_day"])).cleaned(data)


def ask(clerk: Client, case: Case, move: str = "ask", **more: str) -> Any:
    """A question from the page of the case."""
    fields = {"move": move, "revision": case.revision, "reason": "Stimmen die Kilometer?", **more}
    return clerk.post(f"/vorgang/{case.uuid}/entscheiden/", fields)


def begin(browser: Client, case: Case) -> str:
    """The address of the page of the answer."""
    return str(browser.post(f"/dienstreise/{case.uuid}/antworten/")["Location"])


def test_a_question_at_one_field_is_answered_there_and_comes_back_on_top(employee, clerk, office) -> None:
    others = [filed(office), filed(office)]
    case = filed(office)
    before = case.amount_eur
    Case.objects.filter(pk__in=[other.pk for other in others]).update(due_on=today() - timedelta(days=30))
    assert ask(clerk, case, field="leg1_km").status_code == 302
    shown = text_of(employee.get(f"/dienstreise/{case.uuid}/"))
    assert "Stimmen die Kilometer?" in shown
    assert "Gefahrene Kilometer" in shown
    place = begin(employee, case)
    page = text_of(employee.get(place))
    assert 'name="leg1_km"' in page
    assert 'value="190"' in page
    assert not re.search(r'name="(leg1_from|start_time|meals|cost1_label)"', page), "only the one field"
    photo = sent(receipts.photo(text="Tacho"), "tacho.jpg")
    answer = employee.post(place, {"leg1_km": "150", "text": "Ich hatte mich vertippt.", "receipts": photo})
    assert answer["Location"] == f"/dienstreise/{case.uuid}/"
    case.refresh_from_db()
    assert (case.step, case.returned, case.attention[0]) == ("checking", True, "answered")
    assert case.amount_eur == before - Decimal("14.00"), "40 km less"
    drain()
    page = text_of(clerk.get("/vorgaenge/"))
    page = page[page.index("<tbody") :]
    assert page.index(case.number) < min(page.index(other.number) for other in others), "on top of older ones"
    assert "Antwort da" in page
    page = text_of(clerk.get(f"/dienstreise/{case.uuid}/?list=1"))
    first, rest = page.split("Alles andere ansehen")
    for part in ("Antwort da", "Ich hatte mich vertippt.", "190", "150", "tacho.jpg", 'href="#beleg-1"'):
        assert part in first, part
    assert "Wegstrecke mit dem Auto" not in first
    assert "Wegstrecke mit dem Auto" in rest
    attachment = Attachment.objects.get()
    assert (attachment.case, attachment.slot) == (case, "leg1")
    factory.decide(office, case, "reisestelle", "confirm")
    case.refresh_from_db()
    assert (case.step, case.returned, case.attention) == ("ordering", False, [])


def test_the_claim_before_the_answer_is_kept_and_the_question_knows_both_values(employee, clerk, office) -> None:
    case = filed(office)
    first = Claim.objects.get(trip__case=case)
    ask(clerk, case, field="leg1_km")
    employee.post(begin(employee, case), {"leg1_km": "150", "text": ""})
    old, new = Claim.objects.filter(trip__case=case).order_by("number")
    assert (old.pk, old.answers["leg1_km"], new.answers["leg1_km"]) == (first.pk, "190", "150")
    assert old.superseded_at is not None
    assert (new.filed_at, new.is_late) == (old.filed_at, old.is_late), "it counts as filed when it was filed first"
    asked = Inquiry.objects.get()
    assert (asked.before, asked.after) == ({"leg1_km": "190"}, {"leg1_km": "150"})
    assert asked.answered is not None
    assert asked.answered.move == "answer_claim"
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(pk=asked.pk).update(after={"leg1_km": "1"})


def test_words_or_a_file_are_enough_and_leave_the_claim_as_it_is(employee, clerk, office) -> None:
    for content in ({"text": "Es war die Umleitung."}, {"receipts": sent(receipts.photo(), "karte.jpg")}):
        case = filed(office)
        amount = case.amount_eur
        ask(clerk, case, field="leg1_km")
        assert employee.post(begin(employee, case), {"leg1_km": "190", **content}).status_code == 302
        case.refresh_from_db()
        assert (case.step, case.amount_eur) == ("checking", amount)
        assert Claim.objects.filter(trip__case=case).count() == 1
        assert Inquiry.objects.get(case=case).after is None


def test_an_answer_that_says_nothing_is_told_at_its_field(employee, clerk, office) -> None:
    case = filed(office)
    ask(clerk, case, field="leg1_km")
    answer = employee.post(begin(employee, case), {"leg1_km": "190", "text": " "})
    assert answer.status_code == 422
    assert "Bitte antworten Sie mit einem Satz" in text_of(answer)
    case.refresh_from_db()
    assert case.step == "claim_revision"


ALONE = [
    ("leg1_means", {"leg1_means": "taxi"}, "Kilometer zählen nur für eigene Fahrzeuge"),
    ("abroad", {"abroad": "on"}, "Zu dieser Änderung gehören weitere Angaben"),
    ("end_time", {"end_time": "06:00"}, "Die Rückkehr liegt vor der Abfahrt"),
    ("leg1_km", {"leg1_km": "viele"}, "„viele“ ist keine Zahl."),
]


@pytest.mark.parametrize(("field", "value", "sentence"), ALONE, ids=[row[0] for row in ALONE])
def test_a_value_that_does_not_stand_alone_is_told_and_the_whole_can_be_changed(
    employee, clerk, office, field, value, sentence
) -> None:
    case = filed(office)
    assert ask(clerk, case, field=field).status_code == 302
    place = begin(employee, case)
    answer = employee.post(place, {**value, "text": "So war es."})
    page = text_of(answer)
    assert answer.status_code == 422
    assert page.count(sentence) >= 2, "in the summary and at the field"
    assert "So war es." in page
    assert "Ich möchte mehr ändern" in page
    assert "So war es." in text_of(employee.get(place)), "what was typed is kept"
    assert employee.post(f"/dienstreise/{case.uuid}/abrechnen/").status_code == 302


def test_the_whole_filed_again_is_an_answer_too(employee, clerk, office) -> None:
    case = filed(office)
    ask(clerk, case, field="leg1_km")
    wizard = employee.post(f"/dienstreise/{case.uuid}/abrechnen/")["Location"].rsplit("/", 2)[0]
    employee.post(f"{wizard}/fahrt-1/", {"leg1_means": "car", "leg1_km": "140", "leg1_more": "no"})
    assert employee.post(f"{wizard}/pruefen/").status_code == 302
    case.refresh_from_db()
    assert (case.step, case.returned) == ("checking", True)
    assert Inquiry.objects.get().answered is not None
    assert "Die ganze Abrechnung wurde neu eingereicht." in text_of(clerk.get(f"/dienstreise/{case.uuid}/"))


def test_a_question_about_something_that_is_not_there_is_refused(clerk, office) -> None:
    case = filed(office)
    answer = ask(clerk, case, field="leg7_km")
    assert answer.status_code == 422
    assert "Diese Angabe gibt es in diesem Vorgang nicht." in text_of(answer)
    assert not Inquiry.objects.exists()
    assert ask(clerk, case, field="x y").status_code == 422


def test_a_question_taken_back_cannot_be_answered_and_a_new_one_starts_afresh(employee, clerk, office) -> None:
    case = filed(office)
    ask(clerk, case, field="leg1_km")
    place = begin(employee, case)
    case.refresh_from_db()
    clerk.post(f"/vorgang/{case.uuid}/zurueckholen/", {"revision": case.revision})
    case.refresh_from_db()
    assert case.step == "checking"
    assert employee.post(place, {"leg1_km": "150", "text": "x"})["Location"] == f"/dienstreise/{case.uuid}/"
    case.refresh_from_db()
    ask(clerk, case, field="end_time")
    again = begin(employee, case)
    assert again != place
    page = text_of(employee.get(again))
    assert 'name="end_time"' in page
    assert 'name="leg1_km"' not in page
    assert employee.get(place).status_code in (302, 404), "the page of the question before leads away"


def test_a_second_click_answers_once(employee, clerk, office) -> None:
    case = filed(office)
    ask(clerk, case, field="leg1_km")
    place = begin(employee, case)
    for _ in range(2):
        assert employee.post(place, {"leg1_km": "150", "text": "x"})["Location"] == f"/dienstreise/{case.uuid}/"
    assert case.events.filter(move="answer_claim").count() == 1


def test_only_who_is_asked_can_answer(clerk, office, employee) -> None:
    case = filed(office)
    ask(clerk, case, field="leg1_km")
    place = begin(employee, case)
    for name, role in (("beamter", "applicant"), ("reisestelle", "travel_office"), ("teamleitung", "line_manager")):
        other = browser_of(name, role)
        assert other.post(f"/dienstreise/{case.uuid}/antworten/").status_code in (403, 404)
        assert other.get(place).status_code in (403, 404)
    refused = employee.post(
        f"/vorgang/{case.uuid}/entscheiden/", {"move": "answer_claim", "revision": case.revision + 1, "reason": "x"}
    )
    assert "Bitte antworten Sie auf der Seite der Frage." in text_of(refused)


def test_the_author_answers_for_a_colleague_and_it_shows(office, clerk) -> None:
    office.city.responsible(office.people["beamter"], "travel_assistant", office.units["51"])
    office.city.store()
    case = filed(office, by="beamter")
    ask(clerk, case, field="leg1_km")
    author = browser_of("beamter", "travel_assistant")
    page = text_of(author.get(f"/dienstreise/{case.uuid}/"))
    assert "Frage beantworten" in page
    place = begin(author, case)
    assert "Yılmaz" in text_of(author.get(place))
    assert author.post(place, {"leg1_km": "180", "text": ""}).status_code == 302
    event = case.events.get(move="answer_claim")
    assert (event.by, event.role) == (office.people["beamter"], "travel_assistant")


def test_the_line_manager_asks_about_one_field_of_the_request(employee, office) -> None:
    case = factory.make(office, answers=answers())
    manager = browser_of("teamleitung", "line_manager")
    assert ask(manager, case, "give_back", field="purpose_text", reason="Wozu genau?").status_code == 302
    place = begin(employee, case)
    page = text_of(employee.get(place))
    assert 'name="purpose_text"' in page
    assert 'name="destination"' not in page
    assert employee.post(place, {"purpose_text": "Fachtagung mit Vortrag", "text": ""}).status_code == 302
    case.refresh_from_db()
    assert (case.step, case.returned, case.summary["why"]) == ("approval", True, "Fachtagung mit Vortrag")
    assert Trip.objects.get(case=case, superseded_at=None).purpose_text == "Fachtagung mit Vortrag"
    assert Trip.objects.filter(case=case).count() == 2, "what was asked first stays readable"
    assert Inquiry.objects.get().before == {"purpose_text": "Fachtagung"}, "what stood there is not lost"
    page = text_of(manager.get(f"/dienstreise/{case.uuid}/"))
    assert page.index("Antwort da") < page.index("Angaben")
    factory.decide(office, case, "teamleitung", "approve")
    case.refresh_from_db()
    assert case.attention == ["afterwards"]


def test_originals_are_asked_for_in_time_with_a_day_that_both_read(employee, clerk, office) -> None:
    case = filed(office)
    page = text_of(clerk.get(f"/dienstreise/{case.uuid}/"))
    assert "Belege im Original können Sie bis zum" in page
    assert ask(clerk, case, "ask_originals", field="leg1_km").status_code == 302
    case.refresh_from_db()
    asked = Inquiry.objects.get()
    assert asked.kind == "originals"
    assert asked.due_on == case.due_on
    assert case.due_on is not None
    assert 89 <= (case.due_on - today()).days <= 93, "three months"
    for browser in (employee, clerk):
        page = text_of(browser.get(f"/dienstreise/{case.uuid}/"))
        assert f"{case.due_on:%Y}" in page
    assert "im Original (LRKG NRW § 3 Abs. 2)" in text_of(employee.get(f"/dienstreise/{case.uuid}/"))


def test_originals_are_refused_by_name_after_six_months_and_late_ones_are_looked_at(employee, clerk, office) -> None:
    case, late = filed(office), filed(office)
    ask(clerk, late, "ask_originals", field="leg1_km")
    with at(now() + timedelta(days=190)):
        refused = ask(clerk, case, "ask_originals")
        assert refused.status_code == 422
        assert "verlangt werden (LRKG NRW § 3 Abs. 2)" in text_of(refused)
        assert employee.post(begin(employee, late), {"leg1_km": "190", "text": "Hier."}).status_code == 302
    late.refresh_from_db()
    assert late.attention[:2] == ["answered", "originals_late"], "a person decides, nothing is refused by the form"


def test_the_office_goes_on_without_an_answer_only_after_the_time(clerk, office) -> None:
    case = filed(office)
    ask(clerk, case)
    case.refresh_from_db()
    refused = ask(clerk, case, "go_on")
    assert refused.status_code == 422
    assert "Zeit für ihre Antwort" in text_of(refused)
    assert case.due_on is not None
    with at(now() + timedelta(days=(case.due_on - today()).days + 1)):
        assert ask(clerk, case, "go_on").status_code == 302
    case.refresh_from_db()
    assert (case.step, case.returned) == ("checking", False)


def test_case_of_an_older_version_keeps_its_way(employee, clerk, office) -> None:
    case = filed(office)
    Case.objects.filter(pk=case.pk).update(version=2)
    case.refresh_from_db()
    ask(clerk, case, field="leg1_km")
    page = text_of(employee.get(f"/dienstreise/{case.uuid}/"))
    assert "Frage beantworten" not in page
    assert "Reise abrechnen" in page
    assert begin(employee, case) == f"/dienstreise/{case.uuid}/"


def test_a_claim_without_answers_can_be_asked_about_as_a_whole(employee, clerk, office) -> None:
    case = factory.filed(office)
    assert questions.is_askable(case, "")
    assert ask(clerk, case).status_code == 302
    place = begin(employee, case)
    assert employee.post(place, {"text": "Ja."}).status_code == 302
    case.refresh_from_db()
    assert case.step == "checking"


def test_the_command_refuses_an_answer_to_nothing(office, db) -> None:
    from meindo.platform.cases.drafts import start_draft
    from meindo.services.dienstreise.commands_questions import Answer, answer_question

    case = filed(office)
    draft = start_draft(person_id=case.person_id, service="dienstreise", form="x", title="x", case=case)
    with pytest.raises(MoveRefused, match="nicht mehr offen"):
        answer_question(case=case, answer=Answer("x"), by=office.actor("mitarbeiterin"), draft=draft)


def test_nobody_hears_of_a_question_before_it_stands(employee, clerk, office) -> None:
    case = filed(office)
    ask(clerk, case, field="leg1_km")
    drain()
    assert "Rückfrage gestellt" not in text_of(employee.get("/akte/"))
    with at(now() + HOLD + timedelta(seconds=1)):
        drain()
    assert "Rückfrage gestellt" in text_of(employee.get("/akte/"))


def test_the_list_reads_waiting_cases_in_the_order_of_the_index(db, office) -> None:
    """The order of the list is the order of an index: a long list is not sorted anew."""
    from meindo.platform.access.viewer import Viewer
    from meindo.ui.worklist import worklist

    viewer = Viewer(office.actor("reisestelle"), "travel_office", "cases.inbox", today())
    rows = worklist(viewer, {})[:50]
    if connection.vendor == "sqlite":
        assert "case_waiting" in rows.explain()
    assert [name.lstrip("-") for name in rows.query.order_by] == ["returned", "due_on", "id"]


def test_the_last_of_several_rides_and_costs_can_be_asked_about_alone(employee, clerk, office) -> None:
    two = {"leg1_more": "yes", "leg2_means": "bus", "leg2_fare": "5,00", "leg2_more": "no"}
    two |= {"cost1_label": "Parken", "cost1_amount": "6,50", "cost1_more": "no"}
    case = filed(office, **two)
    before = case.amount_eur
    assert ask(clerk, case, field="leg2_fare").status_code == 302
    page = begin(employee, case)
    photo = sent(receipts.photo(text="Bus"), "bus.jpg")
    assert employee.post(page, {"leg2_fare": "3,00", "text": "", "receipts": photo}).status_code == 302
    case.refresh_from_db()
    assert before is not None
    assert case.amount_eur == before - Decimal("2.00")
    assert Attachment.objects.get().slot == "leg2"
    ask(clerk, case, field="cost1_label")
    assert employee.post(begin(employee, case), {"cost1_label": "Parkhaus", "text": ""}).status_code == 302
    assert "Parkhaus" in text_of(clerk.get(f"/dienstreise/{case.uuid}/"))
