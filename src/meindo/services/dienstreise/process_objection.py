"""The way of a Widerspruch (VwGO §§ 68 ff.) or an assertion (TVöD § 37) against a decision on a trip.

Somebody decides who had no part in the decision objected to. What more is due is paid by lines of its own.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Role, Step

from . import queries_objection, queries_recovery
from .process import TRAVEL_OFFICE, TRAVELLER
from .process_payment import FOUR_EYES, PAYMENT_OFFICE, PAYROLL, payment_moves
from .queries import OBJECTED, RECOVERED

REVIEW = Norm("VwGO", "§§ 72, 73; TVöD § 37")


def another_checker() -> Role:
    """The travel office without those who decided on the case objected to."""

    def cases_for(person: int, day: date) -> Q | None:
        rows = TRAVEL_OFFICE.cases_for(person, day)
        return None if rows is None else rows & queries_objection.not_decided_before_by(person)

    return Role(
        TRAVEL_OFFICE.key,
        _("Reisestelle (11/4), andere Person"),
        holders=lambda case, day: TRAVEL_OFFICE.holders(case, day) - queries_objection.deciders_before(case),
        cases_for=cases_for,
        narrows=TRAVEL_OFFICE,
        but=queries_objection.not_decided_before_by,
    )


CHECKER = another_checker()


def about_money(case: Case) -> Reason | None:
    """The decision was about an amount, and nobody is changing it right now."""
    found = queries_objection.objection_of(case)
    if found.contested.step == "rejected":
        return Reason(_("Abgelehnt wurde die Reise selbst, nicht ein Betrag."))
    if found.contested.step in queries_objection.LIFTED:
        return Reason(_("Hier geht es um eine Genehmigung, nicht um einen Betrag."))
    if found.contested.process == RECOVERED:
        return None if queries_recovery.left_eur(found.contested) else Reason(NOTHING_LEFT)
    if found.contested.is_open:
        return Reason(_("Die Abrechnung wird gerade noch bearbeitet. Bitte warten Sie, bis sie abgeschlossen ist."))
    return queries_objection.not_released(found)


def about_approval(case: Case) -> Reason | None:
    """The decision was a refusal, or a recovery of which nothing has been kept back yet."""
    contested = queries_objection.objection_of(case).contested
    if contested.process == RECOVERED:
        return Reason(SOMETHING_LEFT) if queries_recovery.left_eur(contested) else None
    if contested.step not in queries_objection.LIFTED:
        return Reason(_("Hier geht es um einen Betrag, nicht um die Genehmigung."))
    return None


def in_parts(case: Case) -> Reason | None:
    """How much of a recovery remains is decided anew on the recovery itself."""
    if queries_objection.objection_of(case).contested.process == RECOVERED:
        return Reason(_("Bitte helfen Sie ab: Wie viel zurückgefordert wird, wird danach neu entschieden."))
    return None


NOTHING_LEFT = _("Es ist noch nichts einbehalten. Bitte heben Sie die Entscheidung auf.")
SOMETHING_LEFT = _("Ein Teil ist schon einbehalten. Bitte helfen Sie mit dem Betrag ab, dann wird er erstattet.")


def names_amount(case: Case) -> Reason | None:
    """The person said which amount they think right."""
    if case.amount_eur is None and queries_objection.objection_of(case).contested.process != RECOVERED:
        return Reason(_("Die Person hat keinen Betrag genannt. Bitte setzen Sie ihn mit Begründung fest."))
    return None


STEPS = (
    Step("checking", _("Prüfung durch eine andere Person"), CHECKER, 20, REVIEW, "grant"),
    Step("revision", _("Rückfrage beantworten"), TRAVELLER, 10, None, "answer"),
    Step("ordering", _("Anordnung der Nachzahlung"), PAYMENT_OFFICE, 3, FOUR_EYES, "order"),
    Step("payout", _("Nachzahlung mit dem Entgelt"), PAYROLL, None, None, "accepted"),
    Step("remedied", _("ganz oder teilweise abgeholfen")),
    Step("dismissed", _("zurückgewiesen")),
    Step("withdrawn", _("zurückgezogen")),
)
GRANTED = ("grant", "grant_partly")
MOVES = (
    Move(
        "grant",
        _("Abhelfen: Betrag wie verlangt"),
        ("checking",),
        "ordering",
        CHECKER,
        REVIEW,
        checks=(about_money, names_amount),
        event_label=_("abgeholfen"),
        retrievable=True,
    ),
    Move(
        "grant_partly",
        _("Teilweise abhelfen: Betrag festsetzen"),
        ("checking",),
        "ordering",
        CHECKER,
        REVIEW,
        checks=(about_money,),
        needs_reason=True,
        departs=True,
        event_label=_("teilweise abgeholfen"),
        retrievable=True,
    ),
    Move(
        "lift",
        _("Abhelfen: Reise genehmigen"),
        ("checking",),
        "remedied",
        CHECKER,
        REVIEW,
        checks=(about_approval,),
        event_label=_("abgeholfen, Reise genehmigt"),
        retrievable=True,
    ),
    Move(
        "dismiss",
        _("Zurückweisen"),
        ("checking",),
        "dismissed",
        CHECKER,
        REVIEW,
        needs_reason=True,
        event_label=_("zurückgewiesen"),
        retrievable=True,
    ),
    Move(
        "ask",
        _("Rückfrage stellen"),
        ("checking",),
        "revision",
        CHECKER,
        REVIEW,
        needs_reason=True,
        event_label=_("Rückfrage gestellt"),
        retrievable=True,
    ),
    Move(
        "answer",
        _("Antwort senden"),
        ("revision",),
        "checking",
        TRAVELLER,
        needs_reason=True,
        decides=False,
        event_label=_("Antwort gesendet"),
    ),
    Move(
        "withdraw",
        _("Zurückziehen"),
        ("checking", "revision"),
        "withdrawn",
        TRAVELLER,
        decides=False,
        event_label=_("zurückgezogen"),
    ),
    *payment_moves(
        label=_("Nachzahlung anordnen"),
        ordered=_("Nachzahlung angeordnet"),
        paid="remedied",
        confirmed=GRANTED,
        checks=(about_money,),
    ),
)
FIRST_OBJECTION = Process(
    key=OBJECTED,
    version=1,
    label=_("Widerspruch oder Geltendmachung zu einer Dienstreise"),
    start="checking",
    steps=STEPS,
    moves=MOVES,
    opening_label=_("eingelegt"),
)

# Since version 2 also against a refused or revoked permission and against a recovery.
CHANGED: dict[str, dict[str, Any]] = {
    "grant_partly": {"checks": (about_money, in_parts)},
    "grant": {"label": _("Abhelfen: wie verlangt")},
    "lift": {
        "label": _("Abhelfen: die Entscheidung aufheben"),
        "event_label": _("abgeholfen, die Entscheidung ist aufgehoben"),
    },
}
OBJECTION = replace(
    FIRST_OBJECTION,
    version=2,
    moves=tuple(replace(move, **CHANGED.get(move.key, {})) for move in MOVES),
)
