"""The last question of a claim: the receipts; they need not be attached (LRKG NRW § 3 Abs. 2), so none is required."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Draft
from meindo.ui.files import FilesField
from meindo.ui.forms import Form
from meindo.ui.question import Question

from .forms import MEANS, WITH_FARE
from .forms_costs import MAX_COSTS
from .forms_legs import MAX_LEGS
from .forms_nights import MOST_APART
from .request import CLAIM_FORM

RECEIPTS = "belege"
WHAT = gettext_lazy(
    "Fotos oder PDF-Dateien, je höchstens 20 MB und höchstens 25. Sie können auch später gefragt werden."
)


def receipts_question(draft: Draft, form: str = CLAIM_FORM) -> Question:
    """What there is to prove the claim."""
    field = FilesField(
        label=gettext_lazy("Welche Belege haben Sie?"),
        help_text=WHAT,
        draft=draft,
        slots=slots_of(draft.data),
        phone_url=reverse(f"{form}_phone", args=[draft.uuid]),
    )
    form_class = type("ReceiptsForm", (Form,), {"receipts": field, "title_field": "receipts"})
    return Question(RECEIPTS, form_class, gettext_lazy("Belege"))


def slots_of(typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lines of a claim that a receipt can prove: fares, nights on receipt, other costs."""
    return [*_fares(typed), *_nights(typed), *_costs(typed)]


def _fares(typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    means = dict(MEANS)
    numbers = [n for n in range(1, MAX_LEGS + 1) if typed.get(f"leg{n}_means") in WITH_FARE]
    return [(f"leg{n}", f"{_('Fahrt {number}').format(number=n)}: {means[typed[f'leg{n}_means']]}") for n in numbers]


def _nights(typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [("nights", _("Übernachtung"))] if typed.get("nights_kind") == "receipt" else []
    numbers = [n for n in range(1, MOST_APART + 1) if typed.get(f"night{n}_kind") == "receipt"]
    return found + [(f"night{n}", _("Nacht {number}").format(number=n)) for n in numbers]


def _costs(typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    numbers = [n for n in range(1, MAX_COSTS + 1) if typed.get(f"cost{n}_label")]
    return [(f"cost{n}", str(typed[f"cost{n}_label"])) for n in numbers]
