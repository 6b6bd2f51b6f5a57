"""The wizard that asks for a standing permission."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.paper.queries import received_on
from meindo.platform.people.queries import main_employment
from meindo.ui.acting import Request
from meindo.ui.wizard import Paper, Wizard

from . import commands_permission, rules
from .forms_permission import PERMISSION_QUESTIONS
from .permission_request import permission_request
from .process import APPROVAL, KEY
from .purposes import PERMIT
from .request import PERMISSION_FORM
from .rules_permission import is_long
from .wizards import TYPING


def send_permission(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    return commands_permission.request_permission(
        employment=main_employment(draft.person_id),
        request=permission_request(answers, draft.data),
        received_on=received_on(draft),
        by=request.viewer.actor,
    )


def against_permission(_request: Request, draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """Longer than usual, or from a day that is over: it can be asked for, the line manager decides."""
    found = []
    first, last = answers["start_day"], answers["end_day"]
    if is_long(first, last, rules.law_on(first)):
        found.append(_("Das ist länger als üblich. Die Führungskraft entscheidet darüber mit einer Begründung."))
    if first < (received_on(draft) or today()):
        found.append(
            _(
                "Der erste Tag liegt schon zurück. Eine Dienstreise braucht vorher eine Genehmigung (LRKG NRW § 2 "
                "Abs. 2). Ob sie nachträglich gilt, entscheidet die Führungskraft."
            )
        )
    return found


def until_permission(_day: date) -> Any:
    """When a request on paper is to come back."""
    return _("vor dem ersten Tag, denn sie muss vorher genehmigt sein ({norm})").format(norm=APPROVAL)


PERMISSION = Wizard(
    key=PERMISSION_FORM,
    service=KEY,
    purpose=PERMIT.key,
    title=gettext_lazy("Dauergenehmigung beantragen"),
    send_label=gettext_lazy("Antrag senden"),
    despite=against_permission,
    despite_label=gettext_lazy("Trotzdem beantragen"),
    questions=lambda _draft: PERMISSION_QUESTIONS,
    send=send_permission,
    draft_title=lambda answers: _("Dauergenehmigung: {area}").format(area=answers["area"]),
    done_url="dienstreise_done",
    paper=Paper(title=gettext_lazy("Antrag auf eine Dauergenehmigung für Dienstreisen"), until=until_permission),
    roles=TYPING,
)
