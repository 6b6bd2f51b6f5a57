"""What can be brought forward, and what waits for it: stages, measures, values, processes, computations.

A subject is named by its kind and its own name ("stage:<uuid>"), so that the answer finds its way back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from meindo.kernel.message import mark
from meindo.platform.access.viewer import Viewer
from meindo.platform.cases import catalogue
from meindo.platform.law import values
from meindo.platform.people.measure_models import Measure, Participation
from meindo.platform.registry.catalogue import service, services
from meindo.platform.registry.evaluation import evaluations
from meindo.platform.rollout.models import Stage
from meindo.platform.rollout.queries import stages

from . import queries
from .bodies import BODIES
from .models import Part

STAGE, MEASURE, VALUE, RULE, PROCESS = "stage", "measure", "value", "rule", "process"
EVALUATION, OTHER = "evaluation", "other"
KINDS = {
    STAGE: mark("Einführung eines Dienstes"),
    MEASURE: mark("Personalmaßnahme"),
    VALUE: mark("Wert, nach dem gerechnet wird"),
    RULE: mark("Regel, nach der gerechnet wird"),
    PROCESS: mark("Verfahren"),
    EVALUATION: mark("Auswertung, die Beschäftigte zeigen kann"),
    OTHER: mark("andere Angelegenheit"),
}
FREE = (RULE, PROCESS, EVALUATION, VALUE, OTHER)  # what can be brought forward without a subject of the program


@dataclass(frozen=True)
class Subject:
    """Something of the program that a body can be asked about. `bodies` has to be asked, as far as it is known."""

    key: str
    kind: str
    title: str
    text: str = ""
    bodies: tuple[str, ...] = ()
    about: int | None = None
    unit: int | None = None
    parts: tuple[Part, ...] = ()
    waits: bool = True


def subjects(viewer: Viewer, measures: list[Measure]) -> list[Subject]:
    """Everything that can be brought forward, with what was brought forward already; `measures` in reach."""
    found = [*_stages(), *_measures(measures), *_values(), *_processes(), *_rules(), *_evaluations()]
    asked = queries.asked_about(subject.key for subject in found)
    return [replace(subject, parts=tuple(asked.get(subject.key, []))) for subject in found]


def _stages() -> Iterator[Subject]:
    for stage in waiting_stages():
        yield of_stage(stage)


def waiting_stages() -> list[Stage]:
    """The planned stages whose participation has no result yet."""
    return [stage for stage in stages() if stage.started_at is None and not stage.participation]


def of_stage(stage: Stage) -> Subject:
    """A stage that waits for the staff council."""
    units = ", ".join(str(entry.unit) for entry in stage.units.all())
    text = _("{service} soll ab {day} in diesen Einheiten ohne Papier genutzt werden: {units}.")
    return Subject(
        key=f"{STAGE}:{stage.uuid}",
        kind=STAGE,
        title=f"{_(service(stage.service).label)}: {stage.label}"[:200],
        text=text.format(service=_(service(stage.service).label), day=f"{stage.starts_on:%d.%m.%Y}", units=units),
        bodies=("personalrat",),
    )


def _measures(rows: list[Measure]) -> Iterator[Subject]:
    for measure in rows:
        asked = [part.body for part in measure.participations.all() if not part.answered_at and not part.held_in]
        if asked:
            yield of_measure(measure, tuple(body for body in asked if body in BODIES))


def of_measure(measure: Measure, bodies: tuple[str, ...]) -> Subject:
    """A measure about a person; its title does not name them."""
    kind = measure.kind.replace("_", " ").capitalize()
    return Subject(
        key=f"{MEASURE}:{measure.uuid}",
        kind=MEASURE,
        title=_("{kind} ab {day}").format(kind=kind, day=f"{measure.effective_on:%d.%m.%Y}"),
        bodies=bodies,
        about=measure.person_id,
    )


def _values() -> Iterator[Subject]:
    released = values.released_hashes()
    for source in values.in_use().values():
        for value in source.needing_release():
            if value.value_hash not in released:
                label = _(value.label) if value.label else value.key
                yield Subject(
                    f"{VALUE}:{value.value_hash}", VALUE, f"{label} ({value.norm})"[:200], bodies=("personalrat",)
                )


def _processes() -> Iterator[Subject]:
    for process in catalogue.all_processes():
        if catalogue.newest(process.key) is process:
            title = _("{name}, Version {version}").format(name=_(process.label), version=process.version)
            yield Subject(f"{PROCESS}:{process.key}:{process.version}", PROCESS, title, waits=False)


def _rules() -> Iterator[Subject]:
    for entry in services():
        for algorithm in entry.algorithms:
            yield Subject(f"{RULE}:{algorithm.key}", RULE, _(algorithm.label), waits=False)


def _evaluations() -> Iterator[Subject]:
    for found in evaluations():
        yield Subject(f"{EVALUATION}:{found.key}", EVALUATION, str(_(found.label))[:200], waits=False)


def stage_of(subject: str) -> Stage | None:
    """The stage that a subject names."""
    kind, _colon, name = subject.partition(":")
    return next((stage for stage in stages() if str(stage.uuid) == name), None) if kind == STAGE else None


def participation_of(subject: str, body: str) -> Participation | None:
    """The body's part in the measure that a subject names."""
    kind, _colon, name = subject.partition(":")
    return queries.participation_in(name, body) if kind == MEASURE else None
