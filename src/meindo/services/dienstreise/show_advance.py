"""How advances and recoveries are shown: facts, rows beside the trip, due, already paid, what remains."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from meindo.kernel.money import ZERO
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.ui.cells import amount_eur

from . import queries
from .models import Advance
from .queries_advance import Out


@dataclass(frozen=True)
class Row:
    """An advance or a recovery beside the trip."""

    case: Case
    label: str


@dataclass(frozen=True)
class Balance:
    """What is due by the claim, what of it was paid in advance, what remains; `is_ordered`: no more a forecast."""

    due_eur: Decimal
    off_eur: Decimal
    is_ordered: bool

    @property
    def remains_eur(self) -> Decimal:
        """What is still paid."""
        return self.due_eur - self.off_eur


def facts_of(advance: Advance) -> list[tuple[Any, Any]]:
    """What was asked for, from which estimate, why."""
    return [
        (_("Geschätzte Kosten"), amount_eur(advance.estimate_eur) if advance.estimate_eur else ""),
        (_("Vorschlag"), amount_eur(advance.proposed_eur) if advance.proposed_eur else ""),
        (_("Gewünscht"), amount_eur(advance.asked_eur)),
        (_("Grund"), advance.reason),
    ]


def row_of(case: Case) -> Row:
    """Kind, amount and state."""
    step = catalogue.process_of(case.process, case.version).step(case.step)
    kind = _("Rückforderung") if case.process == queries.RECOVERED else _("Abschlag")
    return Row(case, f"{kind}, {_(step.label)}")


def balance_of(due_eur: Decimal, off: Out, case: Case) -> Balance | None:
    """For the page of a trip with a claim: what was set off, or what would be."""
    is_ordered = case.step in ("payout", "paid", "reversal")
    off_eur = off.set_off_eur if is_ordered else max(ZERO, min(off.open_eur, due_eur))
    return Balance(due_eur, off_eur, is_ordered) if off_eur else None
