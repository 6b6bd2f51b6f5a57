"""The rules of this service as golden files try them (docs/services/dienstreise.md)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.entry import Entry
from meindo.kernel.finding import Finding, Line
from meindo.kernel.golden import GoldenRule
from meindo.kernel.law import Law, trial_reasons
from meindo.kernel.norm import Norm
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.refusal import NotCovered
from meindo.services.dienstreise import rules, rules_advance
from meindo.services.dienstreise.abroad import ENTITLEMENT, NORMS
from meindo.services.dienstreise.journey import REGIMES, Journey
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.legs import GROUPS
from meindo.services.dienstreise.rate_table import LocalRow, local_values
from meindo.services.dienstreise.rules_collective import any_late, collective_settlement
from meindo.services.dienstreise.rules_permission import longest_until
from meindo.services.dienstreise.rules_remedy import KEYS, WIDERSPRUCH, remedy_deadline, remedy_law
from meindo.services.dienstreise.rules_tax import meal_limits

AMOUNTS = ("entitlement_eur", "tax_free_eur", "taxable_eur")


def _journey(day: date, given: Mapping[str, Any]) -> tuple[Journey, Law]:
    """Read a case: the trip, and the law with the releases and the local table that the case gives."""
    rest = dict(given)
    table = _local_table(rest.pop("akevo_rates", None))
    released = _released(rest.pop("released", "none"), table)
    journey = Journey.from_data(rest)
    if journey.first_day != day:
        raise ValueError(f"day is {day}, but the trip begins on {journey.first_day}")
    return journey, rules.law_for(journey, released, table)


def _released(wanted: str, table: ParameterSet | None) -> frozenset[str]:
    """Read which unverified and local values count as released: all, or none."""
    if wanted != "all":
        return frozenset()
    values = (*rules.parameters().needing_release(), *(table.needing_release() if table else ()))
    return frozenset(value.value_hash for value in values)


def _local_table(given: Mapping[str, str] | None) -> ParameterSet | None:
    """Read amounts by country ("BE: 50 40 100"), as if the city had entered them from 2022 on."""
    if given is None:
        return None
    rows = [
        LocalRow(place, date(2022, 1, 1), None, *(Decimal(amount) for amount in amounts.split()))
        for place, amounts in given.items()
    ]
    return local_values(ENTITLEMENT, Norm(*NORMS[ENTITLEMENT]), rows, "golden case")


def _line(line: Line) -> dict[str, str]:
    return {"text": line.message.render(), "amount_eur": str(line.amount_eur), "norm": str(line.norm)}


def settle(day: date, given: Mapping[str, Any]) -> Finding:
    """Settle the trip that a case gives."""
    return rules.settlement(*_journey(day, given))


def _settlement(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    return _result(settle(day, given))


def _collective(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Settle the trips of a month; `filed` says when the claim came in."""
    rest = dict(given)
    released = _released(rest.pop("released", "none"), None)
    filed = date.fromisoformat(rest.pop("filed", None) or day.isoformat())
    journeys = Journeys.from_data(rest)
    if journeys.first_day != day:
        raise ValueError(f"day is {day}, but the first trip begins on {journeys.first_day}")
    finding = collective_settlement(journeys, lambda journey: rules.law_for(journey, released))
    days = {journey.first_day: Decimal("0.00") for journey in journeys.each}
    for line in finding.lines:
        if line.kind == "entitlement" and line.day:
            days[line.day] = days.get(line.day, Decimal("0.00")) + line.amount_eur
    return {
        **_result(finding),
        "days_eur": [f"{one} {amount}" for one, amount in sorted(days.items())],
        "late": any_late(journeys, filed, rules.law_for),
    }


def _standing_permission(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        last = entry.day("last_day")
    law = rules.law_on(day).fresh()
    try:
        usual = longest_until(day, law)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    values = [ref.id for ref in law.used]
    return {"usual_until": usual.isoformat(), "long": last > usual, "refusals": [], "values": values}


def _result(finding: Finding) -> Mapping[str, Any]:
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
    journey, law = _journey(day, given)
    law = law.fresh()
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
        regime = entry.choice("regime", REGIMES, "lrkg_nrw")
    law = rules.law_on(day, regime).fresh()
    try:
        last, late = rules.claim_deadline(ended, law), rules.is_late(ended, filed, law)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    values = [ref.id for ref in law.used]
    return {"deadline": last.isoformat(), "late": late, "refusals": [], "values": values}


def _remedy_deadline(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        given_on, kind = entry.day("given_on"), entry.choice("kind", tuple(KEYS), WIDERSPRUCH)
    law = remedy_law(day).fresh()
    try:
        last = remedy_deadline(given_on, kind, law)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    return {"deadline": last.isoformat(), "refusals": [], "values": [ref.id for ref in law.used]}


def _receipts(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        filed, asked = entry.day("filed"), entry.day("asked")
        regime = entry.choice("regime", REGIMES, "lrkg_nrw")
    law = rules.law_on(day, regime).fresh()
    try:
        last, due = rules.receipts_asked_until(filed, law), rules.receipts_due(asked, law)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    values = [ref.id for ref in law.used]
    in_time = asked <= last
    return {"until": last.isoformat(), "in_time": in_time, "due": due.isoformat(), "refusals": [], "values": values}


def _advance(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        estimate = entry.decimal("estimate_eur") if "estimate_eur" in given else None
        released = entry.text("released", "none")
    known = (value.value_hash for value in rules.parameters().needing_release()) if released == "all" else ()
    finding = rules_advance.advance(estimate, rules_advance.advance_law(day, frozenset(known)))
    return {
        "proposed_eur": str(finding.entitlement_eur),
        "trial": finding.trial,
        "refusals": [refusal.name for refusal in finding.refusals],
        "values": [ref.id for ref in finding.refs],
    }


def _hearing(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        asked = entry.day("asked")
    law = rules_advance.hearing_law(day).fresh()
    try:
        until = rules_advance.hearing_until(asked, law)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    return {"until": until.isoformat(), "refusals": [], "values": [ref.id for ref in law.used]}


def _instalments(_day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        amount, number = entry.decimal("amount_eur"), int(entry.text("number", "0"))
        monthly = entry.decimal("monthly_eur") if "monthly_eur" in given else None
    parts = rules_advance.by_month(amount, monthly) if monthly else rules_advance.by_number(amount, number)
    return {"amounts_eur": [str(part) for part in parts]}


SILENT = {"trial": False, "refusals": []}
RESULT = frozenset(
    {
        *AMOUNTS,
        *(f"{group}_eur" for group in GROUPS),
        *("trial", "payable", "hints", "refusals", "lines", "tax_lines"),
    }
)
RULES = (
    GoldenRule("settlement", _settlement, RESULT, SILENT),
    GoldenRule("collective_settlement", _collective, RESULT | {"days_eur", "late"}, {**SILENT, "late": False}),
    GoldenRule(
        "standing_permission", _standing_permission, frozenset({"usual_until", "long", "refusals"}), {"refusals": []}
    ),
    GoldenRule("meal_tax_limit", _meal_tax_limit, frozenset({"total_eur", "days_eur", *SILENT}), SILENT),
    GoldenRule("remedy_deadline", _remedy_deadline, frozenset({"deadline", "refusals"}), {"refusals": []}),
    GoldenRule("claim_deadline", _claim_deadline, frozenset({"deadline", "late", "refusals"}), {"refusals": []}),
    GoldenRule("advance", _advance, frozenset({"proposed_eur", *SILENT}), SILENT),
    GoldenRule("hearing", _hearing, frozenset({"until", "refusals"}), {"refusals": []}),
    GoldenRule("instalments", _instalments, frozenset({"amounts_eur"}), {}),
    GoldenRule("receipts", _receipts, frozenset({"until", "in_time", "due", "refusals"}), {"refusals": []}),
)
