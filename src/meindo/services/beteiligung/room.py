"""What the pages of the room show: rows, groups of what can be brought forward, one matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from meindo.platform.access.viewer import Viewer
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.people.measure_models import Measure
from meindo.platform.people.queries import people_of

from . import queries, who
from .bodies import BODIES, OFFICE
from .forms import DoneForm, PromiseForm
from .models import Part
from .subjects import KINDS, Subject, subjects


def step_of(case: Case) -> str:
    """Where a case stands, in words."""
    return _(catalogue.process_of(case.process, case.version).step(case.step).label)


def row(part: Part) -> dict[str, Any]:
    """A part as a list shows it."""
    case = part.case
    return {
        "case": case,
        "title": part.item.title,
        "kind": _(KINDS[part.item.kind]),
        "body": _(BODIES[part.body].label),
        "state": step_of(case),
        "late": case.is_open and case.due_on is not None and case.due_on < today(),
    }


@dataclass(frozen=True)
class Group:
    """Things of one kind that can be brought forward; `open` ones wait, `done` were brought forward or need not be."""

    kind: str
    waits: list[Subject]
    asked: list[tuple[Subject, list[dict[str, Any]]]]
    others: list[Subject]


def groups(viewer: Viewer) -> list[Group]:
    """What can be brought forward, by kind: what waits first."""
    found = subjects(viewer, _measures(viewer))
    kinds = [kind for kind in KINDS if any(subject.kind == kind for subject in found)]
    return [_group(kind, [subject for subject in found if subject.kind == kind]) for kind in kinds]


def _group(kind: str, found: Iterable[Subject]) -> Group:
    rows = list(found)
    return Group(
        kind=_(KINDS[kind]),
        waits=[subject for subject in rows if subject.waits and not subject.parts],
        asked=[(subject, [row(part) for part in subject.parts]) for subject in rows if subject.parts],
        others=[subject for subject in rows if not subject.waits and not subject.parts],
    )


def _measures(viewer: Viewer) -> list[Measure]:
    return queries.open_measures(who.measures_in_reach(viewer.person_id, viewer.day))


def subject_named(viewer: Viewer, key: str) -> Subject | None:
    """A thing of the program by its key, as far as the viewer may bring it forward."""
    return next((found for found in subjects(viewer, _measures(viewer)) if found.key == key), None)


def page(viewer: Viewer, part: Part, case: Case) -> dict[str, Any]:
    """One matter, beside what every case page shows."""
    item, body = part.item, BODIES[part.body]
    own_body = viewer.role == part.body
    facts = [
        (_("Wer antwortet"), _(body.label)),
        (_("Worum es geht"), _(KINDS[item.kind])),
        (_("Betroffene Person"), item.about.display_name if item.about else ""),
        (_("Eingegangen"), f"{item.received_on:%d.%m.%Y}"),
        (_("Frist verkürzt, weil"), item.urgent_because),
        (_("Norm"), str(body.norm)),
    ]
    return {
        "part": part,
        "item": item,
        "facts": [(label, text) for label, text in facts if text],
        "papers": queries.papers_of(item.pk),
        "siblings": [row(other) for other in queries.siblings(viewer, part)] if viewer.role == OFFICE else [],
        "promises": list(queries.promises_of(part)),
        "promise_form": PromiseForm(),
        "done_form": DoneForm(),
        "can_promise": viewer.role in (OFFICE, part.body),
        "is_office": viewer.role == OFFICE,
        "meetings": queries.meetings_without(viewer, part, today()) if own_body else [],
        "has_resolution": viewer.role in (OFFICE, part.body) and queries.answer_of(case) is not None,
        "today": today(),
    }


def bodies_with_people(day: date) -> list[tuple[str, str, list[str]]]:
    """Who speaks for the staff: each body, its norm and its people."""
    found = []
    for body in BODIES.values():
        people = people_of(sorted(who.members((body.key,), day)))
        found.append((_(body.label), str(body.norm), [person.display_name for person in people]))
    return found
