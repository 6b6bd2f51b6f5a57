"""The wizard that notifies a trip: the questions of the request, without the one that asks why."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.people.queries import main_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands_report
from .answers import request_of
from .forms import REPORT_QUESTIONS
from .process import KEY
from .purposes import REPRESENT


def send_report(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The notified trip becomes a case; nobody approves it."""
    return commands_report.report_trip(
        employment=main_employment(draft.person_id),
        request=request_of(answers, draft.data),
        by=request.viewer.actor,
    )


REPORT = Wizard(
    key="dienstreise_anzeige",
    service=KEY,
    purpose=REPRESENT.key,
    title=gettext_lazy("Dienstreise anzeigen"),
    send_label=gettext_lazy("Anzeige senden"),
    questions=lambda _draft: REPORT_QUESTIONS,
    send=send_report,
    draft_title=lambda answers: _("Anzeige: {place}").format(place=answers["destination"]),
    done_url="dienstreise_done",
    # Nobody types it for somebody else (LPVG NRW § 40: it is the body's own matter), so it is not among the forms.
    paper=Paper(title=gettext_lazy("Anzeige einer Dienstreise"), until=lambda _day: _("vor dem Beginn der Reise")),
)
