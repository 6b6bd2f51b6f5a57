"""What the letters about a standing permission say: that it is refused, or revoked for the future."""

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import LetterData

from . import queries_permission
from .models import StandingPermission
from .notice import REMEDY_BEAMTE, REMEDY_TARIF, SENDER
from .queries_objection import is_civil_servant

TITLES = {
    "reject": "Ihr Antrag auf eine Dauergenehmigung",
    "revoke": "Widerruf Ihrer Dauergenehmigung",
}
SUMMARIES = {
    "reject": "Die Dauergenehmigung wurde nicht erteilt. Der Grund steht in diesem Schreiben.",
    "revoke": "Ihre Dauergenehmigung endet. Fahrten bis zum letzten Tag können Sie noch abrechnen.",
}


def permission_notice(case: Case, event: CaseEvent) -> LetterData:
    """The letter that belongs to a decision on a standing permission."""
    day = event.at.astimezone(BERLIN).date()
    civil_servant = is_civil_servant(case.employment_id, day)
    return LetterData(
        title=TITLES[event.move],
        sender=SENDER,
        recipient=(case.person.display_name, str(case.unit)),
        date=day,
        case_number=case.number,
        salutation=f"Guten Tag {case.person.display_name},",
        plain_summary=SUMMARIES[event.move],
        paragraphs=(_paragraph(queries_permission.permission_of(case), event),),
        tables=(),
        sections=(),
        remedy=REMEDY_BEAMTE if civil_servant else REMEDY_TARIF,
    )


def _paragraph(held: StandingPermission, event: CaseEvent) -> str:
    what = f"für Dienstreisen im Gebiet {held.area}"
    if event.move == "reject":
        return f"die Dauergenehmigung {what} wird nicht erteilt. Begründung: {event.reason}"
    last = f"{held.last_day:%d.%m.%Y}"
    return f"die Dauergenehmigung {what} wird für die Zeit nach dem {last} widerrufen. Begründung: {event.reason}"
