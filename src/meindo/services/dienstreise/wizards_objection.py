"""The wizard of a Widerspruch or an assertion: why, and which amount would be right."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.question import Question
from meindo.ui.wizard import Paper, Wizard

from . import commands_objection
from .forms import ASKED_QUESTION, REASON_QUESTION
from .process import KEY
from .purposes import OBJECT as PURPOSE
from .queries_objection import contestable, is_about_settlement


def questions_of_objection(draft: Draft) -> list[Question]:
    """An amount is asked for where the decision was about one."""
    about_amount = draft.case is None or is_about_settlement(draft.case)
    return [REASON_QUESTION, ASKED_QUESTION] if about_amount else [REASON_QUESTION]


def send_objection(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The objection becomes a case of its own."""
    assert draft.case is not None  # noqa: S101 (the draft of an objection always belongs to a case)
    return commands_objection.file_objection(
        contested=draft.case,
        reason=answers["objection_reason"],
        asked_eur=answers.get("asked_eur"),
        by=request.viewer.actor,
    )


def against_objection(_request: Request, draft: Draft, _answers: Mapping[str, Any]) -> list[str]:
    """One that comes too late can be filed; whether it still counts is not for the program to say."""
    found = contestable(draft.case) if draft.case is not None else None
    if found is None or not found.is_late:
        return []
    text = _("Die Frist ist am {day} abgelaufen. Ob Ihr Schreiben noch zählt, entscheidet eine Person.")
    return [text.format(day=date_text(found.until))]


OBJECT = Wizard(
    key="dienstreise_widerspruch",
    service=KEY,
    purpose=PURPOSE.key,
    title=gettext_lazy("Gegen eine Entscheidung vorgehen"),
    send_label=gettext_lazy("Absenden"),
    despite=against_objection,
    despite_label=gettext_lazy("Trotzdem absenden"),
    questions=questions_of_objection,
    send=send_objection,
    done_url="dienstreise_done",
    # On paper it is a signed letter (VwGO § 70), which the letter objected to explains, so it is not among the forms.
    paper=Paper(title=gettext_lazy("Gegen eine Entscheidung vorgehen"), until=lambda _day: _("siehe Ihr Bescheid")),
)
