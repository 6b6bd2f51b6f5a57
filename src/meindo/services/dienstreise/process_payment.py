"""What every process of this service does with money: one person orders what another confirmed, payroll answers."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.process import Check, Move
from meindo.platform.cases.roles import responsible, system

PAYMENT_OFFICE = responsible("payment_office", _("Anordnungsbefugte Stelle (11/4)"))
PAYROLL = system("payroll", _("Entgeltabrechnung"))
FOUR_EYES = Norm("KomHVO NRW", "§ 31")


def payment_moves(
    *,
    label: str,
    ordered: str,
    paid: str,
    confirmed: tuple[str, ...],
    checks: tuple[Check, ...],
    row_label: str = "",
    retrievable: bool = True,
) -> tuple[Move, ...]:
    """The moves from `ordering` over `payout` to the step `paid`, or back to `checking`.

    `confirmed` are the moves after which another person orders, `label` and `ordered` the words for the order and for
    its event. With a `row_label` it can be ordered in the list. `retrievable`: giving it back can be taken back.
    """
    return (
        Move(
            "order",
            label,
            ("ordering",),
            "payout",
            PAYMENT_OFFICE,
            FOUR_EYES,
            checks=checks,
            separate_from=confirmed,
            in_row=bool(row_label),
            row_label=row_label,
            event_label=ordered,
        ),
        Move(
            "return_to_check",
            _("An die Prüfung zurückgeben"),
            ("ordering",),
            "checking",
            PAYMENT_OFFICE,
            FOUR_EYES,
            needs_reason=True,
            separate_from=confirmed,
            event_label=_("an die Prüfung zurückgegeben"),
            retrievable=retrievable,
        ),
        *_answers(paid),
    )


def _answers(paid: str) -> tuple[Move, ...]:
    return (
        Move(
            "accepted",
            _("Von der Entgeltabrechnung übernommen"),
            ("payout",),
            paid,
            PAYROLL,
            event_label=_("von der Entgeltabrechnung übernommen"),
        ),
        Move(
            "refused",
            _("Von der Entgeltabrechnung zurückgewiesen"),
            ("payout",),
            "checking",
            PAYROLL,
            event_label=_("von der Entgeltabrechnung zurückgewiesen"),
        ),
    )
