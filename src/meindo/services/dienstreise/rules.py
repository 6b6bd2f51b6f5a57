"""The settlement of a business trip: what is due under travel law, and what of it is free of tax."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from meindo.kernel.finding import Finding
from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.refusal import NotCovered
from meindo.kernel.workdays import last_day_of_months
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.abroad import TAX
from meindo.services.dienstreise.countries import HOME
from meindo.services.dienstreise.hints import plausibility_hints
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import GROUPS
from meindo.services.dienstreise.rate_table import read_table
from meindo.services.dienstreise.rules_meals import meal_lines
from meindo.services.dienstreise.rules_nights import night_lines
from meindo.services.dienstreise.rules_private import private_lines
from meindo.services.dienstreise.rules_tax import tax_lines
from meindo.services.dienstreise.rules_travel import travel_lines

HERE = Path(__file__).parent
SHARED_ACTS = ("estg", TAX)
ACTS = {
    "lrkg_nrw": ("lrkg_nrw", "lrkg_nrw_1998", "akevo_nrw", *SHARED_ACTS),
    "brkg": ("brkg", *SHARED_ACTS),
    "tevo": ("lrkg_nrw", "akevo_nrw", *SHARED_ACTS),
}


@cache
def parameters() -> ParameterSet:
    """Give the dated values of this service, read once."""
    return ParameterSet.from_file(HERE / "parameters.yaml").merged(read_table(HERE / "abroad_tax.yaml"))


@cache
def _of_regime(regime: str) -> ParameterSet:
    return parameters().of_acts(ACTS[regime])


def law_on(
    day: date,
    regime: str = "lrkg_nrw",
    released: frozenset[str] = frozenset(),
    local: ParameterSet | None = None,
) -> Law:
    """Give the law of a regime on a day.

    `released` holds the hashes of unverified and local values that two people released, `local` the tables
    that the city entered itself.
    """
    values = _of_regime(regime)
    return (values.merged(local) if local else values).on(day, released)


def law_for(journey: Journey, released: frozenset[str] = frozenset(), local: ParameterSet | None = None) -> Law:
    """Give the law that settles a trip: the one in force on the day it began, of the regime of the trip."""
    return law_on(journey.first_day, journey.regime, released, local if journey.stops else None)


def settlement(journey: Journey, law: Law) -> Finding:
    """Settle a finished trip (LRKG NRW and AKEVO NRW, or BRKG; EStG for the tax-free part).

    Entitlement and tax-free part are two computations; both look at each calendar day. What is not
    covered is in `refusals`; ValueError when the law is of another day than the trip's first.
    """
    if law.day != journey.first_day:
        raise ValueError(f"a trip begun on {journey.first_day} needs the law of that day, not of {law.day}")
    sheet = Worksheet(law)
    sheet.attempt(lambda: _check_scope(journey))
    if journey.not_taken:
        sheet.attempt(lambda: _refuse_not_taken(journey))
    elif not sheet.refusals:
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


def receipts_asked_until(filed_on: date, law: Law) -> date:
    """Give the last day on which the office may ask for receipts (LRKG NRW § 3 Abs. 2, BRKG § 3 Abs. 1).

    The months begin on the day after the claim was filed. NotCovered where the law sets no such time here.
    """
    return last_day_of_months(filed_on + timedelta(days=1), law.integer("receipts_ask_months"))


def receipts_due(asked_on: date, law: Law) -> date:
    """Give the last day on which receipts that were asked for are in time; afterwards a person decides."""
    return last_day_of_months(asked_on + timedelta(days=1), law.integer("receipts_deliver_months"))


def _fill(sheet: Worksheet, journey: Journey) -> None:
    travel_lines(sheet, journey)
    sheet.attempt(lambda: night_lines(sheet, journey))
    sheet.attempt(lambda: meal_lines(sheet, journey))
    for part in journey.private:
        sheet.attempt(lambda: private_lines(sheet, part))  # noqa: B023  (called at once)
    for cost in journey.other_costs:
        sheet.attempt(lambda: _refuse_other_cost(cost.label))  # noqa: B023  (called at once)
    sheet.attempt(lambda: _third_party_lines(sheet, journey))
    sheet.attempt(lambda: tax_lines(sheet, journey))
    plausibility_hints(sheet, journey)


def _check_scope(journey: Journey) -> None:
    if journey.country != HOME and not journey.stops:
        text = _("Die Reise ging ins Ausland, aber das Land je Tag fehlt. Die Reisestelle entscheidet.")
        raise NotCovered("abroad", text)
    if journey.stops and journey.regime == "brkg":
        text = _("Auslandsreisen nach Bundesrecht rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
        raise NotCovered("abroad_brkg", text, Norm("ARV", "§ 3"))
    if journey.regime == "tevo":
        text = _("Reisen nach {regime} rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
        raise NotCovered(f"regime_{journey.regime}", text, regime=journey.regime.upper())


def _refuse_other_cost(label: str) -> None:
    text = _("Nebenkosten ({label}) rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
    raise NotCovered("other_costs", text, label=label)


def _refuse_not_taken(journey: Journey) -> None:
    text = _("Stornokosten ({labels}) rechnet diese Fassung nicht ab; die Reisestelle entscheidet.")
    norm = Norm("BRKG", "§ 10 Abs. 2") if journey.regime == "brkg" else None  # from memory, not read
    labels = ", ".join(cost.label for cost in journey.other_costs) or "–"
    raise NotCovered("not_taken_costs", text, norm, labels=labels)


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
