"""The two wizards: a question about a look at one's data, a request for information."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.paper.queries import received_on
from meindo.platform.people.queries import latest_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands
from .forms import QUESTIONS, WISHES
from .process import KEY
from .purposes import ASK as ASKING
from .purposes import INFORM as INFORMING

RECORD = "record"


def send_question(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The question becomes a case; the entry is the one from which the draft began, if it did."""
    return commands.ask_about_access(
        employment=latest_employment(draft.person_id),
        about=answers["about"],
        text=answers["text"],
        record_id=draft.data.get(RECORD),
        by=request.viewer.actor,
    )


def send_request(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    return commands.request_information(
        employment=latest_employment(draft.person_id),
        text=answers["wish"],
        received_on=received_on(draft),
        by=request.viewer.actor,
    )


ASK = Wizard(
    key="datenschutz_frage",
    after_leaving=True,
    service=KEY,
    purpose=ASKING.key,
    title=gettext_lazy("Frage zu einem Zugriff"),
    send_label=gettext_lazy("Frage senden"),
    questions=lambda _draft: QUESTIONS,
    send=send_question,
    draft_title=lambda _answers: _("Frage zu einem Zugriff"),
    done_url="datenschutz_case",
    paper=Paper(title=gettext_lazy("Frage zu einem Zugriff"), until=lambda _day: _("wann Sie möchten")),
)
INFORM = Wizard(
    key="datenschutz_auskunft",
    after_leaving=True,
    service=KEY,
    purpose=INFORMING.key,
    title=gettext_lazy("Auskunft über eigene Daten"),
    send_label=gettext_lazy("Auskunft beantragen"),
    questions=lambda _draft: WISHES,
    send=send_request,
    draft_title=lambda _answers: _("Auskunft über eigene Daten"),
    done_url="datenschutz_case",
    paper=Paper(title=gettext_lazy("Antrag auf Auskunft"), until=lambda _day: _("wann Sie möchten")),
)
