"""The rule of this service as golden files try it (docs/services/beteiligung.md)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meindo.kernel.entry import Entry
from meindo.kernel.golden import GoldenRule
from meindo.kernel.refusal import NotCovered
from meindo.services.beteiligung.bodies import BODIES
from meindo.services.beteiligung.rules import DISCUSSED, EXTENDED, FIRST, answer_deadline, law_on


def _answer_deadline(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        body, received = entry.choice("body", tuple(BODIES), "personalrat"), entry.day("received")
        urgent = entry.choice("urgent", ("no", "yes"), "no") == "yes"
        period = entry.choice("period", (FIRST, DISCUSSED, EXTENDED), FIRST)
    law = law_on(day).fresh()
    try:
        last = answer_deadline(body, received, law, urgent=urgent, period=period)
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    return {"deadline": last.isoformat(), "refusals": [], "values": [ref.id for ref in law.used]}


RULES = (GoldenRule("answer_deadline", _answer_deadline, frozenset({"deadline", "refusals"}), {"refusals": []}),)
