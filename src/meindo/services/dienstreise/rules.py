"""The settlement of a business trip: what is due under travel law, and what of it is free of tax."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from meindo.kernel.finding import Finding
from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.refusal import NotCovered
from meindo.kernel.workdays import last_day_of_months
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.hints import plausibility_hints
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import GROUPS
from meindo.services.dienstreise.rules_meals import meal_lines
from meindo.services.dienstreise.rules_nights import night_lines
from meindo.services.dienstreise.rules_tax import tax_lines
from meindo.services.dienstreise.rules_travel import travel_lines


@cache
def parameters() -> ParameterSet:
    """Give the dated values of this service, read once."""
    return ParameterSet.from_file(Path(__file__).with_name("parameters.yaml"))


def law_for(journey: Journey, released: frozenset[str] = frozenset()) -> Law:
    """Give the law that settles a trip: the one in force on the day it began.

    `released` holds the hashes of unverified and local values that two people released.
    """
    return parameters().on(journey.first_day, released)


def settlement(journey: Journey, law: Law) -> Finding:
    """Settle a finished trip inside Germany (LRKG NRW; EStG for the tax-free part).

    Entitlement and tax-free part are two computations; both look at each calendar day. What is not
    covered is in `refusals`; ValueError when the law is of another day than the trip's first.
    """
    if law.day != journey.first_day:
        raise ValueError(f"a trip begun on {journey.first_day} needs the law of that day, not of {law.day}")
    sheet = Worksheet(law)
    sheet.attempt(lambda: _check_scope(journey))
    if not sheet.refusals:
        _fill(sheet, journey)
    return sheet.finding()


def claim_deadline(journey_end: date, law: Law) -> date:
    """Give the last day on which the claim is in time (LRKG NRW § 3 Abs. 2).

    The months begin on the day after the trip's end. A weekend does not move the day; NotCovered where
    the law of the trip's first day sets no deadline here.
    """
    months = law.integer("claim_deadline_months")
    return last_day_of_months(journey_end + timedelta(days=1), months)


def is_late(journey_end: date, filed_on: date, law: Law) -> bool:
    """Say whether a claim comes after the deadline; it can be filed all the same, a person decides."""
    return filed_on > claim_deadline(journey_end, law)


def _fill(sheet: Worksheet, journey: Journey) -> None:
    travel_lines(sheet, journey)
    sheet.attempt(lambda: night_lines(sheet, journey))
    sheet.attempt(lambda: meal_lines(sheet, journey))
    for cost in journey.other_costs:
        sheet.attempt(lambda: _refuse_other_cost(cost.label))  # noqa: B023  (called at once)
    sheet.attempt(lambda: _third_party_lines(sheet, journey))
    sheet.attempt(lambda: tax_lines(sheet, journey))
    plausibility_hints(sheet, journey)


def _check_scope(journey: Journey) -> None:
    if journey.country != "DE":
        text = _("Auslandsreisen rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
        raise NotCovered("abroad", text)
    if journey.regime != "lrkg_nrw":
        text = _("Reisen nach {regime} rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
        raise NotCovered(f"regime_{journey.regime}", text, regime=journey.regime.upper())


def _refuse_other_cost(label: str) -> None:
    text = _("Nebenkosten ({label}) rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
    raise NotCovered("other_costs", text, label=label)


def _third_party_lines(sheet: Worksheet, journey: Journey) -> None:
    """Deduct what others paid for the same expense, never more than is due for it."""
    for group in GROUPS:
        for payment in (row for row in journey.payments if row.group == group):
            due = sheet.group_eur(group)
            off = min(due, payment.amount_eur)
            text = _("Von Dritten gezahlt: {payer}")
            sheet.add(group, text, -off, "third_party_payments", payer=payment.payer)
            if off < payment.amount_eur:
                text = _("{payer} hat {more} € mehr gezahlt, als für diese Kosten zusteht.")
                more = payment.amount_eur - off
                sheet.hint("third_party_pays_more", text, payer=payment.payer, more=more)
