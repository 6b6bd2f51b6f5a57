"""Generated from each declaration: every move from every step by everybody, with what the engine must say to it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.template import Context, Template
from tests.support.bare import actor_of, bare_case, instead_of_released, made_by, unchecked
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, StaleCase, move
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Move, Process
from meindo.platform.cases.timeline import stations
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Person
from meindo.platform.registry.catalogue import services
from meindo.ui.casepage import timeline_items

PROCESSES = [process for service in services() for process in service.processes]
MOVES = [(process, found) for process in PROCESSES for found in process.moves]
EACH_MOVE = pytest.mark.parametrize(
    ("process", "found"), MOVES, ids=[f"{process.key}-v{process.version}-{found.key}" for process, found in MOVES]
)
REASON = "weil es so ist"


@dataclass
class Cast:
    """An office where every declared role has two holders, and cases of one employee."""

    office: Office
    process: Process

    @property
    def traveller(self) -> Person:
        """The person whose cases these are."""
        return self.office.people["mitarbeiterin"]

    def case(self, step: str) -> Case:
        """A case of theirs at a step."""
        return bare_case(self.process, step, self.traveller.employments.get())

    def holders(self, found: Move, case: Case) -> list[Person]:
        """Who may make the move by role, among the people of the office."""
        ids = found.by.holders(case, today())
        return [person for person in self.office.people.values() if person.pk in ids]

    def actors(self, found: Move, case: Case) -> list[Actor]:
        """Those who can make the move: holders of the role, or the partner system itself."""
        if found.by.automatic:
            return [Actor.system(found.by.key)]
        own = case.person_id if found.decides else None
        return [actor_of(person) for person in self.holders(found, case) if person.pk != own]


def office_with_all_roles() -> Office:
    office = build_office(released=False)
    for service in services():
        for role in service.roles:
            for name in ("reisestelle", "reisestelle2"):
                office.city.responsible(office.people[name], role, office.units["root"])
    office.city.store()
    return office


office, db = built_once("office", office_with_all_roles)


@pytest.fixture
def cast(db: None, office: Office, process: Process) -> Iterator[Cast]:
    bare = unchecked(process)
    with instead_of_released(bare):
        yield Cast(office, bare)


def attempt(case: Case, found: Move, by: Actor, *, reason: str = REASON, revision: int | None = None) -> str:
    """Make a move and take it back; returns "" or the sentence of the refusal."""
    fresh = Case.objects.get(pk=case.pk)
    try:
        with transaction.atomic():
            with unit_of_work(by, purpose="test") as work:
                move(work, fresh, found.key, reason=reason, revision=revision)
            assert fresh.step == found.target
            assert CaseEvent.objects.get(case=fresh, revision=fresh.revision).move == found.key
            raise _Back
    except _Back:
        return ""
    except MoveRefused as refused:
        assert Case.objects.get(pk=case.pk).step == case.step
        return refused.reason.msgid


class _Back(Exception):
    """Roll the attempt back."""


@EACH_MOVE
def test_works_from_each_of_its_steps_for_every_holder_and_for_nobody_else(cast: Cast, found: Move) -> None:
    found = cast.process.move(found.key)
    for step in found.sources:
        case = cast.case(step)
        actors = cast.actors(found, case)
        assert actors, f"nobody in the office can {found.key}"
        for by in actors:
            assert attempt(case, found, by) == "", by.key
        others = [actor_of(p) for p in cast.office.people.values() if actor_of(p) not in actors]
        for by in (*others, Actor.system("worker"), Actor.system("someone")):
            assert attempt(case, found, by), f"{by.key} could {found.key}"


@EACH_MOVE
def test_is_refused_from_every_other_step(cast: Cast, found: Move) -> None:
    found = cast.process.move(found.key)
    stale = StaleCase().reason.msgid
    case = cast.case(found.sources[0])
    by = cast.actors(found, case)[0]
    for step in cast.process.steps:
        if step.key not in found.sources:
            Case.objects.filter(pk=case.pk).update(step=step.key)
            case.step = step.key
            assert attempt(case, found, by) == stale, step.key


@EACH_MOVE
def test_nobody_decides_in_their_own_matter_nor_on_what_they_entered(cast: Cast, found: Move) -> None:
    found = cast.process.move(found.key)
    if not found.decides or found.by.automatic:
        return
    holder = cast.holders(found, cast.case(found.sources[0]))[0]
    own = bare_case(cast.process, found.sources[0], holder.employments.get())
    said = attempt(own, found, actor_of(holder))
    assert "eigenen Antrag" in said or "andere Stelle" in said, "the engine says it before the database does"
    entered = cast.case(found.sources[0])
    Case.objects.filter(pk=entered.pk).update(entered_by=holder)
    assert "erfasst" in attempt(entered, found, actor_of(holder))


@EACH_MOVE
def test_four_eyes_are_four(cast: Cast, found: Move) -> None:
    found = cast.process.move(found.key)
    for number, earlier in enumerate(found.separate_from, 1):
        case = cast.case(found.sources[0])
        first, second = cast.actors(found, case)[:2]
        made_by(case, first.person_id, earlier, revision=100 + number)
        assert "Vier-Augen" in attempt(case, found, first)
        assert attempt(case, found, second) == ""


@EACH_MOVE
def test_a_reason_that_is_asked_for_cannot_be_left_empty(cast: Cast, found: Move) -> None:
    found = cast.process.move(found.key)
    case = cast.case(found.sources[0])
    said = attempt(case, found, cast.actors(found, case)[0], reason=" \n ")
    assert ("begründen" in said) is found.needs_reason


@EACH_MOVE
def test_a_page_that_is_out_of_date_moves_nothing(cast: Cast, found: Move) -> None:
    found = cast.process.move(found.key)
    case = cast.case(found.sources[0])
    by = cast.actors(found, case)[0]
    assert attempt(case, found, by, revision=case.revision + 1) == StaleCase().reason.msgid


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: f"{process.key}-v{process.version}")
def test_every_step_tells_in_german_where_the_case_is_and_what_comes(cast: Cast, process: Process) -> None:
    template = Template("{% load ui %}{% timeline items %}")
    for step in process.steps:
        case = cast.case(step.key)
        said = [station for station in stations(case) if station.state == "now"]
        assert [station.label for station in said] == [step.label]
        assert not step.waits_for or said[0].office == step.waits_for.office
        text = template.render(Context({"items": timeline_items(case, own=False)}))
        assert step.label in text
        for foreign in ("None", "{", f">{step.key}<", "Emma"):
            assert foreign not in text, step.key
        ahead = [station.label for station in stations(case) if station.state == "future"]
        assert bool(ahead) is not step.is_end
