"""The wizard: a question about a pay statement."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.people.queries import latest_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands
from .forms import QUESTIONS
from .purposes import ASK as ASKING
from .texts import KEY


def send_question(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The question becomes a case."""
    return commands.ask(
        employment=latest_employment(draft.person_id),
        kind=answers["kind"],
        month=answers["month"],
        text=answers["text"],
        by=request.viewer.actor,
    )


ASK = Wizard(
    key="entgeltnachweis_frage",
    after_leaving=True,
    service=KEY,
    purpose=ASKING.key,
    title=gettext_lazy("Frage zu einem Entgeltnachweis"),
    send_label=gettext_lazy("Frage senden"),
    questions=lambda _draft: QUESTIONS,
    send=send_question,
    draft_title=lambda _answers: _("Frage zu einem Entgeltnachweis"),
    done_url="entgeltnachweis_case",
    paper=Paper(title=gettext_lazy("Frage zu einem Entgeltnachweis"), until=lambda _day: _("wann Sie möchten")),
)
