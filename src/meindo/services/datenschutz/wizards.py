"""The wizards: a question about a look, a request for information, for rectification, for erasure."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.paper.queries import received_on
from meindo.platform.people.queries import latest_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands
from .forms import CORRECTIONS, ERASURES, QUESTIONS, WISHES
from .process import KEY
from .purposes import ASK as ASKING
from .purposes import ERASE as ERASING
from .purposes import INFORM as INFORMING
from .purposes import RECTIFY as RECTIFYING

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


def send_correction(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    return commands.request_correction(
        employment=latest_employment(draft.person_id),
        about=answers["about"],
        wrong=answers["wrong"],
        right=answers["right"],
        received_on=received_on(draft),
        by=request.viewer.actor,
    )


def send_erasure(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    return commands.request_erasure(
        employment=latest_employment(draft.person_id),
        kind=answers["kind"],
        text=answers["text"],
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
CORRECT = Wizard(
    key="datenschutz_berichtigung",
    after_leaving=True,
    service=KEY,
    purpose=RECTIFYING.key,
    title=gettext_lazy("Berichtigung eigener Daten"),
    send_label=gettext_lazy("Berichtigung verlangen"),
    questions=lambda _draft: CORRECTIONS,
    send=send_correction,
    draft_title=lambda _answers: _("Berichtigung eigener Daten"),
    done_url="datenschutz_case",
    paper=Paper(title=gettext_lazy("Antrag auf Berichtigung"), until=lambda _day: _("wann Sie möchten")),
)
ERASE = Wizard(
    key="datenschutz_loeschung",
    after_leaving=True,
    service=KEY,
    purpose=ERASING.key,
    title=gettext_lazy("Löschung eigener Daten"),
    send_label=gettext_lazy("Löschung verlangen"),
    questions=lambda _draft: ERASURES,
    send=send_erasure,
    draft_title=lambda _answers: _("Löschung eigener Daten"),
    done_url="datenschutz_case",
    paper=Paper(title=gettext_lazy("Antrag auf Löschung"), until=lambda _day: _("wann Sie möchten")),
)
