"""The rules of this service as golden files try them (docs/services/dienstreise.md)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meindo.kernel.entry import Entry
from meindo.kernel.finding import Finding, Line
from meindo.kernel.golden import GoldenRule
from meindo.kernel.law import trial_reasons
from meindo.kernel.refusal import NotCovered
from meindo.services.dienstreise import rules
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import GROUPS
from meindo.services.dienstreise.rules_tax import meal_limits

AMOUNTS = ("entitlement_eur", "tax_free_eur", "taxable_eur")


def _released(given: Mapping[str, Any]) -> tuple[frozenset[str], dict[str, Any]]:
    rest = dict(given)
    if rest.pop("released", "none") != "all":
        return frozenset(), rest
    return frozenset(value.value_hash for value in rules.parameters().needing_release()), rest


def _journey(day: date, given: Mapping[str, Any]) -> tuple[Journey, frozenset[str]]:
    released, rest = _released(given)
    journey = Journey.from_data(rest)
    if journey.first_day != day:
        raise ValueError(f"day is {day}, but the trip begins on {journey.first_day}")
    return journey, released


def _line(line: Line) -> dict[str, str]:
    return {"text": line.message.render(), "amount_eur": str(line.amount_eur), "norm": str(line.norm)}


def settle(day: date, given: Mapping[str, Any]) -> Finding:
    """Settle the trip that a case gives."""
    journey, released = _journey(day, given)
    return rules.settlement(journey, rules.law_for(journey, released))


def _settlement(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    finding = settle(day, given)
    return {
        **{name: str(getattr(finding, name)) for name in AMOUNTS},
        **{f"{group}_eur": str(finding.group_eur(group)) for group in GROUPS},
        "trial": finding.trial,
        "payable": finding.is_payable,
        "hints": [hint.name for hint in finding.hints],
        "refusals": [refusal.name for refusal in finding.refusals],
        "lines": [_line(line) for line in finding.lines if line.kind == "entitlement"],
        "tax_lines": [_line(line) for line in finding.lines if line.kind == "tax"],
        "values": [ref.id for ref in finding.refs],
    }


def _meal_tax_limit(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    journey, released = _journey(day, given)
    law = rules.law_for(journey, released).fresh()
    try:
        limits = meal_limits(law, journey)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name], "trial": False}
    return {
        "total_eur": str(sum(row.limit_eur for row in limits)),
        "days_eur": [str(row.limit_eur) for row in limits],
        "trial": bool(trial_reasons(law.used, law.released)),
        "refusals": [],
        "values": [ref.id for ref in law.used],
    }


def _claim_deadline(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        ended, filed = entry.day("ended"), entry.day("filed")
    law = rules.parameters().on(day).fresh()
    try:
        last, late = rules.claim_deadline(ended, law), rules.is_late(ended, filed, law)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    values = [ref.id for ref in law.used]
    return {"deadline": last.isoformat(), "late": late, "refusals": [], "values": values}


SILENT = {"trial": False, "refusals": []}
RULES = (
    GoldenRule(
        "settlement",
        _settlement,
        frozenset(
            {
                *AMOUNTS,
                *(f"{group}_eur" for group in GROUPS),
                *("trial", "payable", "hints", "refusals", "lines", "tax_lines"),
            }
        ),
        SILENT,
    ),
    GoldenRule("meal_tax_limit", _meal_tax_limit, frozenset({"total_eur", "days_eur", *SILENT}), SILENT),
    GoldenRule("claim_deadline", _claim_deadline, frozenset({"deadline", "late", "refusals"}), {"refusals": []}),
)
