"""What the personnel office reads of a measure: state of participation, next step, what can be done now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.access.viewer import Viewer, rule_for, visible
from meindo.platform.clock import BERLIN, today
from meindo.platform.people import measures
from meindo.platform.people.measure_models import Measure, MeasureState, Participation
from meindo.platform.people.queries import about_people_in_reach
from meindo.ui.cells import Text, date_text
from meindo.web.bodies import BODIES
from meindo.web.movements import LABELS

ROLE = "hr_office"
FINAL = (MeasureState.ORDERED, MeasureState.EFFECTIVE, MeasureState.REVOKED)
ANSWERS = {
    measures.AGREED: gettext_lazy("zugestimmt"),
    measures.DEEMED: gettext_lazy("Zustimmung gilt als erteilt"),
    measures.ARBITRATED: gettext_lazy("durch die Einigungsstelle ersetzt"),
    measures.PROVISIONAL: gettext_lazy("vorläufige Regelung"),
    measures.HEARD: gettext_lazy("angehört"),
    measures.REFUSED: gettext_lazy("abgelehnt"),
}
DISCUSS = "discuss"
ACTIONS = {
    DISCUSS: gettext_lazy("Erörterung fand statt"),
    measures.AGREED: gettext_lazy("Hat zugestimmt"),
    measures.REFUSED: gettext_lazy("Hat abgelehnt"),
    measures.DEEMED: gettext_lazy("Zustimmung gilt als erteilt"),
    measures.ARBITRATED: gettext_lazy("Einigungsstelle hat ersetzt"),
    measures.PROVISIONAL: gettext_lazy("Vorläufig regeln"),
}


def in_reach(viewer: Viewer) -> Q:
    """The measures about people of the units for which the viewer answers in personnel matters, never the own ones."""
    if viewer.role != ROLE:
        return Q(pk__in=())
    return about_people_in_reach(viewer.person_id, ROLE, viewer.day) & ~Q(person_id=viewer.person_id)


rule_for(Measure, in_reach)


@dataclass(frozen=True)
class Part:
    """One body: what it said or until when it can, and what the office can note down for it now."""

    pk: int
    body: Text
    state: str
    reason: str
    actions: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Shown:
    """A measure in words."""

    measure: Measure
    kind: str
    next_step: str
    parts: tuple[Part, ...]
    can_order: bool


def measures_of(viewer: Viewer) -> QuerySet[Measure]:
    """Those farthest ahead first."""
    rows = visible(viewer, Measure).select_related("person").prefetch_related("participations")
    return rows.order_by("-effective_on", "-id")


def shown(measure: Measure) -> Shown:
    """Everything that list and page say."""
    parts = sorted(measure.participations.all(), key=lambda part: part.body)
    is_open = measure.state not in FINAL
    carried = all(part.answer in measures.CARRIES for part in parts)
    return Shown(
        measure=measure,
        kind=str(LABELS.get(measure.kind) or measure.kind.replace("_", " ").capitalize()),
        next_step=_next_open(parts) if is_open else _final(measure),
        parts=tuple(_part(part, is_open) for part in parts),
        can_order=is_open and carried,
    )


def _final(measure: Measure) -> str:
    if measure.state == MeasureState.REVOKED:
        return _("Aufgehoben.")
    return _("Verfügt, wirksam ab {day}.").format(day=date_text(measure.effective_on))


def _next_open(parts: list[Participation]) -> str:
    """What comes next: the hardest obstacle first."""
    refused = [_body(part) for part in parts if part.answer == measures.REFUSED]
    if refused:
        text = _("{bodies} hat abgelehnt: Einigungsstelle anrufen oder vorläufig regeln.")
        return text.format(bodies=", ".join(map(str, refused)))
    waiting = [part for part in parts if not part.answer]
    silent = [_body(part) for part in waiting if _is_silent(part)]
    if silent:
        text = _("{bodies} hat sich nicht geäußert: Die Zustimmung kann als erteilt gelten.")
        return text.format(bodies=", ".join(map(str, silent)))
    if waiting:
        text = _("Wartet auf {bodies}, bis {day}.")
        return text.format(bodies=", ".join(str(_body(p)) for p in waiting), day=date_text(_first(waiting)))
    return _("Die Beteiligung ist abgeschlossen. Die Maßnahme kann verfügt werden.")


def _first(parts: list[Participation]) -> date:
    return min(part.due_on for part in parts)


def _is_silent(part: Participation) -> bool:
    """Silence counts after the discussion and the second period (LPVG NRW § 66 Abs. 2)."""
    return not part.answer and part.discussed_at is not None and part.due_on < today()


def _body(part: Participation) -> Text:
    return BODIES.get(part.body, part.body.capitalize())


def _part(part: Participation, is_open: bool) -> Part:
    offered = tuple((key, ACTIONS[key]) for key in possible(part)) if is_open else ()
    return Part(part.pk, _body(part), _state(part), part.reason, offered)


def _state(part: Participation) -> str:
    if part.answered_at is not None:
        said = ANSWERS.get(part.answer, part.answer)
        return _("{said} am {day}").format(said=said, day=date_text(part.answered_at.astimezone(BERLIN).date()))
    if part.held_in and part.discussed_at is None:
        return _("gefragt im Vorgang {number}, Antwort bis {day}").format(
            number=part.held_in, day=date_text(part.due_on)
        )
    if part.discussed_at is not None:
        return _("erörtert, Antwort bis {day}").format(day=date_text(part.due_on))
    return _("gefragt, Antwort bis {day}").format(day=date_text(part.due_on))


def possible(part: Participation) -> tuple[str, ...]:
    """What can be noted down for a body as it stands; nothing for one that answers itself."""
    if part.held_in:
        return ()
    if part.answer == measures.REFUSED:
        return (measures.ARBITRATED, measures.PROVISIONAL)
    if part.answer:
        return ()
    first = () if part.discussed_at is not None else (DISCUSS,)
    silence = (measures.DEEMED,) if _is_silent(part) else ()
    return (*first, measures.AGREED, measures.REFUSED, *silence, measures.PROVISIONAL)
