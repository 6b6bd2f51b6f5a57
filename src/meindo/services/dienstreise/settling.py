"""From the journeys of a claim to its result, and to what a person should look at; nothing is stored here."""

from dataclasses import replace
from datetime import date

from meindo.kernel.finding import Finding, Hint
from meindo.platform.cases.models import Case
from meindo.platform.law.queries import values_in_use, values_used
from meindo.platform.law.values import released_hashes

from . import rules, same_day
from .journey import Journey
from .journeys import Journeys
from .models import Claim
from .queries_entitlement import may_travel_first_class
from .rules_collective import any_late, collective_settlement


def with_records(case: Case, journeys: Journeys) -> Journeys:
    """The journeys with what our own records say: other trips on the same days, and whether first class is allowed."""

    def allowed(journey: Journey) -> Journey:
        entitled = journey.first_class_entitled or may_travel_first_class(case.person_id, journey.first_day)
        return replace(journey, first_class_entitled=entitled)

    asked = any(leg.train_class == 1 for leg in journeys.legs) or not journeys.collective
    beside = same_day.with_settled(case, journeys)
    return beside.changed(allowed) if asked else beside


def preview(journeys: Journeys) -> Finding:
    """What the claim would give by the law of the first day of each trip and today's releases; nothing is stored.

    Other trips on the same day count only as far as the journeys hold them (`same_day.with_settled`).
    """
    local = values_in_use() if journeys.stops else None
    released = released_hashes()
    return collective_settlement(journeys, lambda journey: rules.law_for(journey, released, local))


def hints_of(journeys: Journeys) -> tuple[Hint, ...]:
    """What a person should look at; it depends neither on releases nor on other trips."""
    local = values_in_use() if journeys.stops else None
    return collective_settlement(journeys, lambda journey: rules.law_for(journey, local=local)).hints


def recomputed(claim: Claim) -> Finding:
    """Compute a stored claim again by the releases and local tables that it was computed with."""
    stored = claim.result()
    journeys = Journeys.from_data(claim.journey)
    waiting = {reason.params["id"] for reason in stored.trial_reasons}
    released = frozenset(ref.value_hash for ref in stored.refs if ref.id not in waiting)
    local = values_used(ref.value_hash for ref in stored.refs if ref.local) if journeys.stops else None
    return collective_settlement(journeys, lambda journey: rules.law_for(journey, released, local))


def is_late(journeys: Journeys, came_on: date) -> bool:
    """Whether the deadline of one of the trips was over on the day on which the claim came in."""
    return any_late(journeys, came_on, rules.law_for)


def attention_of(finding: Finding, late: bool) -> list[str]:
    """Why the result of a claim needs a look, as keys."""
    found = ["late"] if late else []
    found += ["not_covered"] if finding.refusals else []
    found += ["trial"] if finding.trial else []
    return found + sorted({hint.name for hint in finding.hints})
