"""The way of a standing permission: asked for once, approved by the line, in force until its last day."""

from dataclasses import replace

from meindo.kernel.message import mark as _
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Step
from meindo.platform.cases.roles import system

from . import queries_permission
from .process import APPROVAL, MANAGER, OUTCOME, TRAVELLER
from .queries import PERMITTED

CALENDAR = system("calendar", _("Ablauf der Genehmigung"))


def not_too_long(case: Case) -> Reason | None:
    """One for longer than usual is approved as a Besonderer Fall, with the reason why."""
    if queries_permission.LONG in case.attention:
        return Reason(_("Die Genehmigung soll länger als üblich gelten. Bitte begründen Sie das als besonderen Fall."))
    return None


def is_over(case: Case) -> Reason | None:
    """The last day is over."""
    return queries_permission.holds_still(case)


STEPS = (
    Step("approval", _("Genehmigung der Dauergenehmigung"), MANAGER, 5, APPROVAL, "approve"),
    Step("revision", _("Rückfrage zum Antrag beantworten"), TRAVELLER, 10, None, "answer_request"),
    Step("in_force", _("Dauergenehmigung gilt"), CALENDAR, None, APPROVAL, "end"),
    Step("ended", _("Dauergenehmigung beendet")),
    Step("revoked", _("Dauergenehmigung widerrufen")),
    Step("rejected", _("abgelehnt")),
    Step("withdrawn", _("zurückgezogen")),
)
MOVES = (
    Move(
        "approve",
        _("Genehmigen"),
        ("approval",),
        "in_force",
        MANAGER,
        APPROVAL,
        checks=(not_too_long,),
        in_row=True,
        event_label=_("genehmigt"),
        retrievable=True,
    ),
    Move(
        "approve_special",
        _("Besonderer Fall: für länger genehmigen"),
        ("approval",),
        "in_force",
        MANAGER,
        APPROVAL,
        needs_reason=True,
        departs=True,
        event_label=_("genehmigt (besonderer Fall)"),
        retrievable=True,
    ),
    Move(
        "give_back",
        _("Rückfrage stellen"),
        ("approval",),
        "revision",
        MANAGER,
        needs_reason=True,
        event_label=_("Rückfrage gestellt"),
        retrievable=True,
    ),
    Move(
        "reject",
        _("Ablehnen"),
        ("approval",),
        "rejected",
        MANAGER,
        APPROVAL,
        needs_reason=True,
        event_label=_("abgelehnt"),
        retrievable=True,
    ),
    Move(
        "answer_request",
        _("Frage beantworten"),
        ("revision",),
        "approval",
        TRAVELLER,
        decides=False,
        event_label=_("Antwort gesendet"),
    ),
    Move(
        "withdraw",
        _("Antrag zurückziehen"),
        ("approval", "revision"),
        "withdrawn",
        TRAVELLER,
        decides=False,
        event_label=_("zurückgezogen"),
    ),
    Move("end", _("Abgelaufen"), ("in_force",), "ended", CALENDAR, checks=(is_over,), event_label=_("abgelaufen")),
    Move(
        "end_early",
        _("Vorzeitig beenden"),
        ("in_force",),
        "ended",
        TRAVELLER,
        decides=False,
        event_label=_("vorzeitig beendet"),
    ),
    Move(
        "revoke",
        _("Für die Zukunft widerrufen"),
        ("in_force",),
        "revoked",
        MANAGER,
        APPROVAL,
        needs_reason=True,
        event_label=_("widerrufen"),
    ),
)
FIRST_PERMISSION = Process(
    key=PERMITTED,
    version=1,
    label=_("Dauergenehmigung für Dienstreisen"),
    start="approval",
    steps=STEPS,
    moves=MOVES,
)

# Since version 2 an objection to a refusal or a revocation can bring it into force (process_objection.py).
REOPEN_MOVES = (
    Move(
        "reopen",
        _("Nach Widerspruch genehmigt"),
        ("rejected", "revoked"),
        "in_force",
        OUTCOME,
        event_label=_("nach Widerspruch genehmigt"),
    ),
)
PERMISSION = replace(FIRST_PERMISSION, version=2, moves=(*MOVES, *REOPEN_MOVES))
