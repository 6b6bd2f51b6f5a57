"""Plans in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.identity.models import Operation, Plan
from meindo.identity.plan_models import OperationState, PlanState

from . import queries_plans

COLOURS = {
    PlanState.READY: "act",
    PlanState.STOPPED: "due",
    PlanState.APPLYING: "act",
    PlanState.APPLIED: "done",
    PlanState.STALE: "wait",
    PlanState.DISCARDED: "wait",
}
STATE_COLOURS = {
    OperationState.PENDING: "wait",
    OperationState.PROPOSED: "act",
    OperationState.DONE: "done",
    OperationState.FAILED: "wrong",
    OperationState.CONFLICT: "due",
    OperationState.DROPPED: "wait",
}
VERBS = {
    "create": gettext_lazy("Konto anlegen"),
    "enable": gettext_lazy("Konto öffnen"),
    "disable": gettext_lazy("Konto sperren"),
    "change": gettext_lazy("Konto ändern"),
}
CARD = {
    "given_name": gettext_lazy("Vorname"),
    "family_name": gettext_lazy("Nachname"),
    "mail": gettext_lazy("E-Mail-Adresse"),
    "personnel_no": gettext_lazy("Personalnummer"),
    "unit": gettext_lazy("Einheit"),
    "function": gettext_lazy("Funktion"),
}


@dataclass(frozen=True)
class OperationRow:
    """One account from one state to another, in words."""

    operation: Operation
    verb: str
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    shows: tuple[str, ...]
    colour: str


def operation_row(row: Operation, names: Mapping[tuple[int, str], str]) -> OperationRow:
    """What an operation changes: rights that come and go, texts that the account shows differently."""
    before, after = row.before or {"rights": [], "card": {}}, row.after
    had, has = set(before["rights"]), set(after["rights"])

    def words(keys: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names.get((row.application_id, key), key) for key in keys))

    changed = [name for name, text in after["card"].items() if row.before and before["card"].get(name) != text]
    return OperationRow(
        operation=row,
        verb=str(VERBS.get(row.verb, row.verb)),
        comes=words(has - had),
        goes=words(had - has),
        shows=tuple(str(CARD.get(name, name)) for name in changed),
        colour=STATE_COLOURS[OperationState(row.state)],
    )


def stopped_in_words(plan: Plan) -> list[str]:
    """Why a plan stopped: where more accounts lose something than their owner allows."""
    labels = queries_plans.application_names(reason["application"] for reason in plan.stopped_by)
    text = _("%(application)s: %(losers)s Konten verlieren etwas, ohne Rückfrage erlaubt sind %(allowed)s.")
    return [text % {**reason, "application": labels.get(reason["application"], "")} for reason in plan.stopped_by]
