"""The ways of a request to a body, as data: one that asks for consent, and one in which a body is heard."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Step
from meindo.platform.clock import today

from . import queries
from .bodies import BODIES, Body
from .who import BODY_ROLES, OFFICE_ROLE

KEY = queries.KEY
LPVG = Norm("LPVG NRW", "§ 66")
DISCUSSION = Norm("LPVG NRW", "§ 66, Erörterung")
ARBITRATION = Norm("LPVG NRW", "§§ 66, 67")
PROVISIONAL = Norm("LPVG NRW", "§ 66, vorläufige Regelung")


def is_over(case: Case) -> Reason | None:
    """The time for the answer is over: silence is never counted before."""
    if case.due_on is None or case.due_on >= today():
        return Reason(_("Die Frist läuft noch."))
    return None


def not_extended(case: Case) -> Reason | None:
    """A period is extended once."""
    return Reason(_("Die Frist ist schon verlängert.")) if queries.was_extended(case) else None


WAITING = ("body_answer", "body_discussion")
OPEN = ("body_answer", "body_query", "body_invited", "body_discussion", "body_objected")
HEARING, HEARING_OPEN = ("hearing_answer",), ("hearing_answer", "hearing_query", "hearing_objected")


def consent(body: Body) -> Process:
    """The way of a matter that needs the consent of a body (Mitbestimmung)."""
    asks, office = BODY_ROLES[body.key], OFFICE_ROLE
    steps = (
        Step("body_answer", _("Antwort des Personalrats"), asks, 10, LPVG, "consent"),
        Step("body_query", _("Rückfrage des Personalrats"), office, 5, Norm("LPVG NRW", "§ 65"), "reply"),
        Step("body_invited", _("Erörterung vorbereiten"), office, 5, DISCUSSION, "discussed"),
        Step("body_discussion", _("Antwort nach der Erörterung"), asks, 10, DISCUSSION, "consent"),
        Step("body_objected", _("Zustimmung verweigert: Wie geht es weiter?"), office, 10, ARBITRATION, "arbitrate"),
        Step("body_consented", _("zugestimmt")),
        Step("body_deemed", _("Zustimmung gilt als erteilt")),
        Step("body_arbitrated", _("durch die Einigungsstelle ersetzt")),
        Step("body_provisional", _("vorläufig geregelt")),
        Step("body_dropped", _("nicht weiter verfolgt")),
    )
    moves = (
        *_answers(body),
        *_questions(body, "body_answer", "body_query"),
        *_discussion(),
        *_times(body, WAITING),
        *_without_consent(),
        _provisional("body_provisional", ("body_answer", "body_invited", "body_discussion", "body_objected")),
        _withdraw("body_dropped", OPEN),
    )
    return Process(body.process, 1, _("Zustimmung des Personalrats"), "body_answer", steps, moves, _("vorgelegt"))


def _answers(body: Body) -> tuple[Move, ...]:
    asks = BODY_ROLES[body.key]
    no, talk = _("Zustimmung verweigern"), _("Erörterung verlangen")
    refused, wanted = _("Zustimmung verweigert"), _("Erörterung verlangt")
    return (
        Move("consent", _("Zustimmen"), WAITING, "body_consented", asks, LPVG, event_label=_("zugestimmt")),
        Move("object", no, WAITING, "body_objected", asks, LPVG, needs_reason=True, event_label=refused),
        Move("discuss", talk, ("body_answer",), "body_invited", asks, DISCUSSION, event_label=wanted),
    )


def _discussion() -> tuple[Move, ...]:
    """The office invites where the body was silent, and notes that both sides talked."""
    return (
        Move(
            "invite",
            _("Zur Erörterung einladen"),
            ("body_answer",),
            "body_invited",
            OFFICE_ROLE,
            DISCUSSION,
            checks=(is_over,),
            decides=False,
            event_label=_("zur Erörterung eingeladen"),
        ),
        Move(
            "discussed",
            _("Erörterung fand statt"),
            ("body_invited",),
            "body_discussion",
            OFFICE_ROLE,
            DISCUSSION,
            decides=False,
            event_label=_("erörtert"),
        ),
    )


def _without_consent() -> tuple[Move, ...]:
    """What takes the place of a yes; each is said by a person with reasons."""
    return (
        Move(
            "deem",
            _("Festhalten: Zustimmung gilt als erteilt"),
            ("body_discussion",),
            "body_deemed",
            OFFICE_ROLE,
            LPVG,
            checks=(is_over,),
            needs_reason=True,
            event_label=_("Zustimmung gilt als erteilt"),
        ),
        Move(
            "arbitrate",
            _("Einigungsstelle hat ersetzt"),
            ("body_objected",),
            "body_arbitrated",
            OFFICE_ROLE,
            ARBITRATION,
            needs_reason=True,
            event_label=_("durch die Einigungsstelle ersetzt"),
        ),
    )


def hearing(body: Body, label: str) -> Process:
    """The way of a matter on which a body is heard: what it objects is weighed by the office, with reasons."""
    asks, office = BODY_ROLES[body.key], OFFICE_ROLE
    steps = (
        Step("hearing_answer", _("Stellungnahme"), asks, 5, body.norm, "no_objection"),
        Step("hearing_query", _("Rückfrage"), office, 5, body.norm, "reply"),
        Step("hearing_objected", _("Einwendungen abwägen"), office, 5, body.norm, "weigh"),
        Step("hearing_agreed", _("keine Einwendungen")),
        Step("hearing_weighed", _("Einwendungen abgewogen")),
        Step("hearing_silent", _("Frist ohne Stellungnahme abgelaufen")),
        Step("hearing_provisional", _("vorläufig geregelt")),
        Step("hearing_dropped", _("nicht weiter verfolgt")),
    )
    moves = (
        *_statements(body),
        *_questions(body, "hearing_answer", "hearing_query"),
        *_times(body, HEARING),
        *_weighing(body),
        _provisional("hearing_provisional", ("hearing_answer", "hearing_objected")),
        _withdraw("hearing_dropped", HEARING_OPEN),
    )
    return Process(body.process, 1, label, "hearing_answer", steps, moves, _("vorgelegt"))


def _statements(body: Body) -> tuple[Move, ...]:
    asks, norm = BODY_ROLES[body.key], body.norm
    yes, no, said = _("Keine Einwendungen"), _("Einwendungen erheben"), _("keine Einwendungen")
    raised = _("Einwendungen erhoben")
    return (
        Move("no_objection", yes, HEARING, "hearing_agreed", asks, norm, event_label=said),
        Move("object", no, HEARING, "hearing_objected", asks, norm, needs_reason=True, event_label=raised),
    )


def _weighing(body: Body) -> tuple[Move, ...]:
    return (
        Move(
            "weigh",
            _("Abwägung mitteilen"),
            ("hearing_objected",),
            "hearing_weighed",
            OFFICE_ROLE,
            body.norm,
            needs_reason=True,
            decides=False,
            event_label=_("Einwendungen abgewogen"),
        ),
        Move(
            "silent",
            _("Festhalten: keine Stellungnahme"),
            HEARING,
            "hearing_silent",
            OFFICE_ROLE,
            body.norm,
            checks=(is_over,),
            needs_reason=True,
            event_label=_("Frist ohne Stellungnahme abgelaufen"),
        ),
    )


def _questions(body: Body, answering: str, asked: str) -> tuple[Move, Move]:
    """The body asks back, the office answers; the time for the answer begins anew."""
    return (
        Move(
            "ask",
            _("Rückfrage stellen"),
            (answering,),
            asked,
            BODY_ROLES[body.key],
            needs_reason=True,
            event_label=_("Rückfrage gestellt"),
        ),
        Move(
            "reply",
            _("Rückfrage beantworten"),
            (asked,),
            answering,
            OFFICE_ROLE,
            needs_reason=True,
            decides=False,
            event_label=_("Rückfrage beantwortet"),
        ),
    )


def _times(body: Body, waiting: tuple[str, ...]) -> tuple[Move, ...]:
    """Both sides agree on more time: noted by the office, a move for each step because it stays there."""
    return tuple(
        Move(
            "extend" if number == 0 else "extend_discussed",
            _("Frist verlängern"),
            (step,),
            step,
            OFFICE_ROLE,
            body.norm,
            checks=(not_extended,),
            needs_reason=True,
            decides=False,
            event_label=_("Frist verlängert"),
        )
        for number, step in enumerate(waiting)
    )


def _provisional(target: str, sources: tuple[str, ...]) -> Move:
    return Move(
        "regulate",
        _("Besonderer Fall: vorläufig regeln"),
        sources,
        target,
        OFFICE_ROLE,
        PROVISIONAL,
        needs_reason=True,
        departs=True,
        event_label=_("vorläufig geregelt (besonderer Fall)"),
    )


def _withdraw(target: str, sources: tuple[str, ...]) -> Move:
    return Move(
        "withdraw",
        _("Zurücknehmen"),
        sources,
        target,
        OFFICE_ROLE,
        needs_reason=True,
        decides=False,
        event_label=_("zurückgenommen"),
    )


PROCESSES = {
    "personalrat": consent(BODIES["personalrat"]),
    "sbv": hearing(BODIES["sbv"], _("Anhörung der Schwerbehindertenvertretung")),
    "gleichstellung": hearing(BODIES["gleichstellung"], _("Beteiligung der Gleichstellungsbeauftragten")),
    "jav": hearing(BODIES["jav"], _("Beteiligung der Jugend- und Auszubildendenvertretung")),
}
# What an end of a case means for a measure or a stage that waits for it.
ENDED = {
    "body_consented": "zustimmung",
    "body_deemed": "fiktion",
    "body_arbitrated": "einigung",
    "body_provisional": "vorlaeufig",
    "hearing_agreed": "angehoert",
    "hearing_weighed": "angehoert",
    "hearing_silent": "angehoert",
    "hearing_provisional": "vorlaeufig",
}
