"""What the letters about an advance say: that it is paid and will be set off, or why it is not paid."""

from meindo.kernel.money import ZERO, euro
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import LetterData

from .notice import REMEDY_BEAMTE, REMEDY_TARIF, SENDER
from .queries_advance import advance_of
from .queries_objection import is_civil_servant


def advance_notice(case: Case, event: CaseEvent) -> LetterData:
    """The letter that belongs to a decision on an advance."""
    day = event.at.astimezone(BERLIN).date()
    amount = euro(case.amount_eur or ZERO)
    paid = event.move == "order"
    special = case.events.filter(move="confirm_special", revision__lt=event.revision).order_by("-revision").first()
    what = f"Ihrer Dienstreise nach {case.headline} ({advance_of(case).trip_case.number})"
    paragraphs = (
        (
            f"zu {what} zahlen wir Ihnen einen Abschlag von {amount}.",
            "Er wird mit Ihrer Reisekostenabrechnung verrechnet. Was Sie nicht verbrauchen, zahlen Sie zurück; vorher "
            "hören wir Sie an.",
            *([f"Begründung: {special.reason}"] if special is not None else []),
        )
        if paid
        else (f"einen Abschlag zu {what} zahlen wir nicht. Begründung: {event.reason}",)
    )
    summary = f"Sie bekommen {amount} schon vor der Reise." if paid else "Sie bekommen vor der Reise kein Geld."
    civil_servant = is_civil_servant(case.employment_id, day)
    return LetterData(
        title=f"Abschlag zu Ihrer Dienstreise nach {case.headline}",
        sender=SENDER,
        recipient=(case.person.display_name, str(case.unit)),
        date=day,
        case_number=case.number,
        your_reference=advance_of(case).trip_case.number,
        salutation=f"Guten Tag {case.person.display_name},",
        plain_summary=summary,
        paragraphs=paragraphs,
        remedy=REMEDY_BEAMTE if civil_servant else REMEDY_TARIF,
    )
