"""How much is proposed as an advance, how long a person is heard, and what instalments a recovery has."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from meindo.kernel.finding import Finding
from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.money import CENT, ZERO
from meindo.kernel.refusal import NotCovered
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.rules import parameters

HUNDRED = Decimal(100)
MOST_INSTALMENTS = 60
LAW = ("lrkg_nrw",)
HEARING = ("vwvfg_nrw",)


def advance_law(day: date, released: frozenset[str] = frozenset()) -> Law:
    """The values in force on the first day of the trip."""
    return parameters().of_acts(LAW).on(day, released)


def hearing_law(day: date, released: frozenset[str] = frozenset()) -> Law:
    """The values in force on the day on which a person is heard."""
    return parameters().of_acts(HEARING).on(day, released)


def advance(estimate_eur: Decimal | None, law: Law) -> Finding:
    """Propose an advance: a share of the estimated costs (local practice). Without an estimate none is proposed.

    An advance is no pay and is not taxed: its line is on both sides, so that all of it counts as free of tax.
    """
    sheet = Worksheet(law)
    sheet.attempt(lambda: _share(sheet, estimate_eur))
    return sheet.finding()


def _share(sheet: Worksheet, estimate_eur: Decimal | None) -> None:
    if not estimate_eur:
        text = _("Ohne geschätzte Kosten schlägt das Programm keinen Abschlag vor; die Reisestelle entscheidet.")
        raise NotCovered("no_estimate", text)
    percent = sheet.law.value("advance_percent")
    share, amount = percent.decimal, estimate_eur * percent.decimal / HUNDRED
    text = _("{percent} % der geschätzten Kosten von {estimate} €")
    sheet.add("advance", text, amount, percent, percent=share, estimate=estimate_eur)
    sheet.add("advance", text, amount, percent, kind="tax", percent=share, estimate=estimate_eur)


def hearing_until(asked_on: date, law: Law) -> date:
    """The last day on which views are in time (VwVfG NRW § 28, from memory); later ones are read all the same."""
    return asked_on + timedelta(days=law.integer("hearing_days"))


def by_number(amount_eur: Decimal, number: int) -> tuple[Decimal, ...]:
    """Split an amount into equal instalments, to the cent; the last one takes what is left over."""
    if not 1 <= number <= MOST_INSTALMENTS or amount_eur < number * CENT:
        raise ValueError(f"{amount_eur} cannot be split into {number} instalments")
    each = (amount_eur / number).quantize(CENT, rounding="ROUND_DOWN")
    return (*[each] * (number - 1), amount_eur - each * (number - 1))


def by_month(amount_eur: Decimal, monthly_eur: Decimal) -> tuple[Decimal, ...]:
    """Split an amount into instalments of so much a month; the last one is what is left."""
    if amount_eur <= 0 or monthly_eur < CENT or amount_eur > monthly_eur * MOST_INSTALMENTS:
        raise ValueError(f"{amount_eur} cannot be kept back by {monthly_eur} a month")
    return tuple(_monthly(amount_eur, monthly_eur))


def _monthly(rest: Decimal, monthly_eur: Decimal) -> Iterator[Decimal]:
    while rest > ZERO:
        part = min(rest, monthly_eur)
        yield part
        rest -= part
