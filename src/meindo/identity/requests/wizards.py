"""The wizard: a right asked for by the person, or by who decides for them in the line."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.kernel.message import mark
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.process import Reason
from meindo.platform.people.models import Employment
from meindo.platform.people.queries import main_employment
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.question import Question
from meindo.ui.wizard import Paper, Wizard

from . import commands
from .forms import Thing, proposed_day, questions_for
from .process import KEY
from .purposes import REQUESTING
from .queries import held_words
from .queries_catalogue import thing_named
from .queries_duties import duties_met
from .queries_team import team_of, told_of

FORM = "berechtigungen_antrag"


def picked(data: Mapping[str, Any]) -> Thing | None:
    """The right or role that was picked; None where nothing was, or it is not offered any more."""
    try:
        return thing_named(str(data.get("what", "")))
    except (ObjectDoesNotExist, ValidationError):
        return None


def known_of(what: Thing) -> dict[str, str]:
    """What a draft begins with: the right, and a proposal for the last day."""
    until = proposed_day(what)
    days = {f"until_{part}": str(getattr(until, part)) for part in ("day", "month", "year")}
    return {"what": str(what.uuid), **days}


def _questions(draft: Draft) -> list[Question]:
    """Read once per draft object: a page asks for the questions several times."""
    key = str(draft.data.get("what", "")) if draft.data else ""
    known = draft.__dict__.setdefault("asked_for", {})
    if key not in known:
        known[key] = questions_for(picked({"what": key}) if key else None)
    found: list[Question] = known[key]
    return found


def send(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    what = picked(answers)
    if what is None:
        raise MoveRefused(Reason(mark("Dieser Zugang wird nicht mehr angeboten.")))
    return commands.ask(
        employment=_employment(request, draft),
        what=what,
        reason=answers["reason"],
        until=answers["until"],
        by=request.viewer.actor,
    )


def _employment(request: Request, draft: Draft) -> Employment:
    """The own main one; of somebody else the one in the units of who asks."""
    if draft.entered_by_id is None:
        return main_employment(draft.person_id)
    place = team_of(request.viewer.person_id).filter(person_id=draft.person_id).first()
    if place is None:
        raise MoveRefused(Reason(mark("Für diese Person entscheiden Sie nicht.")))
    return place.employment


def problems(draft: Draft, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """What is held already or was asked for, said before it is sent."""
    what = picked(answers)
    if what is None:
        return [("was", _("Dieser Zugang wird nicht mehr angeboten."))]
    try:
        commands.check_wish(draft.person_id, what, answers["until"], by_id=draft.entered_by_id or draft.person_id)
    except MoveRefused as problem:
        return [("was", explain(problem.reason))]
    return []


def review(_request: Request, draft: Draft, answers: dict[str, Any]) -> Mapping[str, Any]:
    """What of it the person has already, with the reasons; to somebody else only what they see anyway."""
    what = picked(answers)
    if what is None:
        return {}
    if draft.entered_by_id is None:
        return {"held": held_words(draft.person_id, what)}
    told = told_of(draft.entered_by_id, draft.person_id, what)
    return {"held": [(right.label, right.why) for right in told]}


def despite(_request: Request, draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """To the person themself: which duty it would meet. Who asks for somebody else does not learn of their rights."""
    what = picked(answers)
    if what is None or draft.entered_by_id is not None:
        return []
    text = _("Das trifft auf die Funktionstrennung „%(duty)s“: %(why)s. Wer entscheidet, sieht das auch.")
    found = duties_met(draft.person_id, what, answers["until"])
    return [text % {"duty": met.duty.label, "why": met.duty.reason} for met in found]


def _title(answers: Mapping[str, Any]) -> str:
    what = picked(answers)
    return _("Zugang: %(what)s") % {"what": what.label} if what else _("Zugang zu einer Anwendung")


REQUEST = Wizard(
    key=FORM,
    service=KEY,
    purpose=REQUESTING.key,
    title=gettext_lazy("Zugang beantragen"),
    send_label=gettext_lazy("Antrag senden"),
    despite=despite,
    despite_label=gettext_lazy("Trotzdem beantragen"),
    questions=_questions,
    send=send,
    draft_title=_title,
    done_url="berechtigungen_case",
    problems=problems,
    review=review,
    review_template="identity/requests/check.html",
    paper=Paper(
        title=gettext_lazy("Antrag auf einen Zugang zu einer Anwendung"),
        until=lambda _day: _("bevor Sie den Zugang brauchen, am besten fünf Arbeitstage vorher"),
    ),
    roles=("applicant", "line_manager"),
)
