"""What the letters of a business trip say, as data: German, plain, with the remedy of the person's status."""

from decimal import Decimal

from meindo.kernel.finding import Line
from meindo.kernel.message import mark as _
from meindo.kernel.money import euro
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import Column, LetterData, Remedy, Section, Sender, Table

from . import queries
from .models import Claim, Trip
from .queries_advance import set_off_in
from .queries_objection import is_civil_servant

SENDER = Sender(
    authority="Stadt Dortmund",
    office_lines=("Personal- und Organisationsamt", "Team 11/4, Reisestelle"),
    return_line="Stadt Dortmund, Fachbereich 11, 44122 Dortmund",
)
REMEDY_BEAMTE = Remedy(
    heading="Rechtsbehelfsbelehrung",
    text=(
        "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch erheben. Der Widerspruch "
        "ist bei der Stadt Dortmund, Fachbereich 11, 44122 Dortmund, schriftlich, elektronisch nach § 3a Abs. 2 "
        "VwVfG NRW oder zur Niederschrift einzulegen (§ 103 LBG NRW, § 70 VwGO)."
    ),
)
REMEDY_TARIF = Remedy(
    heading="Wenn Sie nicht einverstanden sind",
    text=(
        "Bitte machen Sie weitere Ansprüche innerhalb von sechs Monaten nach Fälligkeit in Textform bei der Stadt "
        "Dortmund, Fachbereich 11, geltend. Danach verfallen sie (§ 37 Abs. 1 TVöD)."
    ),
)
PLAIN_REMEDY = {
    REMEDY_BEAMTE: _(
        "Wenn Sie nicht einverstanden sind, können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch erheben. "
        "Wie das geht, steht am Ende des Schreibens."
    ),
    REMEDY_TARIF: _(
        "Wenn Sie nicht einverstanden sind, melden Sie weitere Ansprüche innerhalb von sechs Monaten nach Fälligkeit "
        "an, sonst verfallen sie. Wie das geht, steht am Ende des Schreibens."
    ),
}
TITLES = {
    "order": "Abrechnung Ihrer Dienstreise",
    "order_reversal": "Rückbuchung zu Ihrer Dienstreise",
    "reject": "Ihr Antrag auf eine Dienstreise",
    "reject_change": "Die Änderung Ihrer Dienstreise",
    "reject_claim": "Ihre Reisekostenabrechnung",
    "close_unpaid": "Abrechnung Ihrer Dienstreise",
}


MONTH_TITLES = {
    "order": "Sammelabrechnung Ihrer Dienstreisen",
    "order_reversal": "Rückbuchung zu Ihrer Sammelabrechnung",
    "reject_claim": "Ihre Sammelabrechnung",
    "close_unpaid": "Sammelabrechnung Ihrer Dienstreisen",
}


def notice_of(case: Case, event: CaseEvent) -> LetterData:
    """The letter that belongs to a decision on a trip."""
    trip = queries.trip_of(case)
    day = event.at.astimezone(BERLIN).date()
    civil_servant = is_civil_servant(case.employment_id, day)
    claim = _claim_at(trip, event)
    return LetterData(
        title=MONTH_TITLES[event.move] if trip.permission_id else f"{TITLES[event.move]} nach {trip.destination}",
        sender=SENDER,
        recipient=(case.person.display_name, str(case.unit)),
        date=day,
        case_number=case.number,
        salutation=f"Guten Tag {case.person.display_name},",
        plain_summary=_summary(event, claim),
        paragraphs=_paragraphs(case, event, trip, claim),
        tables=_tables(event, claim),
        sections=_sections(event, claim),
        remedy=REMEDY_BEAMTE if civil_servant else REMEDY_TARIF,
    )


def _claim_at(trip: Trip, event: CaseEvent) -> Claim | None:
    claims = Claim.objects.filter(trip=trip, filed_at__lte=event.at).exclude(superseded_at__lte=event.at)
    return claims.order_by("number").first()


def total_of(claim: Claim) -> Decimal:
    """What is paid: the amount a person set, or else the computed one."""
    return claim.computed_eur if claim.decided_eur is None else claim.decided_eur


def _summary(event: CaseEvent, claim: Claim | None) -> str:
    month = claim is not None and claim.trip.permission_id is not None
    if event.move == "order" and claim is not None:
        what = "Ihre Fahrten in diesem Monat" if month else "Ihre Reise"
        off = set_off_in(event.case, event.revision)
        before = f"{euro(off)} haben Sie schon als Abschlag bekommen. " if off else ""
        return f"Sie bekommen {euro(total_of(claim) - off)} für {what}. {before}Das Geld kommt mit Ihrem Lohn."
    if month and event.move in ("reject_claim", "close_unpaid"):
        return "Für diese Fahrten bekommen Sie kein Geld. Der Grund steht in diesem Schreiben."
    return {
        "reject": "Die Reise wurde nicht genehmigt. Der Grund steht in diesem Schreiben.",
        "reject_change": "Die Änderung wurde nicht genehmigt. Die Genehmigung davor gilt weiter.",
        "reject_claim": "Für diese Reise bekommen Sie kein Geld. Der Grund steht in diesem Schreiben.",
        "close_unpaid": "Für diese Reise bekommen Sie kein Geld, weil keine Kosten entstanden sind.",
        "order_reversal": "Eine Zahlung war falsch. Die Stadt bucht das Geld zurück.",
    }[event.move]


def _paragraphs(case: Case, event: CaseEvent, trip: Trip, claim: Claim | None) -> tuple[str, ...]:
    what = _what(trip)
    if event.move == "order" and claim is not None:
        first = f"für {what} wird eine Reisekostenvergütung von {euro(total_of(claim))} festgesetzt."
        off = set_off_in(case, event.revision)
        if not off:
            return (first, "Sie wird mit Ihrem Entgelt oder Ihrer Besoldung ausgezahlt.")
        rest = total_of(claim) - off
        return (
            first,
            f"Davon sind {euro(off)} bereits als Abschlag gezahlt und werden verrechnet. Der Rest von {euro(rest)} "
            "wird mit Ihrem Entgelt oder Ihrer Besoldung ausgezahlt.",
        )
    texts = {
        "reject": f"{what} wird nicht genehmigt. Begründung: {event.reason}",
        "reject_change": (
            f"die Änderung wird nicht genehmigt. Es gilt weiter die Genehmigung für {what}. Begründung: {event.reason}"
        ),
        "reject_claim": f"die Abrechnung für {what} wird abgelehnt. Begründung: {event.reason}",
        "close_unpaid": f"für {what} steht nach der Abrechnung keine Reisekostenvergütung zu.",
        "order_reversal": f"die Zahlung für {what} wird zurückgebucht. Begründung: {_asked(case)}",
    }
    return (texts[event.move],)


def _what(trip: Trip) -> str:
    """What was decided on, in words: one trip, or those of a month."""
    if trip.permission_id:
        return f"Ihre Dienstreisen im Gebiet {trip.destination} {_days(trip)}"
    return f"Ihre Dienstreise nach {trip.destination} {_days(trip)}"


def _days(trip: Trip) -> str:
    first, last = f"{trip.starts_on:%d.%m.%Y}", f"{trip.ends_on:%d.%m.%Y}"
    return f"am {first}" if first == last else f"vom {first} bis {last}"


def _asked(case: Case) -> str:
    asked = case.events.filter(move="request_reversal").order_by("-revision").first()
    return asked.reason if asked else ""


def _tables(event: CaseEvent, claim: Claim | None) -> tuple[Table, ...]:
    if claim is None or event.move not in ("order", "close_unpaid"):
        return ()
    finding = claim.result()
    rows = tuple(
        (_line_text(claim, line), str(line.norm), euro(line.amount_eur))
        for line in finding.lines
        if line.kind == "entitlement" and (line.amount_eur or not claim.trip.permission_id)
    )
    total = total_of(claim)
    if claim.decided_eur is not None:
        rows += (("Festsetzung als besonderer Fall", "", euro(claim.decided_eur - claim.computed_eur)),)
    columns = (
        Column(header="Leistung", share=3),
        Column(header="Grundlage", share=2),
        Column(header="Betrag", align="right", share=1),
    )
    tables = [Table(caption="Berechnung", columns=columns, rows=rows, total=("Summe", "", euro(total)))]
    off = set_off_in(event.case, event.revision)
    if off:
        tables.append(_set_off(total, off))
    return tuple(tables)


def _set_off(total: Decimal, off: Decimal) -> Table:
    """Due, already paid as an advance, what remains."""
    columns = (Column(header="Verrechnung", share=5), Column(header="Betrag", align="right", share=1))
    rows = (("Steht Ihnen zu", euro(total)), ("Schon als Abschlag gezahlt", euro(-off)))
    return Table(caption="Verrechnung des Abschlags", columns=columns, rows=rows, total=("Bleibt", euro(total - off)))


def _line_text(claim: Claim, line: Line) -> str:
    """The sentence of a line; in a month with its day, where the sentence does not say it."""
    text = line.message.render()
    if not claim.trip.permission_id or line.day is None or "{day}" in line.message.msgid:
        return text
    return f"{line.day:%d.%m.%Y}: {text}"


def _sections(event: CaseEvent, claim: Claim | None) -> tuple[Section, ...]:
    found = []
    if event.move == "order" and claim is not None:
        taxable = total_of(claim) - min(claim.result().tax_free_eur, total_of(claim))
        text = (
            f"Davon steuerfrei: {euro(total_of(claim) - taxable)}, steuerpflichtig: {euro(taxable)} (§ 3 Nr. 13 EStG)."
        )
        found.append(Section(heading="Steuer", paragraphs=(text,)))
        special = claim.trip.case.events.filter(move="confirm_special").order_by("-revision").first()
        if claim.decided_eur is not None and special is not None:
            found.append(Section(heading="Begründung", paragraphs=(special.reason,)))
    return tuple(found)
