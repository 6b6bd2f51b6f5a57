"""Stages of a roll-out: complete before they start, dated, taken back without a loss; and live is one question."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.support.office import Office, build_office
from tests.web.world import answers, browser_of, running_stage

from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import now, today
from meindo.platform.rollout.commands import (
    StageRefused,
    change_stage,
    plan_stage,
    start_stage,
    take_back_stage,
)
from meindo.platform.rollout.models import CARRIES, Stage
from meindo.platform.rollout.queries import is_live, is_live_for, state_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEW = "/dienstreise/neu/"


@pytest.fixture
def office() -> Office:
    return build_office()


def live(office: Office, unit: str, day: Any = None) -> bool:
    return is_live("dienstreise", office.units[unit].pk, day or today())


def test_a_service_without_a_stage_is_live_everywhere(office) -> None:
    assert live(office, "51/1")
    assert is_live_for("dienstreise", office.people["mitarbeiterin"].pk, today())


def test_a_stage_reaches_its_units_and_all_below_from_its_day_on(office) -> None:
    stage = running_stage(office, "51")
    assert [live(office, unit) for unit in ("51", "51/1", "11", "11/4", "root")] == [True, True, False, False, False]
    assert not live(office, "51/1", stage.starts_on - DAY)
    assert live(office, "51/1", stage.starts_on)
    assert is_live("another", office.units["11"].pk, today())


def test_a_unit_can_stand_alone_in_a_stage(office) -> None:
    stage = running_stage(office, "51")
    stage.units.update(with_below=False)
    assert live(office, "51")
    assert not live(office, "51/1")


def test_live_is_two_short_questions(office, django_assert_num_queries) -> None:
    running_stage(office, "51")
    running_stage(office, "11", label="Zweite Stufe")
    for question in (
        lambda: live(office, "51/1"),
        lambda: is_live_for("dienstreise", office.people["mitarbeiterin"].pk, today()),
    ):
        with django_assert_num_queries(2):
            assert question()


EMPTY: dict[str, Any] = {"kick_off_on": None, "multiplier": None}


@pytest.mark.parametrize("name", CARRIES)
def test_a_stage_does_not_start_without_what_it_must_carry(office, name: str) -> None:
    with pytest.raises(StageRefused, match="fehlt noch"):
        running_stage(office, **{name: EMPTY.get(name, "")})
    stage = Stage.objects.get()
    assert stage.missing() == [name]
    assert not live(office, "51/1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.update(started_at=now())


def test_a_participation_that_does_not_carry_is_refused_by_the_table(office) -> None:
    running_stage(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.update(participation="ablehnung")


def test_a_planned_stage_is_completed_then_started(office) -> None:
    by = office.actor("reisestelle")
    stage = plan_stage(service="dienstreise", label="Plan", starts_on=today(), units=[office.units["51"].pk], by=by)
    assert stage.missing() == list(CARRIES)
    assert not live(office, "51/1")
    complete = {
        "label": "Plan",
        "starts_on": today(),
        "units": [office.units["51"].pk],
        "kick_off_on": today(),
        "training": "x",
        "handbook": "x",
        "multiplier_id": by.person_id,
        "help_contact": "x",
        "trial": "Zwei Wochen im Team",
        "risks": "Ausfall: Papierweg",
        "impact": "nicht nötig",
        "procurement": "nichts zu vergeben",
        "participation": "fiktion",
    }
    change_stage(stage, seen=state_of(stage), by=by, **complete)
    start_stage(stage, by=by)
    assert live(office, "51/1")
    with pytest.raises(StageRefused, match="läuft schon"):
        change_stage(stage, seen=state_of(stage), by=by, **complete)
    with pytest.raises(StageRefused):
        start_stage(stage, by=by)
    kinds = AuditEvent.objects.filter(subject=f"stage:{stage.uuid}").values_list("kind", flat=True)
    assert sorted(kinds) == ["rollout.changed", "rollout.planned", "rollout.started"]


def test_who_changes_a_stage_overwrites_nothing_that_they_have_not_seen(office) -> None:
    by, unit = office.actor("reisestelle"), office.units
    stage = plan_stage(service="dienstreise", label="A", starts_on=today(), units=[unit["51"].pk], by=by)
    seen = state_of(stage)
    change_stage(stage, seen=seen, label="B", starts_on=today(), units=[unit["51"].pk], alone=[unit["11"].pk], by=by)
    with pytest.raises(StageRefused, match="jemand anderes"):
        change_stage(stage, seen=seen, label="C", starts_on=today(), units=[], by=by)
    stage.refresh_from_db()
    assert stage.label == "B"
    assert dict(stage.units.values_list("unit__code", "with_below")) == {"51": True, "11": False}


def test_taking_back_needs_a_reason_and_keeps_the_row(office) -> None:
    stage, by = running_stage(office), office.actor("reisestelle")
    with pytest.raises(StageRefused, match="begründen"):
        take_back_stage(stage, reason=" ", by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.update(ends_on=today())
    take_back_stage(stage, reason="Störung im Netz", by=by)
    assert not live(office, "51/1")
    assert live(office, "51/1", today() - DAY), "it was live until then"
    with pytest.raises(StageRefused):
        take_back_stage(stage, reason="noch einmal", by=by)
    assert Stage.objects.get().units.count() == 1


def test_before_the_stage_the_first_page_leads_to_the_paper_way(office) -> None:
    running_stage(office, "11")
    browser = browser_of("mitarbeiterin")
    for page in (browser.get(NEW), browser.post(NEW, answers())):
        text = page.content.decode()
        assert "noch nicht eingeführt" in text
        assert "Antrag und Abrechnung einer Dienstreise" in text
        assert "11/4" in text
        assert 'name="destination"' not in text
    assert not Draft.objects.exists()
    assert 'name="destination"' in browser_of("reisestelle").get(NEW).content.decode()


def test_a_draft_begun_before_the_stage_was_taken_back_goes_on(office) -> None:
    stage, browser = running_stage(office), browser_of("mitarbeiterin")
    page = browser.post(NEW, answers())
    take_back_stage(stage, reason="Störung", by=office.actor("reisestelle"))
    assert "Entwurf fortsetzen" in browser.get(NEW).content.decode()
    while "pruefen" not in page["Location"]:
        page = browser.post(page["Location"], answers())
    assert browser.post(page["Location"]).status_code == 302
    case = Case.objects.get()
    assert browser.get(f"/dienstreise/{case.uuid}/").status_code == 200
    answer = browser_of("teamleitung", "line_manager").post(
        f"/vorgang/{case.uuid}/entscheiden/", {"move": "approve", "revision": 0}
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.step == "journey"
