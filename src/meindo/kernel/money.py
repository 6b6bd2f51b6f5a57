"""Amounts in euro: exact decimals, rounded to cents, written the German way."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
NO_BREAK_SPACE = "\u00a0"


def cents(amount: Decimal) -> Decimal:
    """Round to whole cents, half away from zero ("kaufmännisch")."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def german_number(value: Decimal) -> str:
    """Write a decimal with comma and thousands points, with the places it has: 1234.5 gives "1.234,5"."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def euro(amount: Decimal | str) -> str:
    """Write an amount as in German letters: "1234.5" gives "1.234,50 €" with a no-break space."""
    return f"{german_number(cents(Decimal(amount)))}{NO_BREAK_SPACE}€"
