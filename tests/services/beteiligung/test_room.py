"""What is brought forward, who sees it, what an answer means for what waits, and that silence is said by a person."""

from datetime import timedelta

import pytest
from tests.services.beteiligung import factory
from tests.support.office import Office, build_office

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, start_of, today
from meindo.platform.notify.models import Notification
from meindo.platform.people.measures import MeasureRefused, answer, missing_bodies
from meindo.platform.rollout.commands import StageRefused, change_stage, start_stage
from meindo.platform.rollout.queries import state_of
from meindo.services.beteiligung import commands
from meindo.services.beteiligung.bodies import OFFICE
from meindo.services.beteiligung.reminders import remind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return factory.with_bodies(build_office())


def seen_by(office: Office, name: str, role: str) -> set[str]:
    viewer = Viewer(office.actor(name), role, "beteiligung.take_part", today())
    return {case.number for case in visible(viewer, Case)}


def in_days(days: int) -> at:
    return at(start_of(today() + timedelta(days=days)))


def test_each_body_gets_a_case_with_its_own_time_and_reads_no_other(office) -> None:
    cases = factory.cases_of(factory.brought(office, bodies=("personalrat", "sbv")))
    with in_days(0):
        assert cases["personalrat"].due_on > cases["sbv"].due_on > today()
    assert seen_by(office, "beamter", "personalrat") == {cases["personalrat"].number}
    assert seen_by(office, "leitung51", "sbv") == {cases["sbv"].number}
    assert seen_by(office, "anordnung", "gleichstellung") == set()
    assert seen_by(office, "reisestelle", OFFICE) == {case.number for case in cases.values()}


def test_the_members_of_a_body_are_told_once(office) -> None:
    case = factory.brought(office)
    told = Notification.objects.filter(url=f"/vorgang/{case.uuid}/", msgid__contains="Vorlage")
    assert [row.person_id for row in told] == [office.people["beamter"].pk]


def test_who_is_not_of_the_office_brings_nothing_forward(office) -> None:
    with pytest.raises(MoveRefused, match="andere Stelle"):
        factory.brought(office, "mitarbeiterin")
    assert not Case.objects.exists()


def test_a_refusal_needs_reasons_and_an_answer_is_the_body_s_alone(office) -> None:
    case = factory.brought(office)
    with pytest.raises(MoveRefused, match="begründen"):
        factory.decide(office, case, "object")
    with pytest.raises(MoveRefused, match="andere Stelle"):
        factory.decide(office, case, "consent", "reisestelle")
    with pytest.raises(MoveRefused, match="andere Stelle"):
        factory.decide(office, case, "consent", "leitung51")
    factory.decide(office, case, "object", reason="Die Prüfung überwacht.")
    assert case.step == "body_objected"


def test_a_stage_starts_with_the_answer_of_the_staff_council_and_not_without(office) -> None:
    stage = factory.stage(office)
    case = factory.brought_stage(office, stage)
    with pytest.raises(StageRefused):
        start_stage(stage, by=office.actor("reisestelle"))
    factory.decide(office, case, "consent")
    stage.refresh_from_db()
    assert (stage.participation, stage.participation_ref) == ("zustimmung", case.number)
    start_stage(stage, by=office.actor("reisestelle"))
    stage.refresh_from_db()
    assert stage.started_at is not None


def test_nobody_types_a_result_beside_the_room(office) -> None:
    stage = factory.stage(office)
    factory.brought_stage(office, stage)
    stage.refresh_from_db()
    facts = {"label": stage.label, "starts_on": stage.starts_on, "units": [office.units["51"].pk]}
    with pytest.raises(StageRefused, match="Vorgang"):
        change_stage(stage, seen=state_of(stage), by=office.actor("reisestelle"), participation="zustimmung", **facts)
    change_stage(stage, seen=state_of(stage), by=office.actor("reisestelle"), training="Neu", **facts)
    stage.refresh_from_db()
    for other in ({"units": [office.units["root"].pk]}, {"starts_on": today()}, {"label": "Alle"}):
        with pytest.raises(StageRefused, match="bleiben, wie sie waren"):
            change_stage(stage, seen=state_of(stage), by=office.actor("reisestelle"), **{**facts, **other})


def test_a_stage_is_brought_forward_once_and_again_after_it_was_withdrawn(office) -> None:
    stage = factory.stage(office)
    case = factory.brought_stage(office, stage)
    with pytest.raises(MoveRefused, match="schon gefragt"):
        factory.brought_stage(office, stage)
    factory.decide(office, case, "withdraw", "reisestelle", reason="Der Beginn ist verschoben.")
    stage.refresh_from_db()
    assert stage.participation_ref == ""
    factory.brought_stage(office, stage)


def test_silence_counts_after_discussion_and_period_only_and_is_said_by_a_person_with_reasons(office) -> None:
    stage = factory.stage(office)
    case = factory.brought_stage(office, stage)
    with in_days(40):
        with pytest.raises(MoveRefused):
            factory.decide(office, case, "deem", "teamleitung", reason="Schweigen")
        factory.decide(office, case, "invite", "reisestelle")
        factory.decide(office, case, "discussed", "reisestelle")
        with pytest.raises(MoveRefused, match="läuft noch"):
            factory.decide(office, case, "deem", "teamleitung", reason="Schweigen")
    with in_days(60):
        with pytest.raises(MoveRefused, match="begründen"):
            factory.decide(office, case, "deem", "teamleitung")
        with pytest.raises(MoveRefused, match="eigenen Antrag"):
            factory.decide(office, case, "deem", "reisestelle", reason="Schweigen")
        factory.decide(office, case, "deem", "teamleitung", reason="Zugang am ersten Tag, keine Antwort.")
    stage.refresh_from_db()
    assert stage.participation == "fiktion"


def test_a_question_stops_the_time_and_the_answer_begins_it_anew(office) -> None:
    case = factory.brought(office)
    first = case.due_on
    with in_days(7):
        factory.decide(office, case, "ask", reason="Welche Daten?")
        factory.decide(office, case, "reply", "reisestelle", reason="Nur Orte.")
        case.refresh_from_db()
        assert case.step == "body_answer"
        assert case.due_on > first
        factory.decide(office, case, "extend", "reisestelle", reason="Vereinbart.")
        with pytest.raises(MoveRefused, match="schon verlängert"):
            factory.decide(office, case, "extend", "reisestelle", reason="Noch einmal.")


def test_an_urgent_matter_has_less_time(office) -> None:
    assert factory.brought(office, urgent_because="Beginn nächste Woche").due_on < factory.brought(office).due_on


def test_a_measure_takes_its_answers_from_the_room(office) -> None:
    measure = factory.measure(office, "personalrat", "sbv")
    cases = factory.brought_measure(office, measure, "personalrat", "sbv")
    part = measure.participations.get(body="personalrat")
    with pytest.raises(MeasureRefused, match="selbst"):
        answer(part, "zustimmung", by=office.actor("teamleitung"))
    factory.decide(office, cases["personalrat"], "consent")
    factory.decide(office, cases["sbv"], "object", "leitung51", reason="Der Arbeitsplatz passt nicht.")
    assert missing_bodies(measure) == ["sbv"]
    factory.decide(office, cases["sbv"], "weigh", "teamleitung", reason="Er wird angepasst.")
    assert missing_bodies(measure) == []
    assert measure.participations.get(body="sbv").answer == "angehoert", "a body without a veto was heard, not won"


def test_a_refused_measure_goes_on_through_arbitration_only(office) -> None:
    office.city.responsible(office.people["reisestelle"], "hr_office", office.units["root"])
    office.city.store()
    measure = factory.measure(office, "personalrat")
    case = factory.brought_measure(office, measure, "personalrat")["personalrat"]
    factory.decide(office, case, "object", reason="Unzumutbar.")
    assert measure.participations.get().answer == "ablehnung"
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "consent")
    factory.decide(office, case, "arbitrate", "reisestelle", reason="Beschluss der Einigungsstelle.")
    assert measure.participations.get().answer == "einigung"


def test_a_measure_is_for_those_who_answer_for_its_person_and_never_for_the_person(office) -> None:
    office.city.responsible(office.people["mitarbeiterin"], "personalrat", office.units["root"])
    office.city.store()
    measure = factory.measure(office, "personalrat")
    case = factory.brought_measure(office, measure, "personalrat")["personalrat"]
    assert seen_by(office, "beamter", "personalrat") == {case.number}
    assert seen_by(office, "mitarbeiterin", "personalrat") == set(), "not in a matter about oneself"
    assert seen_by(office, "reisestelle", OFFICE) == set(), "not without personnel matters"
    assert seen_by(office, "teamleitung", OFFICE) == {case.number}
    assert seen_by(office, "teamleitung", "applicant") == set(), "it is no matter of their own"
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "consent", "mitarbeiterin")


def test_only_a_body_that_takes_part_in_a_measure_is_asked(office) -> None:
    measure = factory.measure(office, "personalrat")
    with pytest.raises(MoveRefused, match="nicht beteiligt"):
        factory.brought_measure(office, measure, "sbv")


def test_a_matter_stays_with_the_city_when_its_author_moves(office) -> None:
    from meindo.platform.cases.handlers import move_unit
    from meindo.platform.outbox.wiring import Happened

    case = factory.brought(office)
    fields = {"employment": case.employment_id, "unit": office.units["51/1"].pk}
    move_unit(Happened("people.moved", "k", "system:test", case.created_at, fields))
    case.refresh_from_db()
    assert case.unit_id == office.units["root"].pk


def test_a_promise_is_kept_once(office) -> None:
    part = factory.brought(office).participation
    by = office.actor("reisestelle")
    found = commands.promise(part=part, text="Schulung", by_whom="11/1", due_on=today(), by=by)
    commands.keep_promise(promise=found, note="fand statt", by=by)
    with pytest.raises(commands.AlreadyDone):
        commands.keep_promise(promise=found, note="noch einmal", by=by)
    found.refresh_from_db()
    assert found.done_note == "fand statt"


def test_who_brought_a_matter_forward_hears_once_of_a_promise_that_is_late(office) -> None:
    part = factory.brought(office).participation
    by = office.actor("beamter")
    commands.promise(part=part, text="Schulung", by_whom="11/1", due_on=today(), by=by)
    told = Notification.objects.filter(msgid__contains="überfällig")
    remind("", {})
    assert not told.exists(), "today is not late"
    with in_days(1):
        remind("", {})
        remind("", {})
    assert told.get().person_id == office.people["reisestelle"].pk


def test_an_agenda_holds_matters_of_its_own_body_once(office) -> None:
    cases = factory.cases_of(factory.brought(office, bodies=("personalrat", "sbv")))
    parts = [case.participation for case in cases.values()]
    by = office.actor("beamter")
    meeting = commands.set_up_meeting(body="personalrat", held_on=today(), place="Rathaus", parts=parts, by=by)
    assert [point.part.body for point in meeting.points.all()] == ["personalrat"]
    commands.put_on_agenda(meeting=meeting, part=cases["personalrat"].participation, by=by)
    assert meeting.points.count() == 1
