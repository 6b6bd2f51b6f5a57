"""Receipts in the original: until when the office may ask for them, until when the person has time."""

from datetime import date

from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.refusal import NotCovered
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.clock import BERLIN, today

from . import queries, rules
from .journeys import Journeys

NORMS = {"lrkg_nrw": "LRKG NRW § 3 Abs. 2", "brkg": "BRKG § 3 Abs. 1"}


def asked_until(case: Case) -> date | None:
    """The last day on which the office may ask for receipts of this claim; None where no law on record says one."""
    filed_at, law = queries.first_filed_at(case), _law(case)
    if filed_at is None or law is None:
        return None
    return rules.receipts_asked_until(filed_at.astimezone(BERLIN).date(), law)


def too_late_to_ask(case: Case) -> Reason | None:
    """Why the office cannot ask any more."""
    last_day = asked_until(case)
    if last_day is None:
        return Reason(_("Für diese Reise ist keine Frist hinterlegt, in der Belege verlangt werden dürfen."))
    if today() > last_day:
        params = {"day": last_day, "norm": norm_of(case)}
        return Reason(_("Belege durften nur bis zum {day} verlangt werden ({norm})."), params)
    return None


def deliver_by(case: Case) -> date | None:
    """The last day on which receipts asked for today are in time."""
    law = _law(case)
    return None if law is None else rules.receipts_due(today(), law)


def still_waiting(case: Case) -> Reason | None:
    """Why the office has to wait for an answer: the person has time until a day."""
    if case.due_on is not None and today() <= case.due_on:
        return Reason(_("Die Person hat bis zum {day} Zeit für ihre Antwort."), {"day": case.due_on})
    return None


def norm_of(case: Case) -> str:
    """Where the times for receipts stand, for the law of this trip."""
    claim = queries.claim_seen(case)
    return NORMS.get(Journeys.from_data(claim.journey).first.regime, NORMS["lrkg_nrw"]) if claim else NORMS["lrkg_nrw"]


def _law(case: Case) -> Law | None:
    claim = queries.claim_seen(case)
    law = None if claim is None else rules.law_for(Journeys.from_data(claim.journey).first)
    return law if law is not None and _is_known(law) else None


def _is_known(law: Law) -> bool:
    try:
        law.integer("receipts_ask_months")
    except NotCovered:
        return False
    return True
