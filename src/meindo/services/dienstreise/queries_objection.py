"""Reads of Widersprüche and assertions: what can be objected to and until when, who decided before, what was paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Sum

from meindo.kernel.message import mark as _
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Persons, Reason
from meindo.platform.cases.timeline import events_of
from meindo.platform.clock import BERLIN, today
from meindo.platform.files.models import LETTER, Document
from meindo.platform.payroll.models import PayLine
from meindo.platform.people.models import StatusGroup, Terms
from meindo.platform.prepared import Prepared

from . import queries
from .models import Claim, Objection
from .rules_remedy import ASSERTION, WIDERSPRUCH, remedy_deadline, remedy_law
from .wage_types import OF_SETTLEMENT

# The steps behind a decision, each with the moves that were the decision, by the process of the case.
OF_TRIPS: dict[str, tuple[str, ...]] = {
    "payout": ("order",),
    "paid": ("order",),
    "closed": ("close_unpaid",),
    "claim_rejected": ("reject_claim",),
    "reversed": ("order_reversal",),
    "rejected": ("reject",),
}
DECIDED_BY: dict[str, dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(queries.CLAIMED, OF_TRIPS),
    queries.PERMITTED: {"rejected": ("reject",), "revoked": ("revoke",)},
    queries.RECOVERED: {"payout": ("order",), "recovered": ("order",)},
}
LIFTED = ("rejected", "revoked")  # no amount was decided on
REOPEN = "reopen"  # the move that carries out a granted objection: what was decided holds no more


def decisions_on(case: Case) -> tuple[str, ...]:
    """The moves that decided what the case stands at; none where there is nothing to object to."""
    return DECIDED_BY.get(case.process, {}).get(case.step, ())


def is_about_settlement(contested: Case) -> bool:
    """Whether the decision set what is paid for a trip or a month."""
    return contested.process in queries.CLAIMED and contested.step not in LIFTED


@dataclass(frozen=True)
class Contestable:
    """A decision that can be objected to: its event, how (by the person's status), given when, in time until when."""

    event: CaseEvent
    kind: str
    given_on: date
    until: date

    @property
    def is_late(self) -> bool:
        """Whether the time is over: it can be filed all the same, a person decides."""
        return today() > self.until


def is_civil_servant(employment_id: int, day: date) -> bool:
    """Whether the employment was one of a Beamt*in on a day."""
    return bool(Terms.value_on(day, "status_group", employment_id=employment_id) == StatusGroup.BEAMTE)


class Beside(NamedTuple):
    """An objection as the page of the trip shows it."""

    uuid: UUID
    number: str
    process: str
    version: int
    step: str
    kind: str
    revision: int


def contestable(
    case: Case, letters: list[Document] | None = None, objections: list[Beside] | None = None
) -> Contestable | None:
    """What the person can object to now; None before the letter is there, and while an objection to it runs.

    A page hands over the letters of the case and the objections to it that it has read anyway. What was decided
    on an older version of the process cannot be reopened here: its letter names the way.
    """
    moves = decisions_on(case)
    event = next((event for event in reversed(events_of(case)) if event.move in moves), None)
    if event is None or not (is_about_settlement(case) or _can_reopen(case)):
        return None
    if letters is None:
        letters = list(Document.objects.filter(case_id=case.pk, kind=LETTER))
    given_at = min((letter.created_at for letter in letters if letter.created_at >= event.at), default=None)
    runs = any(
        found.revision == event.revision and found.step != "withdrawn"
        for found in (objections_to(case) if objections is None else objections)
    )
    if given_at is None or runs:
        return None
    given_on = given_at.astimezone(BERLIN).date()
    decided_on = event.at.astimezone(BERLIN).date()
    kind = WIDERSPRUCH if is_civil_servant(case.employment_id, decided_on) else ASSERTION
    return Contestable(event, kind, given_on, remedy_deadline(given_on, kind, remedy_law(given_on)))


def _can_reopen(case: Case) -> bool:
    return any(move.key == REOPEN for move in catalogue.process_of(case.process, case.version).moves)


def objection_of(case: Case) -> Objection:
    """What stands behind the case of an objection; read once per case object."""
    seen: dict[str, Any] = case.__dict__
    if "objection_seen" not in seen:
        seen["objection_seen"] = Objection.objects.select_related("contested").get(case=case)
    found: Objection = seen["objection_seen"]
    return found


_objections = Prepared(
    lambda contested: (
        Objection.objects.filter(contested=contested)
        .order_by("id")
        .values_list(
            *(f"case__{name}" for name in ("uuid", "number", "process", "version", "step")), "kind", "revision"
        )
    )
)


def objections_to(case: Case) -> list[Beside]:
    """Every objection to a case that the viewer was already allowed to open, first to last."""
    return [Beside(*row) for row in _objections(case.pk)]


def deciders_before(case: Case) -> Persons:
    """Who decided anything on the case objected to."""
    decided = CaseEvent.objects.filter(case__objections__case=case, decides=True, by__isnull=False)
    return frozenset(decided.values_list("by_id", flat=True))


def not_decided_before_by(person: int) -> Q:
    """The same for lists: cases whose contested case the person did not decide on."""
    decided = CaseEvent.objects.filter(case__objections__case=OuterRef("pk"), decides=True, by_id=person)
    return Q(~Exists(decided))


def not_released(objection: Objection) -> Reason | None:
    """A trial run is never paid, also not after an objection."""
    claim = claim_of(objection)
    if claim is None:
        return Reason(_("Es liegt noch keine Abrechnung vor."))
    if claim.result().trial:
        return Reason(_("Probelauf: Das Ergebnis nutzt Werte, die noch nicht von zwei Personen freigegeben sind."))
    return None


def claim_of(objection: Objection) -> Claim | None:
    """The claim on which the decision objected to was made."""
    return queries.claim_seen(objection.contested)


def paid_so_far(objection: Objection, wage_type: str | None = None) -> Decimal:
    """What was ordered for the trip up to now, also after earlier objections, without what payroll refused.
    What was set off against an advance counts as paid.
    """
    lines = PayLine.objects.filter(Q(case=objection.contested) | Q(case__objection__contested=objection.contested))
    lines = lines.exclude(accepted=False).filter(wage_type__in=[wage_type] if wage_type else OF_SETTLEMENT)
    return lines.aggregate(total=Sum("amount_eur"))["total"] or Decimal("0.00")


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's objections as plain data."""
    for found in Objection.objects.filter(case__person_id=person_id).select_related("case", "contested").order_by("id"):
        yield {
            "number": found.case.number,
            "step": found.case.step,
            "objects_to": found.contested.number,
            "kind": found.kind,
            "reason": found.reason,
            "asked_eur": None if found.asked_eur is None else str(found.asked_eur),
        }
