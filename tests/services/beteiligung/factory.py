"""Matters at any step, made by the real commands; contract tests find `make` in every factory."""

from datetime import timedelta
from typing import Any

from tests.support.office import Office

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import today
from meindo.platform.people.measure_models import Measure
from meindo.platform.people.measures import intend_measure
from meindo.platform.rollout.commands import plan_stage
from meindo.platform.rollout.models import Stage
from meindo.services.beteiligung import commands
from meindo.services.beteiligung.bodies import OFFICE
from meindo.services.beteiligung.subjects import of_measure, of_stage

# Who speaks for whom in the small office.
SPEAKS = {"personalrat": "beamter", "sbv": "leitung51", "gleichstellung": "anordnung", "jav": "reisestelle2"}


def with_bodies(office: Office) -> Office:
    """Every body has somebody; two bring forward, one of them also in personnel matters."""
    for role, name in SPEAKS.items():
        office.city.responsible(office.people[name], role, office.units["root"])
    for name in ("reisestelle", "teamleitung"):
        office.city.responsible(office.people[name], OFFICE, office.units["root"])
    office.city.responsible(office.people["teamleitung"], "hr_office", office.units["root"])
    office.city.store()
    return office


def matter(**changes: Any) -> commands.Matter:
    """Something that concerns everybody."""
    facts: dict[str, Any] = {
        "kind": "process",
        "title": "Neues Verfahren",
        "text": "Reisen werden anders geprüft.",
        "bodies": ("personalrat",),
    }
    return commands.Matter(**{**facts, **changes})


def brought(office: Office, who: str = "reisestelle", **changes: Any) -> Case:
    """Something that waits for the answer of a body."""
    return commands.bring_forward(employment=office.employment(who), matter=matter(**changes), by=office.actor(who))


def make(office: Office, who: str = "mitarbeiterin") -> Case:
    """The same by somebody who is of the office from now on."""
    office.city.responsible(office.people[who], OFFICE, office.units["root"])
    office.city.store()
    return brought(office, who)


def cases_of(case: Case) -> dict[str, Case]:
    """The cases of all bodies that were asked about the same matter."""
    return {part.body: part.case for part in case.participation.item.parts.select_related("case")}


def decide(office: Office, case: Case, move: str, who: str = "beamter", **more: Any) -> CaseEvent:
    """Somebody makes a move on the case as it stands."""
    case.refresh_from_db()
    return commands.decide(case=case, move_name=move, by=office.actor(who), revision=case.revision, **more)


def stage(office: Office, **changes: Any) -> Stage:
    """A stage that carries all but the participation."""
    facts: dict[str, Any] = {
        "kick_off_on": today(),
        "training": "Vor Ort",
        "handbook": "Gedruckt",
        "multiplier": office.people["beamter"],
        "help_contact": "Reisestelle",
        "trial": "Zwei Wochen im Team",
        "risks": "Ausfall: Papierweg",
        "impact": "nicht nötig",
        "procurement": "nichts zu vergeben",
        **changes,
    }
    return plan_stage(
        service="dienstreise",
        label="Zweite Stufe",
        starts_on=today() + timedelta(days=30),
        units=[office.units["51"].pk],
        by=office.actor("reisestelle"),
        **facts,
    )


def brought_stage(office: Office, found: Stage) -> Case:
    """The staff council is asked about a stage."""
    subject = of_stage(found)
    return brought(office, kind=subject.kind, subject=subject.key, title=subject.title)


def measure(office: Office, *bodies: str, about: str = "mitarbeiterin") -> Measure:
    """A transfer that needs these bodies."""
    return intend_measure(
        kind="umsetzung",
        person_id=office.people[about].pk,
        effective_on=today() + timedelta(days=60),
        plan=[],
        bodies=bodies,
        by=office.actor("teamleitung"),
    )


def brought_measure(office: Office, found: Measure, *bodies: str) -> dict[str, Case]:
    """These bodies are asked about a measure."""
    subject = of_measure(found, bodies)
    first = brought(
        office,
        "teamleitung",
        kind=subject.kind,
        subject=subject.key,
        title=subject.title,
        bodies=bodies,
        about=subject.about,
    )
    return cases_of(first)


def whole_life(office: Office) -> None:
    """A matter from the beginning to the end, with everything that it announces."""
    from meindo.platform.outbox.worker import drain

    with_bodies(office)
    decide(office, brought(office), "consent")
    drain()
