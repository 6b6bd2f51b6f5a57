"""The questions about an advance: how much is needed before the trip, and why another amount than the proposed one."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.kernel.finding import Finding
from meindo.ui.fields import LongTextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField
from meindo.ui.question import Question

TITLE = gettext_lazy("Welchen Betrag brauchen Sie vorab?")
WHY = gettext_lazy("Warum ein anderer Betrag als der Vorschlag?")


class AmountForm(Form):
    """How much."""

    title_field = "advance_eur"


class WhyForm(Form):
    """Why another amount."""

    title_field = "advance_reason"
    advance_reason = LongTextField(
        label=WHY,
        help_text=gettext_lazy("Ein Satz genügt. Bitte nennen Sie keine Gesundheitsdaten."),
        rows=3,
        max_length=1000,
    )


def advance_questions(finding: Finding | None) -> list[Question]:
    """How much, with the proposal for this trip where there is one; and why, if it is another amount."""
    proposed = finding.entitlement_eur if finding is not None else None
    field = AmountField(label=TITLE, help_text=_hint(finding), least=Decimal("0.01"))
    form = type("AdvanceForm", (AmountForm,), {"advance_eur": field})
    only = gettext_lazy("Nur wenn Sie einen anderen Betrag als den Vorschlag der Reisestelle brauchen.")
    return [Question("betrag", form, TITLE), Question("warum", WhyForm, WHY, when=_differs(proposed), only_if=only)]


def _differs(proposed: Decimal | None) -> Callable[[Mapping[str, Any]], bool]:
    return lambda data: data.get("advance_eur") is not None and data["advance_eur"] != proposed


def _hint(finding: Finding | None) -> Any:
    if finding is None:
        return gettext_lazy("Vorgeschlagen wird ein Anteil der geschätzten Kosten. Das Geld kommt mit dem Entgelt.")
    if not finding.lines:
        return _("Ohne geschätzte Kosten gibt es keinen Vorschlag.")
    text = _("Vorschlag: {amount} € ({why}). Das Geld kommt mit dem Entgelt.")
    amount = f"{finding.entitlement_eur:.2f}".replace(".", ",")
    return text.format(amount=amount, why=finding.lines[0].message.render(_))
