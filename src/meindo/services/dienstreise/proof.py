"""What the receipts of a claim prove, and what the travel office should look at; nobody is refused for a missing one.

Receipts need not be attached (LRKG NRW § 3 Abs. 2), the office may ask for them. Only a night is paid by its receipt:
above the lump sum of § 7 Abs. 1 it is worth a look when none came along.
"""

import re

from django.utils.translation import gettext as _

from meindo.kernel.refusal import NotCovered
from meindo.platform.cases.models import Attachment, Case, Draft
from meindo.platform.cases.queries_attachments import attached_to, same_elsewhere

from . import rules
from .forms import MEANS
from .journeys import Journeys

SLOT = re.compile(r"([a-z]+?)s?(\d*)")


def attention(case: Case, draft: Draft | None, journeys: Journeys) -> list[str]:
    """Why the receipts of a claim need a look."""
    rows = attached_to(case, draft)
    missing = _nights_on_receipt(journeys) and not any(_proves_nights(row) for row in rows)
    found = ["receipt_missing"] if missing else []
    return found + (["receipt_twice"] if same_elsewhere([row.document for row in rows]) else [])


def _nights_on_receipt(journeys: Journeys) -> bool:
    costs = [night.cost_eur for night in journeys.nights if night.kind == "receipt"]
    try:
        return bool(costs) and max(costs) > rules.law_for(journeys.first).decimal("overnight_lump_sum")
    except NotCovered:
        return bool(costs)


def _proves_nights(row: Attachment) -> bool:
    return not row.slot or row.slot.startswith("night")


def slot_of(field: str) -> str:
    """The part of a claim that a file proves which comes with the answer about a field: "leg2_fare" is about "leg2"."""
    part = field.partition("_")[0]
    return part if re.fullmatch(r"leg\d+|night\d+|nights|cost\d+", part) else ""


def slot_label(slot: str, journeys: Journeys) -> str:
    """The part of a claim that a receipt was given for; empty for the whole trip and for what is not claimed."""
    found = SLOT.fullmatch(slot)
    if found is None:
        return ""
    kind, number = found[1], int(found[2] or 0)
    if kind == "leg" and 0 < number <= len(journeys.legs):
        means = dict(MEANS)[journeys.legs[number - 1].means]
        return f"{_('Fahrt {number}').format(number=number)}: {means}"
    if kind == "cost" and 0 < number <= len(journeys.other_costs):
        return journeys.other_costs[number - 1].label
    if kind == "night":
        return _("Nacht {number}").format(number=number) if number else _("Übernachtung")
    return ""
