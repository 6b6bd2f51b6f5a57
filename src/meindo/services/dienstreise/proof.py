"""What the receipts of a claim prove, and what the travel office should look at; nobody is refused for a missing one.

Receipts need not be attached (LRKG NRW § 3 Abs. 2), the office may ask for them. Only a night is paid by its receipt:
above the lump sum of § 7 Abs. 1 it is worth a look when none came along.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meindo.kernel.refusal import NotCovered
from meindo.platform.cases.models import Attachment, Case, Draft
from meindo.platform.cases.queries_attachments import attached_to, same_elsewhere

from . import rules
from .answers_month import ROW, span_of
from .forms import MEANS, WITH_FARE
from .journeys import Journeys
from .legs import Leg

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


def slot_of(field: str, answers: Mapping[str, Any]) -> str:
    """The part of a claim that a file proves which comes with the answer about a field: "leg2_fare" is about "leg2",
    and "trip3_fare" about the ride of the third row. `answers` are the right ones of the claim.
    """
    part = field.partition("_")[0]
    row = ROW.fullmatch(field)
    span = span_of(answers, int(row[1])) if row else None
    if span is not None:
        return ride_slot(span.start)
    return part if re.fullmatch(r"leg\d+|night\d+|nights|cost\d+", part) else ""


def ride_slot(start: datetime) -> str:
    """The part of a month that a receipt proves: the ride that began then. Rows are renumbered, their times are not."""
    return f"ride{start:%d%H%M}"


def fare_slots(journeys: Journeys) -> Iterator[tuple[Leg, str]]:
    """The rides with a fare, each with the part of the claim under which a receipt is given for it."""
    if journeys.collective:
        rides = [(leg, ride_slot(journey.start)) for journey in journeys.each for leg in journey.legs]
    else:
        rides = [(leg, f"leg{number}") for number, leg in enumerate(journeys.legs, 1)]
    yield from ((leg, slot) for leg, slot in rides if leg.means in WITH_FARE)


def slot_label(slot: str, journeys: Journeys) -> str:
    """The part of a claim that a receipt was given for; empty for the whole trip and for what is not claimed."""
    found = SLOT.fullmatch(slot)
    if found is None:
        return ""
    kind, number = found[1], int(found[2] or 0)
    if kind == "ride" and journeys.collective:
        return _ride_label(slot, journeys)
    if kind == "leg" and 0 < number <= len(journeys.legs):
        means = dict(MEANS)[journeys.legs[number - 1].means]
        return f"{_('Fahrt {number}').format(number=number)}: {means}"
    if kind == "cost" and 0 < number <= len(journeys.other_costs):
        return journeys.other_costs[number - 1].label
    if kind == "night":
        return _("Nacht {number}").format(number=number) if number else _("Übernachtung")
    return ""


def _ride_label(slot: str, journeys: Journeys) -> str:
    starts = {ride_slot(journey.start): journey for journey in journeys.each}
    return ride_label(starts[slot].start, starts[slot].legs[0].means) if slot in starts else ""


def ride_label(start: datetime, means: str) -> str:
    """A ride of a month in words."""
    return _("{day}, {time} Uhr: {means}").format(
        day=date_format(start, "MONTH_DAY_FORMAT"), time=f"{start:%H:%M}", means=dict(MEANS)[means]
    )
