"""What a person asks for before a trip, as a list and as the table of trips take it."""

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from typing import Any

# What the wizards are called; the day on which a form on paper came in counts.
REQUEST_FORM, CLAIM_FORM = "dienstreise_antrag", "dienstreise_abrechnung"
PERMISSION_FORM, MONTH_FORM = "dienstreise_dauergenehmigung", "dienstreise_sammelabrechnung"


@dataclass(frozen=True)
class TripRequest:
    """What a person asks for: where, when (wall times in Berlin), why, by which means, at which cost."""

    destination: str
    purpose_text: str
    starts_on: date
    start_time: time
    ends_on: date
    end_time: time
    means: str
    means_reason: str = ""
    estimate_eur: Decimal | None = None
    answers: dict[str, Any] | None = None
    function: str = ""
    cost_centre: str = ""

    def shown(self, asked_on: date) -> dict[str, Any]:
        """What a list shows of it, as fields of the case. One that had begun when it was asked for is marked, not
        refused.
        """
        return {
            "headline": self.destination,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "amount_eur": self.estimate_eur,
            "summary": {"why": self.purpose_text[:200], "means": self.means},
            "attention": ["afterwards"] if self.starts_on < asked_on else [],
        }

    def stored(self) -> dict[str, Any]:
        """The same as fields of the trip."""
        return {**{part.name: getattr(self, part.name) for part in fields(self)}, "answers": self.answers or {}}
