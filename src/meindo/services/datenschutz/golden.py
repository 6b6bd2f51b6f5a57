"""The rule of this service as golden files try it (docs/services/datenschutz.md)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meindo.kernel.entry import Entry
from meindo.kernel.golden import GoldenRule
from meindo.kernel.refusal import NotCovered
from meindo.services.datenschutz.rules import answer_deadline, law_on


def _answer_deadline(day: date, given: Mapping[str, Any]) -> Mapping[str, Any]:
    with Entry(given) as entry:
        received, extended = entry.day("received"), entry.choice("extended", ("no", "yes"), "no")
    law = law_on(day).fresh()
    try:
        last = answer_deadline(received, law, extended=extended == "yes")
    except NotCovered as gap:
        return {"refusals": [gap.refusal.name]}
    return {"deadline": last.isoformat(), "refusals": [], "values": [ref.id for ref in law.used]}


RULES = (GoldenRule("answer_deadline", _answer_deadline, frozenset({"deadline", "refusals"}), {"refusals": []}),)
