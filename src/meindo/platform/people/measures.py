"""Personnel measures: intended, taken part in, ordered; only then do their facts hold (LPVG NRW §§ 66, 69)."""

from datetime import date
from typing import Any

from django.db.models import F

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work

from . import projection
from .commands import state
from .measure_models import Measure, MeasureState, Participation
from .queries_movements import from_plan

PURPOSE = "people.measure"
FIRST_PERIOD_DAYS = 10
SECOND_PERIOD_DAYS = 10
AGREED, DEEMED, ARBITRATED, PROVISIONAL, REFUSED = "zustimmung", "fiktion", "einigung", "vorlaeufig", "ablehnung"
HEARD = "angehoert"  # of a body without a veto: its statement was there and was weighed, or it made none
CARRIES = (AGREED, DEEMED, ARBITRATED, PROVISIONAL, HEARD)
WITH_VETO = "personalrat"
DONE = (MeasureState.EFFECTIVE, MeasureState.ORDERED, MeasureState.REVOKED)


class MeasureRefused(Exception):
    """The measure cannot take this step; the text says why."""


def intend_measure(
    *, kind: str, person_id: int, effective_on: date, plan: list[dict[str, Any]], bodies: tuple[str, ...], by: Actor
) -> Measure:
    """Write down what is intended and ask the bodies; `plan` lists {model, key, values, valid_from, valid_until}."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        measure = Measure.objects.create(
            kind=kind,
            person_id=person_id,
            effective_on=effective_on,
            plan=plan,
            created_at=work.at,
            state=MeasureState.PARTICIPATION if bodies else MeasureState.INTENDED,
        )
        due = WorkingDays().add(today(), FIRST_PERIOD_DAYS)
        for body in bodies:
            Participation.objects.create(measure=measure, body=body, asked_at=work.at, due_on=due)
        work.record("measure.intended", f"measure:{measure.uuid}", measure_kind=kind, bodies=list(bodies))
    return measure


def hand_over(participation: Participation, *, ref: str, due_on: date, by: Actor) -> None:
    """The body answers itself in the case `ref`, until a day; from now on nobody notes an answer in its place."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        if not _answerable(participation).filter(held_in="").update(held_in=ref, due_on=due_on):
            raise MeasureRefused(_("Diese Stelle ist schon gefragt oder hat schon geantwortet."))
        work.record("measure.handed_over", f"measure:{participation.measure.uuid}", body=participation.body, ref=ref)


def take_over(participation: Participation, *, ref: str, by: Actor) -> None:
    """The case was withdrawn before the body answered: it can be asked again."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        if _answerable(participation).filter(held_in=ref).update(held_in=""):
            work.record("measure.taken_over", f"measure:{participation.measure.uuid}", body=participation.body, ref=ref)


def discuss(participation: Participation, *, by: Actor, ref: str = "", due_on: date | None = None) -> None:
    """The discussion (Erörterung) took place: the second period begins, only now can silence count."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        _check_place(participation, ref)
        due = due_on or WorkingDays().add(today(), SECOND_PERIOD_DAYS)
        _answerable(participation).update(discussed_at=work.at, due_on=due)
        Measure.objects.filter(pk=participation.measure_id).update(state=MeasureState.DISCUSSION)
        work.record("measure.discussed", f"measure:{participation.measure.uuid}", body=participation.body)


def answer(participation: Participation, said: str, *, by: Actor, reason: str = "", ref: str = "") -> None:
    """A body answered, or arbitration or a provisional rule replaced its answer. A refusal needs a reason. `ref` is
    the case in which it answered, if there is one.
    """
    if said not in (*CARRIES, REFUSED) or (said == HEARD and participation.body == WITH_VETO):
        raise MeasureRefused(_("Diese Antwort gibt es nicht."))
    if said == REFUSED and not reason.strip():
        raise MeasureRefused(_("Eine Ablehnung braucht Gründe (§ 66 Abs. 2 LPVG NRW)."))
    _check_place(participation, ref)
    fresh = Participation.objects.get(pk=participation.pk)
    if said == DEEMED and (fresh.discussed_at is None or fresh.due_on >= today()):
        raise MeasureRefused(_("Schweigen gilt erst nach der Erörterung und nach Ablauf der zweiten Frist."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Participation.objects.filter(pk=participation.pk)
        overruled = said in (ARBITRATED, PROVISIONAL)
        rows = rows if overruled else rows.filter(answered_at__isnull=True)
        if not rows.update(answered_at=work.at, answer=said, reason=reason):
            raise MeasureRefused(_("Diese Stelle hat schon geantwortet."))
        work.record("measure.answered", f"measure:{participation.measure.uuid}", body=participation.body, said=said)


def _check_place(participation: Participation, ref: str) -> None:
    if Participation.objects.get(pk=participation.pk).held_in != ref:
        raise MeasureRefused(_("Diese Stelle antwortet selbst, in dem Vorgang, in dem sie gefragt wurde."))


def _answerable(participation: Participation) -> Any:
    return Participation.objects.filter(pk=participation.pk, answered_at__isnull=True)


def missing_bodies(measure: Measure) -> list[str]:
    """The bodies whose participation does not carry the measure yet."""
    return [p.body for p in measure.participations.order_by("body") if p.answer not in CARRIES]


def order_measure(measure: Measure, *, by: Actor) -> None:
    """Order the measure: its facts are stated for their days; refused while participation is missing."""
    missing = missing_bodies(measure)
    if missing:
        raise MeasureRefused(f"Es fehlt die Beteiligung: {', '.join(missing)}.")
    with unit_of_work(by, purpose=PURPOSE) as work:
        open_states = Measure.objects.filter(pk=measure.pk, revision=measure.revision)
        open_states = open_states.exclude(state__in=DONE)
        effective = measure.effective_on <= today()
        wanted = MeasureState.EFFECTIVE if effective else MeasureState.ORDERED
        if not open_states.update(state=wanted, revision=F("revision") + 1):
            raise MeasureRefused(_("Diese Maßnahme ist schon verfügt, aufgehoben oder inzwischen geändert."))
        _state_plan(work, measure)
        projection.rebuild()
        if effective:
            work.emit("measure.effective", person=measure.person_id)


def drop_measure(measure: Measure, *, reason: str, by: Actor) -> None:
    """What was intended is not pursued; nothing of it ever held. Refused once it is ordered, and while a body answers
    in a case of its own: there the question is taken back first.
    """
    if not reason.strip():
        raise MeasureRefused(_("Bitte geben Sie einen Grund an."))
    if measure.participations.filter(answered_at__isnull=True).exclude(held_in="").exists():
        raise MeasureRefused(
            _("Eine Stelle ist noch in einem Vorgang gefragt. Nehmen Sie die Frage zuerst dort zurück.")
        )
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Measure.objects.filter(pk=measure.pk, revision=measure.revision).exclude(state__in=DONE)
        if not rows.update(state=MeasureState.REVOKED, revision=F("revision") + 1):
            raise MeasureRefused(_("Diese Maßnahme ist schon verfügt, aufgehoben oder inzwischen geändert."))
        work.record("measure.dropped", f"measure:{measure.uuid}", reason=reason.strip()[:300])


def _state_plan(work: Work, measure: Measure) -> None:
    for model, statement in from_plan(measure.plan):
        state(model, [statement], source=f"measure:{measure.uuid}", measure_id=measure.pk)
        work.record("measure.fact", f"measure:{measure.uuid}", model=model._meta.object_name)
