"""The way of a business trip, from the request to the payment, as data."""

from dataclasses import replace

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Role, Step
from meindo.platform.cases.roles import applicant, line_manager, responsible, system

from . import originals, queries
from .process_payment import FOUR_EYES, PAYMENT_OFFICE, PAYROLL, payment_moves

KEY = "dienstreise"
LRKG = "LRKG NRW"

TRAVELLER = applicant()
MANAGER = line_manager(KEY)
TRAVEL_OFFICE = responsible("travel_office", _("Reisestelle (11/4)"))
OUTCOME = system("objection", _("Ergebnis eines Widerspruchs"))

CLAIM = Norm(LRKG, "§ 3 Abs. 2")
APPROVAL = Norm(LRKG, "§ 2 Abs. 2")


def payable(case: Case) -> Reason | None:
    """Only a finished, released result may be confirmed as it stands."""
    claim = queries.claim_seen(case)
    if claim is None:
        return Reason(_("Es liegt noch keine Abrechnung vor."))
    finding = claim.result()
    if finding.trial:
        return Reason(_("Probelauf: Das Ergebnis nutzt Werte, die noch nicht von zwei Personen freigegeben sind."))
    if finding.refusals:
        return Reason(_("Ein Teil ist nicht durch Regeln abgedeckt. Bitte entscheiden Sie ihn als besonderen Fall."))
    return None


def has_amount(case: Case) -> Reason | None:
    """Something is to be paid."""
    if not case.amount_eur:
        return Reason(_("Der Betrag ist 0 Euro. Bitte schließen Sie die Abrechnung ohne Zahlung ab."))
    return None


def has_no_amount(case: Case) -> Reason | None:
    """Nothing is to be paid."""
    if case.amount_eur:
        return Reason(_("Es ist ein Betrag zu zahlen."))
    return None


def released(case: Case) -> Reason | None:
    """A trial run is never paid, not even as a special case."""
    claim = queries.claim_seen(case)
    if claim is not None and claim.result().trial:
        return Reason(_("Probelauf: Das Ergebnis nutzt Werte, die noch nicht von zwei Personen freigegeben sind."))
    return None


def ended(case: Case) -> Reason | None:
    """A claim is filed after the trip."""
    return queries.not_ended_yet(case)


def not_begun(case: Case) -> Reason | None:
    """A trip is changed before it begins; what really happened afterwards stands in the claim."""
    return queries.begun_already(case)


def originals_in_time(case: Case) -> Reason | None:
    """Receipts are asked for within the time that the norm gives (LRKG NRW § 3 Abs. 2)."""
    return originals.too_late_to_ask(case)


def answer_overdue(case: Case) -> Reason | None:
    """The office goes on without an answer only after the person had their time."""
    return originals.still_waiting(case)


def _steps() -> tuple[Step, ...]:
    def wait(key: str, label: str, role: Role, days: int | None, next_move: str, norm: Norm | None = None) -> Step:
        return Step(key, label, role, days, norm, next_move)

    return (
        wait("approval", _("Genehmigung der Reise"), MANAGER, 5, "approve", APPROVAL),
        wait("revision", _("Rückfrage zum Antrag beantworten"), TRAVELLER, 10, "resubmit"),
        wait("journey", _("Reise und Abrechnung"), TRAVELLER, None, "file_claim", CLAIM),
        wait("checking", _("Prüfung der Abrechnung"), TRAVEL_OFFICE, 10, "confirm", CLAIM),
        wait("claim_revision", _("Rückfrage zur Abrechnung beantworten"), TRAVELLER, 10, "refile"),
        wait("ordering", _("Anordnung der Auszahlung"), PAYMENT_OFFICE, 3, "order", FOUR_EYES),
        wait("payout", _("Auszahlung mit dem Entgelt"), PAYROLL, None, "accepted"),
        wait("reversal", _("Anordnung der Rückbuchung"), PAYMENT_OFFICE, 3, "order_reversal", FOUR_EYES),
        Step("paid", _("ausgezahlt")),
        Step("reversed", _("zurückgebucht")),
        Step("closed", _("ohne Zahlung abgeschlossen")),
        Step("rejected", _("abgelehnt")),
        Step("claim_rejected", _("Abrechnung abgelehnt")),
        Step("withdrawn", _("zurückgezogen")),
        Step("not_taken", _("Reise nicht angetreten")),
    )


DONE = {
    "approve": _("genehmigt"),
    "give_back": _("Rückfrage gestellt"),
    "reject": _("abgelehnt"),
    "resubmit": _("Antwort gesendet"),
    "withdraw": _("zurückgezogen"),
    "file_claim": _("Abrechnung eingereicht"),
    "cancel": _("Reise nicht angetreten"),
    "confirm": _("sachlich und rechnerisch richtig"),
    "confirm_special": _("anderer Betrag festgesetzt (besonderer Fall)"),
    "ask": _("Rückfrage gestellt"),
    "reject_claim": _("Abrechnung abgelehnt"),
    "close_unpaid": _("ohne Zahlung abgeschlossen"),
    "refile": _("Abrechnung erneut eingereicht"),
    "request_reversal": _("Rückbuchung beantragt"),
    "order_reversal": _("Rückbuchung angeordnet"),
}


CONFIRMED = ("confirm", "confirm_special")


def _request_moves() -> tuple[Move, ...]:
    return (
        Move(
            "approve",
            _("Genehmigen"),
            ("approval",),
            "journey",
            MANAGER,
            APPROVAL,
            in_row=True,
        ),
        Move("give_back", _("Rückfrage stellen"), ("approval",), "revision", MANAGER, needs_reason=True),
        Move("reject", _("Ablehnen"), ("approval",), "rejected", MANAGER, APPROVAL, needs_reason=True),
        Move("resubmit", _("Antwort senden"), ("revision",), "approval", TRAVELLER, decides=False, needs_reason=True),
        Move("withdraw", _("Antrag zurückziehen"), ("approval", "revision"), "withdrawn", TRAVELLER, decides=False),
        Move(
            "file_claim",
            _("Abrechnung einreichen"),
            ("journey",),
            "checking",
            TRAVELLER,
            CLAIM,
            checks=(ended,),
            decides=False,
        ),
        Move("cancel", _("Reise nicht angetreten"), ("journey",), "not_taken", TRAVELLER, decides=False),
    )


def _check_moves() -> tuple[Move, ...]:
    return (
        Move(
            "confirm",
            _("Sachlich und rechnerisch richtig"),
            ("checking",),
            "ordering",
            TRAVEL_OFFICE,
            CLAIM,
            checks=(payable, has_amount),
            in_row=True,
            row_label=_("Richtig"),
        ),
        Move(
            "confirm_special",
            _("Besonderer Fall: anderen Betrag festsetzen"),
            ("checking",),
            "ordering",
            TRAVEL_OFFICE,
            CLAIM,
            checks=(released,),
            needs_reason=True,
            departs=True,
        ),
        Move("ask", _("Rückfrage stellen"), ("checking",), "claim_revision", TRAVEL_OFFICE, CLAIM, needs_reason=True),
        Move(
            "reject_claim",
            _("Abrechnung ablehnen"),
            ("checking",),
            "claim_rejected",
            TRAVEL_OFFICE,
            CLAIM,
            needs_reason=True,
        ),
        Move(
            "close_unpaid",
            _("Ohne Zahlung abschließen"),
            ("checking",),
            "closed",
            TRAVEL_OFFICE,
            CLAIM,
            checks=(payable, has_no_amount),
        ),
        Move("refile", _("Abrechnung erneut einreichen"), ("claim_revision",), "checking", TRAVELLER, decides=False),
    )


def _payment_moves() -> tuple[Move, ...]:
    return (
        *payment_moves(
            label=_("Auszahlung anordnen"),
            ordered=_("Auszahlung angeordnet"),
            paid="paid",
            confirmed=CONFIRMED,
            checks=(released, has_amount),
            row_label=_("Anordnen"),
            retrievable=False,
        ),
        Move(
            "request_reversal",
            _("Rückbuchung beantragen"),
            ("paid",),
            "reversal",
            TRAVEL_OFFICE,
            FOUR_EYES,
            needs_reason=True,
        ),
        Move(
            "order_reversal",
            _("Rückbuchung anordnen"),
            ("reversal",),
            "reversed",
            PAYMENT_OFFICE,
            FOUR_EYES,
            separate_from=("request_reversal",),
        ),
    )


MOVES = tuple(
    replace(move, event_label=DONE.get(move.key, move.event_label))
    for move in (*_request_moves(), *_check_moves(), *_payment_moves())
)
# Decisions without money can be taken back by their author for some minutes (since version 2).
RETRIEVABLE = {
    *("approve", "give_back", "reject", "confirm", "confirm_special", "ask", "reject_claim", "close_unpaid"),
    *("return_to_check", "request_reversal"),
}
FIRST = Process(key=KEY, version=1, label=_("Dienstreise"), start="approval", steps=_steps(), moves=MOVES)
SECOND = replace(FIRST, version=2, moves=tuple(replace(move, retrievable=move.key in RETRIEVABLE) for move in MOVES))

# Since version 3 a question is about one field and is answered there alone, without the whole form.
ANSWERS = {"revision": "answer_request", "claim_revision": "answer_claim"}
QUESTION_MOVES = (
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
        "answer_claim",
        _("Frage beantworten"),
        ("claim_revision",),
        "checking",
        TRAVELLER,
        decides=False,
        event_label=_("Antwort gesendet"),
    ),
    Move(
        "ask_originals",
        _("Belege im Original verlangen"),
        ("checking",),
        "claim_revision",
        TRAVEL_OFFICE,
        CLAIM,
        checks=(originals_in_time,),
        needs_reason=True,
        event_label=_("Belege im Original verlangt"),
        retrievable=True,
    ),
    Move(
        "go_on",
        _("Ohne Antwort weiter prüfen"),
        ("claim_revision",),
        "checking",
        TRAVEL_OFFICE,
        CLAIM,
        checks=(answer_overdue,),
        event_label=_("ohne Antwort weiter geprüft"),
        retrievable=True,
    ),
)
# Since version 3: an approved trip can be changed before it begins; the approval before it is never lost.
CHANGE_STEPS = (Step("change_approval", _("Genehmigung der Änderung"), MANAGER, 5, APPROVAL, "approve_change"),)
CHANGE_MOVES = (
    Move(
        "change",
        _("Reise ändern"),
        ("journey",),
        "change_approval",
        TRAVELLER,
        APPROVAL,
        checks=(not_begun,),
        needs_reason=True,
        decides=False,
        event_label=_("Änderung beantragt"),
    ),
    Move(
        "approve_change",
        _("Änderung genehmigen"),
        ("change_approval",),
        "journey",
        MANAGER,
        APPROVAL,
        in_row=True,
        row_label=_("Genehmigen"),
        event_label=_("Änderung genehmigt"),
        retrievable=True,
    ),
    Move(
        "reject_change",
        _("Änderung ablehnen"),
        ("change_approval",),
        "journey",
        MANAGER,
        APPROVAL,
        needs_reason=True,
        event_label=_("Änderung abgelehnt, die frühere Genehmigung gilt weiter"),
        retrievable=True,
    ),
    Move(
        "withdraw_change",
        _("Änderung zurückziehen"),
        ("change_approval",),
        "journey",
        TRAVELLER,
        decides=False,
        event_label=_("Änderung zurückgezogen, die frühere Genehmigung gilt weiter"),
    ),
)
# A person lifted the refusal after an objection (process_objection.py): the trip goes on as approved.
REOPEN_MOVES = (
    Move(
        "reopen",
        _("Nach Widerspruch genehmigt"),
        ("rejected",),
        "journey",
        OUTCOME,
        event_label=_("nach Widerspruch genehmigt"),
    ),
)
THIRD = replace(
    SECOND,
    version=3,
    steps=(
        *(replace(step, next_move=ANSWERS.get(step.key, step.next_move)) for step in SECOND.steps),
        *CHANGE_STEPS,
    ),
    moves=(*SECOND.moves, *QUESTION_MOVES, *CHANGE_MOVES, *REOPEN_MOVES),
)
# Since version 4: what a trip that was never taken cost all the same, such as a room that could not be cancelled.
COSTS_MOVES = (
    Move(
        "file_costs",
        _("Nicht angetreten: Stornokosten abrechnen"),
        ("journey",),
        "checking",
        TRAVELLER,
        CLAIM,
        decides=False,
        event_label=_("Stornokosten abgerechnet, Reise nicht angetreten"),
    ),
)
TRIP = replace(THIRD, version=4, moves=(*THIRD.moves, *COSTS_MOVES))
