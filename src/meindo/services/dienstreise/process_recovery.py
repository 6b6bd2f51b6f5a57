"""The way of a recovery (Rückforderung): an advance that was not spent is kept back after a hearing, or waived.

No form opens it: it follows from what happened to the trip. A person decides, another one orders.
"""

from dataclasses import replace

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Step

from . import queries_recovery
from .process import OUTCOME, TRAVEL_OFFICE, TRAVELLER
from .process_advance import SETTLEMENT
from .process_payment import FOUR_EYES, PAYMENT_OFFICE, PAYROLL, payment_moves
from .queries import RECOVERED

HEARING = Norm("VwVfG NRW", "§ 28")  # from memory, not read
EQUITY = Norm("LBesG NRW", "§ 15 Abs. 2; BGB § 812")  # from memory, not read


def not_heard_out(case: Case) -> Reason | None:
    """The office goes on without views only after the person had their time."""
    return queries_recovery.still_time(case)


def fits(case: Case) -> Reason | None:
    """What was decided is still what is open."""
    return queries_recovery.changed_meanwhile(case)


def keeps_back(case: Case) -> Reason | None:
    """Something is kept back."""
    plan = queries_recovery.plan_seen(case)
    if plan is None or not plan.recovered_eur:
        return Reason(_("Es wird nichts einbehalten. Bitte ordnen Sie den Verzicht an."))
    return None


def waives_all(case: Case) -> Reason | None:
    """Nothing is kept back."""
    plan = queries_recovery.plan_seen(case)
    if plan is None or plan.recovered_eur:
        return Reason(_("Es wird ein Betrag einbehalten. Bitte ordnen Sie den Einbehalt an."))
    return None


STEPS = (
    Step("hearing", _("Anhörung: Gelegenheit zur Äußerung"), TRAVELLER, 10, HEARING, "state_views"),
    Step("checking", _("Entscheidung über die Rückforderung"), TRAVEL_OFFICE, 10, EQUITY, "recover"),
    Step("ordering", _("Anordnung der Rückforderung"), PAYMENT_OFFICE, 3, FOUR_EYES, "order"),
    Step("payout", _("Einbehalt mit dem Entgelt"), PAYROLL, None, None, "accepted"),
    Step("recovered", _("zurückgezahlt")),
    Step("waived", _("auf die Rückforderung verzichtet")),
    Step("settled", _("erledigt: nichts mehr offen")),
)
DECIDED = ("recover", "recover_instalments", "waive_partly", "waive")
MOVES = (
    Move(
        "state_views",
        _("Äußerung senden"),
        ("hearing",),
        "checking",
        TRAVELLER,
        HEARING,
        needs_reason=True,
        decides=False,
        event_label=_("Äußerung gesendet"),
    ),
    Move(
        "agree",
        _("Einverstanden, nichts hinzuzufügen"),
        ("hearing",),
        "checking",
        TRAVELLER,
        HEARING,
        decides=False,
        event_label=_("einverstanden"),
    ),
    Move(
        "go_on",
        _("Ohne Äußerung entscheiden"),
        ("hearing",),
        "checking",
        TRAVEL_OFFICE,
        HEARING,
        checks=(not_heard_out,),
        event_label=_("ohne Äußerung weiter"),
        retrievable=True,
    ),
    Move(
        "recover",
        _("In einem Betrag zurückfordern"),
        ("checking",),
        "ordering",
        TRAVEL_OFFICE,
        EQUITY,
        event_label=_("Rückforderung in einem Betrag entschieden"),
        retrievable=True,
    ),
    Move(
        "recover_instalments",
        _("In Raten zurückfordern"),
        ("checking",),
        "ordering",
        TRAVEL_OFFICE,
        EQUITY,
        event_label=_("Rückforderung in Raten entschieden"),
        retrievable=True,
    ),
    Move(
        "waive_partly",
        _("Besonderer Fall: nur einen Teil zurückfordern"),
        ("checking",),
        "ordering",
        TRAVEL_OFFICE,
        EQUITY,
        needs_reason=True,
        departs=True,
        event_label=_("Verzicht auf einen Teil entschieden (Billigkeit)"),
        retrievable=True,
    ),
    Move(
        "waive",
        _("Auf alles verzichten"),
        ("checking",),
        "ordering",
        TRAVEL_OFFICE,
        EQUITY,
        needs_reason=True,
        event_label=_("Verzicht entschieden (Billigkeit)"),
        retrievable=True,
    ),
    Move(
        "hear_again",
        _("Noch einmal anhören"),
        ("checking",),
        "hearing",
        TRAVEL_OFFICE,
        HEARING,
        needs_reason=True,
        event_label=_("noch einmal angehört"),
        retrievable=True,
    ),
    *payment_moves(
        label=_("Einbehalt anordnen"),
        ordered=_("Einbehalt angeordnet"),
        paid="recovered",
        confirmed=DECIDED,
        checks=(fits, keeps_back),
        row_label=_("Anordnen"),
    ),
    Move(
        "order_waiver",
        _("Verzicht anordnen"),
        ("ordering",),
        "waived",
        PAYMENT_OFFICE,
        FOUR_EYES,
        checks=(fits, waives_all),
        separate_from=DECIDED,
        event_label=_("Verzicht angeordnet"),
    ),
    Move(
        "decide_anew",
        _("Über den Rest neu entscheiden"),
        ("payout",),
        "checking",
        TRAVEL_OFFICE,
        EQUITY,
        needs_reason=True,
        event_label=_("über den Rest wird neu entschieden"),
        retrievable=True,
    ),
    Move(
        "settled",
        _("Nichts mehr offen"),
        ("hearing", "checking", "ordering"),
        "settled",
        SETTLEMENT,
        event_label=_("erledigt, weil nichts mehr offen ist"),
    ),
)
FIRST_RECOVERY = Process(
    key=RECOVERED,
    version=1,
    label=_("Rückforderung eines Abschlags"),
    start="hearing",
    steps=STEPS,
    moves=MOVES,
    opening_label=_("Anhörung zur Rückforderung"),
)

# Since version 2 an objection can lead to a new decision; what was kept back is paid back by the objection.
REOPEN_MOVES = (
    Move(
        "reopen",
        _("Nach Widerspruch neu zu entscheiden"),
        ("payout", "recovered"),
        "checking",
        OUTCOME,
        event_label=_("nach Widerspruch wird neu entschieden"),
    ),
)
RECOVERY = replace(FIRST_RECOVERY, version=2, moves=(*MOVES, *REOPEN_MOVES))
