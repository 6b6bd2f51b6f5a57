"""The wizard with which the office brings something forward."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.paper.queries import received_on
from meindo.platform.people.queries import main_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands
from .bodies import OFFICE
from .forms import PAPERS, SUBJECT, questions
from .process import KEY
from .purposes import TAKE_PART

ABOUT, KIND = "about", "kind"


def send(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """Each body gets its case; the first one holds the papers, which all of them read."""
    known = draft.data
    matter = commands.Matter(
        kind=answers.get("kind") or known[KIND],
        title=answers["title"],
        text=answers["text"],
        bodies=tuple(answers["bodies"]),
        subject=known.get(SUBJECT, ""),
        urgent_because=answers.get("urgent_because", ""),
        received_on=received_on(draft),
        about=known.get(ABOUT),
    )
    return commands.bring_forward(employment=main_employment(draft.person_id), matter=matter, by=request.viewer.actor)


BRING = Wizard(
    key="beteiligung_vorlage",
    service=KEY,
    purpose=TAKE_PART.key,
    title=gettext_lazy("Vorlage zur Beteiligung"),
    send_label=gettext_lazy("Vorlegen"),
    questions=questions,
    send=send,
    draft_title=lambda answers: _("Vorlage: {title}").format(title=answers.get("title", "")),
    done_url="beteiligung_case",
    roles=(OFFICE,),
    files_question=PAPERS,
    paper=Paper(
        title=gettext_lazy("Vorlage zur Beteiligung"),
        until=lambda _day: _("bevor die Maßnahme beginnt (LPVG NRW § 66)"),
    ),
)
