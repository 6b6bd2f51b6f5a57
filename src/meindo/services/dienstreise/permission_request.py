"""What a person asks for with a standing permission, as a list and as its table take it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from . import rules
from .queries_permission import LONG
from .rules_permission import is_long


@dataclass(frozen=True)
class PermissionRequest:
    """Where, why, by which means, from which day to which (`valid_until` is the day after), how many trips a month."""

    area: str
    occasion: str
    means: tuple[str, ...]
    valid_from: date
    valid_until: date
    means_reason: str = ""
    trips_a_month: int | None = None
    estimate_eur: Decimal | None = None
    answers: dict[str, Any] | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is to hold."""
        return self.valid_until - timedelta(days=1)

    def shown(self, asked_on: date) -> dict[str, Any]:
        """What a list shows of it, as fields of the case. What is unusual is marked for the decision, not refused."""
        long = is_long(self.valid_from, self.last_day, rules.law_on(self.valid_from))
        return {
            "headline": self.area,
            "starts_on": self.valid_from,
            "ends_on": self.last_day,
            "amount_eur": self.estimate_eur,
            "summary": {"why": self.occasion[:200], "means": self.means[0] if self.means else ""},
            "attention": [
                *([LONG] if long else []),
                *(["permitted_afterwards"] if self.valid_from < asked_on else []),
            ],
        }

    def stored(self) -> dict[str, Any]:
        """The same as fields of the permission."""
        found = {part.name: getattr(self, part.name) for part in fields(self)}
        return {**found, "means": list(self.means), "answers": self.answers or {}}


def permission_request(answers: Mapping[str, Any], typed: Mapping[str, Any]) -> PermissionRequest:
    """The request from the cleaned answers; the typed ones are kept for a question about one of them."""
    return PermissionRequest(
        area=answers["area"],
        occasion=answers["occasion"],
        means=tuple(answers["means"]),
        valid_from=answers["start_day"],
        valid_until=answers["end_day"] + timedelta(days=1),
        means_reason=answers.get("means_reason") or "",
        trips_a_month=answers.get("trips_a_month"),
        estimate_eur=answers.get("estimate_eur"),
        answers=dict(typed),
    )
