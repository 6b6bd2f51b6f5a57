"""The way of an advance (Abschlag): a case beside an approved trip, paid before it and set off afterwards."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Step
from meindo.platform.cases.roles import system

from . import queries_advance
from .process import TRAVEL_OFFICE, TRAVELLER
from .process_payment import FOUR_EYES, PAYMENT_OFFICE, PAYROLL, payment_moves
from .queries import ADVANCED

PRACTICE = Norm("LRKG NRW", "§ 3; Abschlag nach örtlicher Praxis")
SETTLEMENT = system("settlement", _("Abrechnung der Reise"))


def as_proposed(case: Case) -> Reason | None:
    """Only a proposal whose values two people released, and not more than it, is confirmed as it stands."""
    found = queries_advance.advance_of(case)
    finding = found.result()
    if finding.trial:
        return TRIAL
    if queries_advance.owed_again(found.trip_case):
        return None
    if finding.refusals:
        return Reason(_("Ohne geschätzte Kosten gibt es keinen Vorschlag. Bitte setzen Sie den Betrag fest."))
    if found.asked_eur > found.proposed_eur:
        return Reason(_("Verlangt ist mehr als der Vorschlag. Bitte setzen Sie den Betrag als besonderen Fall fest."))
    return None


def released(case: Case) -> Reason | None:
    """A trial run is never paid."""
    return TRIAL if queries_advance.advance_of(case).result().trial else None


def trip_waits(case: Case) -> Reason | None:
    """An advance comes before the claim is ordered, unless payroll refused one that was set off meanwhile."""
    found = queries_advance.advance_of(case)
    if queries_advance.is_over(found.trip_case) and not queries_advance.owed_again(found.trip_case):
        return Reason(_("Die Reise ist schon abgerechnet oder findet nicht statt. Ein Abschlag kommt davor."))
    return None


def not_owed_again(case: Case) -> Reason | None:
    """What the claim has set off already has to be paid."""
    if queries_advance.owed_again(queries_advance.advance_of(case).trip_case):
        return Reason(_("Die Abrechnung hat diesen Abschlag schon verrechnet. Bitte lassen Sie ihn neu anordnen."))
    return None


TRIAL = Reason(_("Probelauf: Das Ergebnis nutzt Werte, die noch nicht von zwei Personen freigegeben sind."))
STEPS = (
    Step("checking", _("Prüfung des Abschlags"), TRAVEL_OFFICE, 3, PRACTICE, "confirm"),
    Step("revision", _("Rückfrage zum Abschlag beantworten"), TRAVELLER, 5, None, "answer"),
    Step("ordering", _("Anordnung des Abschlags"), PAYMENT_OFFICE, 2, FOUR_EYES, "order"),
    Step("payout", _("Auszahlung des Abschlags"), PAYROLL, None, None, "accepted"),
    Step("paid", _("als Abschlag ausgezahlt")),
    Step("rejected", _("abgelehnt")),
    Step("withdrawn", _("zurückgezogen")),
    Step("overtaken", _("erledigt: die Reise ist abgerechnet oder findet nicht statt")),
)
CONFIRMED = ("confirm", "confirm_special")
MOVES = (
    Move(
        "confirm",
        _("Abschlag bestätigen"),
        ("checking",),
        "ordering",
        TRAVEL_OFFICE,
        PRACTICE,
        checks=(as_proposed, trip_waits),
        in_row=True,
        row_label=_("Bestätigen"),
        event_label=_("Abschlag bestätigt"),
        retrievable=True,
    ),
    Move(
        "confirm_special",
        _("Besonderer Fall: anderen Abschlag festsetzen"),
        ("checking",),
        "ordering",
        TRAVEL_OFFICE,
        PRACTICE,
        checks=(released, trip_waits, not_owed_again),
        needs_reason=True,
        departs=True,
        event_label=_("anderer Abschlag festgesetzt (besonderer Fall)"),
        retrievable=True,
    ),
    Move(
        "reject",
        _("Ablehnen"),
        ("checking",),
        "rejected",
        TRAVEL_OFFICE,
        PRACTICE,
        checks=(not_owed_again,),
        needs_reason=True,
        event_label=_("Abschlag abgelehnt"),
        retrievable=True,
    ),
    Move(
        "ask",
        _("Rückfrage stellen"),
        ("checking",),
        "revision",
        TRAVEL_OFFICE,
        PRACTICE,
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
        checks=(not_owed_again,),
        decides=False,
        event_label=_("zurückgezogen"),
    ),
    *payment_moves(
        label=_("Abschlag anordnen"),
        ordered=_("Abschlag angeordnet"),
        paid="paid",
        confirmed=CONFIRMED,
        checks=(released, trip_waits),
        row_label=_("Anordnen"),
    ),
    Move(
        "overtaken",
        _("Durch die Abrechnung der Reise erledigt"),
        ("checking", "revision", "ordering"),
        "overtaken",
        SETTLEMENT,
        event_label=_("erledigt, weil die Reise abgerechnet ist oder nicht stattfindet"),
    ),
)
ADVANCE = Process(
    key=ADVANCED,
    version=1,
    label=_("Abschlag zu einer Dienstreise"),
    start="checking",
    steps=STEPS,
    moves=MOVES,
    opening_label=_("Abschlag beantragt"),
)
