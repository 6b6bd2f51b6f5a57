"""The wizard: a call for help that lets the support look."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.people.queries import latest_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands
from .forms import QUESTIONS, service_key
from .process import KEY
from .purposes import HELPING


def send_help(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The call becomes a case."""
    return commands.ask_for_help(
        employment=latest_employment(draft.person_id),
        service=service_key(answers["service"]),
        reason=answers["reason"],
        until=answers["until"],
        by=request.viewer.actor,
    )


HELP = Wizard(
    key="unterstuetzung_hilfe",
    after_leaving=True,
    service=KEY,
    purpose=HELPING.key,
    title=gettext_lazy("Hilfe bei einer Störung"),
    send_label=gettext_lazy("Um Hilfe bitten"),
    questions=lambda _draft: QUESTIONS,
    send=send_help,
    draft_title=lambda _answers: _("Hilfe bei einer Störung"),
    done_url="unterstuetzung_case",
    paper=Paper(title=gettext_lazy("Hilfe bei einer Störung"), until=lambda _day: _("wann Sie möchten")),
)
