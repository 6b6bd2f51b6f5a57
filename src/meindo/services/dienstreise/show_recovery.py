"""How recoveries are shown: why, what is open, and the plan of months."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from meindo.kernel.message import mark
from meindo.kernel.money import ZERO
from meindo.platform.cases.models import Case
from meindo.ui.cells import amount_eur, date_text

from . import queries_recovery
from .models import Recovery

CAUSES = {
    "less": mark("Die Abrechnung ergab weniger als den Abschlag."),
    "nothing": mark("Die Abrechnung ergab keinen Betrag."),
    "claim_rejected": mark("Die Abrechnung wurde abgelehnt."),
    "not_taken": mark("Die Reise fand nicht statt."),
    "reversed": mark("Die Abrechnung wurde zurückgebucht."),
    "no_claim": mark("Die Frist für die Abrechnung ist abgelaufen."),
}
STATES = {
    None: ("wait", mark("kommt noch")),
    True: ("done", mark("einbehalten")),
    False: ("wrong", mark("zurückgewiesen")),
}


@dataclass(frozen=True)
class Month:
    """One instalment with what remains after it."""

    month: date
    amount_eur: Decimal
    remains_eur: Decimal
    state: tuple[str, str]


def facts_of(case: Case, recovery: Recovery) -> list[tuple[Any, Any]]:
    """Why, how much at first, how much is kept back by now, what is waived, what is still open."""
    parts = queries_recovery.instalments(case)
    kept = sum((part.amount_eur for part in parts if part.accepted), ZERO)
    coming = sum((part.amount_eur for part in parts if part.accepted is None), ZERO)
    plan = queries_recovery.plan_seen(case)
    found = [
        (_("Anlass"), _(CAUSES[recovery.cause])),
        (_("Offen bei der Anhörung"), amount_eur(recovery.opened_eur)),
        (_("Äußerung möglich bis"), date_text(recovery.hearing_until)),
        (_("Darauf wird verzichtet"), amount_eur(plan.waived_eur) if plan and plan.waived_eur else ""),
        (_("Bisher einbehalten"), amount_eur(kept) if parts else ""),
        (_("Wird noch einbehalten"), amount_eur(coming) if parts else ""),
        (_("Noch nicht entschieden"), _undecided(case)),
    ]
    return [(label, value) for label, value in found if value]


def _undecided(case: Case) -> Any:
    return amount_eur(queries_recovery.rest_seen(case)) if case.step in queries_recovery.FLOATING else ""


def months_of(case: Case) -> list[Month]:
    """The plan of months: what was kept back, what comes, and what then remains."""
    parts = queries_recovery.instalments(case)
    left = sum((part.amount_eur for part in parts if part.accepted is not False), ZERO)
    found = []
    for part in parts:
        left -= part.amount_eur if part.accepted is not False else ZERO
        kind, text = STATES[part.accepted]
        found.append(Month(part.month, part.amount_eur, left, (kind, _(text))))
    return found
