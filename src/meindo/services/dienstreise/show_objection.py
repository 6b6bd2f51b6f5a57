"""How Widersprüche and assertions are shown."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.ui.cells import amount_eur, date_text

from .models import Objection
from .queries_objection import Contestable
from .rules_remedy import WIDERSPRUCH


@dataclass(frozen=True)
class Way:
    """How the person can object, as sentences and the words of the button."""

    label: str
    text: str
    over: str
    is_late: bool


@dataclass(frozen=True)
class Row:
    """An objection beside the trip."""

    case: Case
    label: str


def kind_label(kind: str) -> str:
    """The word for the way of objecting that belongs to the status of the person."""
    return _("Widerspruch (§ 70 VwGO)") if kind == WIDERSPRUCH else _("Geltendmachung (§ 37 TVöD)")


def way_of(found: Contestable) -> Way:
    """For the page of the trip."""
    if found.kind == WIDERSPRUCH:
        label, text = _("Widerspruch einlegen"), _("Bis zum {day} können Sie Widerspruch einlegen (§ 70 VwGO).")
    else:
        label = _("Anspruch geltend machen")
        text = _("Bis zum {day} können Sie weitere Ansprüche geltend machen (§ 37 Abs. 1 TVöD).")
    over = _("Die Frist ist am {day} abgelaufen. Ob Ihr Schreiben noch zählt, entscheidet eine Person.")
    day = date_text(found.until)
    return Way(label, text.format(day=day), over.format(day=day), found.is_late)


def row_of(objection: Objection) -> Row:
    """Number and state of an objection."""
    case = objection.case
    step = catalogue.process_of(case.process, case.version).step(case.step)
    return Row(case, f"{kind_label(objection.kind)}, {_(step.label)}")


def facts_of(objection: Objection) -> list[tuple[Any, Any]]:
    """What was filed, in time until when, and what is asked for."""
    return [
        (_("Art"), kind_label(objection.kind)),
        (_("Entscheidung bekanntgegeben am"), date_text(objection.given_on)),
        (_("Frist"), date_text(objection.until)),
        (_("Begründung"), objection.reason),
        (_("Verlangter Gesamtbetrag"), amount_eur(objection.asked_eur) if objection.asked_eur is not None else ""),
    ]
