"""What the letters about a Widerspruch or an assertion say: what is decided, why, and what can be done against it."""

from decimal import Decimal

from meindo.kernel.message import mark as _
from meindo.kernel.money import euro
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import LetterData, Remedy

from .models import Objection
from .notice import PLAIN_REMEDY, SENDER
from .queries import COLLECTIVE, PERMITTED, RECOVERED
from .queries_advance import set_off_in
from .queries_objection import objection_of, paid_so_far
from .rules_remedy import WIDERSPRUCH

ACTION_BEAMTE = Remedy(
    heading="Rechtsbehelfsbelehrung",
    text=(
        "Gegen die Entscheidung in der Gestalt dieses Widerspruchsbescheids kann innerhalb eines Monats nach "
        "Zustellung Klage beim Verwaltungsgericht Gelsenkirchen erhoben werden "
        "(§ 54 Abs. 1 BeamtStG, § 74 Abs. 1 VwGO)."
    ),
)
ACTION_TARIF = Remedy(
    heading="Wenn Sie nicht einverstanden sind",
    text="Sie können Ihren Anspruch beim Arbeitsgericht Dortmund einklagen.",
)
PLAIN_REMEDY |= {
    ACTION_BEAMTE: _(
        "Wenn Sie nicht einverstanden sind, können Sie innerhalb eines Monats nach Zustellung Klage beim "
        "Verwaltungsgericht erheben. Wie das geht, steht am Ende des Schreibens."
    ),
    ACTION_TARIF: _("Wenn Sie nicht einverstanden sind, können Sie Ihren Anspruch beim Arbeitsgericht einklagen."),
}


ABOUT = {PERMITTED: "Dauergenehmigung", RECOVERED: "Rückforderung", COLLECTIVE: "Sammelabrechnung"}
LIFTED = {
    PERMITTED: "Die Ablehnung oder der Widerruf wird aufgehoben, die Dauergenehmigung gilt.",
    RECOVERED: "Die Entscheidung über die Rückforderung wird aufgehoben. Darüber wird neu entschieden.",
}


def objection_notice(case: Case, event: CaseEvent) -> LetterData:
    """The letter that belongs to a decision on an objection; none that gives everything names a remedy."""
    objection = objection_of(case)
    decided = _decision(case, event)
    formal = objection.kind == WIDERSPRUCH
    return LetterData(
        title=_title(objection, decided),
        sender=SENDER,
        recipient=(case.person.display_name, str(case.unit)),
        date=event.at.astimezone(BERLIN).date(),
        case_number=case.number,
        your_reference=objection.contested.number,
        salutation=f"Guten Tag {case.person.display_name},",
        plain_summary=_summary(case, objection, decided),
        paragraphs=_paragraphs(case, objection, decided),
        remedy=None if decided.move in ("grant", "lift") else ACTION_BEAMTE if formal else ACTION_TARIF,
    )


def _decision(case: Case, event: CaseEvent) -> CaseEvent:
    """The move that decided: payment is ordered after it, by somebody else."""
    if event.move != "order":
        return event
    granted = case.events.filter(move__in=("grant", "grant_partly"), revision__lt=event.revision)
    return granted.order_by("-revision")[:1].get()


def _title(objection: Objection, decided: CaseEvent) -> str:
    about = ABOUT.get(objection.contested.process, "Dienstreise")
    if objection.kind != WIDERSPRUCH:
        return f"Ihre Geltendmachung zur {about} {objection.contested.number}"
    word = "Abhilfebescheid" if decided.move in ("grant", "lift") else "Widerspruchsbescheid"
    return f"{word} zur {about} {objection.contested.number}"


def _more(case: Case, objection: Objection) -> Decimal:
    return sum((line.amount_eur for line in case.pay_lines.exclude(accepted=False)), Decimal("0.00"))


def _summary(case: Case, objection: Objection, decided: CaseEvent) -> str:
    if decided.move == "lift":
        return LIFTED.get(objection.contested.process, "Die Reise ist jetzt genehmigt.")
    if decided.move == "dismiss":
        return "Es bleibt bei der Entscheidung. Der Grund steht in diesem Schreiben."
    if objection.contested.process == RECOVERED:
        return f"Sie bekommen {euro(_more(case, objection))} zurück. Das Geld kommt mit Ihrem Lohn."
    return f"Sie bekommen {euro(_more(case, objection))} mehr. Das Geld kommt mit Ihrem Lohn."


def _paragraphs(case: Case, objection: Objection, decided: CaseEvent) -> tuple[str, ...]:
    word = "Ihr Widerspruch" if objection.kind == WIDERSPRUCH else "Ihre Geltendmachung"
    what = f"{word} vom {case.created_at.astimezone(BERLIN):%d.%m.%Y} zum Vorgang {objection.contested.number}"
    if decided.move == "lift":
        lifted = "Die Ablehnung wird aufgehoben, die Reise ist genehmigt."
        return (f"{what} hat Erfolg: {LIFTED.get(objection.contested.process, lifted)}",)
    if decided.move == "dismiss":
        return (f"{what} wird zurückgewiesen. Begründung: {decided.reason}",)
    if objection.contested.process == RECOVERED:
        return (
            f"{what} hat Erfolg: {LIFTED[RECOVERED]}",
            f"{euro(_more(case, objection))}, die schon einbehalten sind, werden mit Ihrem Entgelt oder Ihrer "
            "Besoldung erstattet.",
        )
    part = "Erfolg" if decided.move == "grant" else "teilweise Erfolg"
    total = paid_so_far(objection)
    found = [
        f"{what} hat {part}: Die Reisekostenvergütung wird auf insgesamt {euro(total)} festgesetzt.",
        f"{euro(_more(case, objection))} werden mit Ihrem Entgelt oder Ihrer Besoldung nachgezahlt.",
    ]
    off = set_off_in(case)
    if off:
        found.append(f"{euro(off)} davon, was mehr zusteht, sind mit Ihrem Abschlag verrechnet.")
    return (*found, f"Begründung: {decided.reason}") if decided.reason else tuple(found)
