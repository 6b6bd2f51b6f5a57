"""The wizard of a collective claim: a list of trips that grows during the month, settled and sent together."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.kernel.entry import EntryError
from meindo.kernel.refusal import NotCovered
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.paper.queries import received_on
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.question import Question, Questionnaire
from meindo.ui.wizard import Paper, Wizard

from . import commands, commands_collective, queries, queries_permission, rules, same_day, settling, show_month
from .answers_month import (
    MOST_TRIPS,
    REMOVED,
    Span,
    month_first,
    month_of,
    next_month,
    prefix,
    row_numbers,
    row_of,
    span_of,
)
from .forms import WITH_FARE
from .forms_month import month_on_paper, month_question, month_receipts, month_text, row_question
from .models import StandingPermission
from .process import KEY
from .proof import ride_label, ride_slot
from .purposes import SETTLE
from .request import MONTH_FORM
from .routes import NO_ROUTES, Routes, routes_of
from .show import considered_lines
from .show_lines import lines_by_day, sentence
from .wizards import TYPING

REPEATED = ("start", "end", "from", "to", "means", "km", "back", "purpose")


def questions_of_month(draft: Draft) -> list[Question]:
    """The month, each trip typed so far, one more that can be added, and the receipts; built once for what is typed."""
    seen = draft.__dict__.get("questions_seen")
    if seen is None or seen[0] is not draft.data:
        questions = _questions(draft) if draft.case is not None else month_on_paper(draft)
        seen = draft.__dict__["questions_seen"] = (draft.data, questions)
    found: list[Question] = seen[1]
    return found


def _questions(draft: Draft) -> list[Question]:
    months = months_of_draft(draft)
    first = month_first(draft.data.get("month", "")) or months[0]
    routes, typed = _routes_seen(draft), draft.data
    numbers = row_numbers(typed) or [1]
    cleaned = _cleaned(typed, numbers, first)
    spans = {number: span for number, row in cleaned.items() if (span := span_of(row, number)) is not None}
    rows = [
        row_question(number, first, routes, known_row(draft, number), [spans[n] for n in spans if n != number])
        for number in numbers
    ]
    if row_numbers(typed) and numbers[-1] < MOST_TRIPS:
        new = numbers[-1] + 1
        rows.append(row_question(new, first, routes, known_row(draft, new), list(spans.values()), is_new=True))
    return [month_question(months), *rows, month_receipts(draft, _rides(cleaned, spans))]


def months_of_draft(draft: Draft) -> list[date]:
    """The months to choose from: those of the permission, or the one that was claimed."""
    assert draft.case is not None  # noqa: S101 (asked for before)
    if draft.case.process == queries.COLLECTIVE:
        return [queries.trip_of(draft.case).starts_on.replace(day=1)]
    found = queries_permission.months_of(draft.case)
    return found or [today().replace(day=1)]


def _cleaned(typed: Mapping[str, Any], numbers: list[int], first: date) -> dict[int, dict[str, Any]]:
    """The rows that are typed and right."""
    forms = {number: row_question(number, first).form_class(typed) for number in numbers}
    return {number: form.cleaned_data for number, form in forms.items() if form.is_valid()}


def _rides(cleaned: Mapping[int, Mapping[str, Any]], spans: Mapping[int, Span]) -> list[tuple[str, str]]:
    """The rides with a fare in the order in which they took place: each can have receipts of its own."""
    found = sorted((span.start, cleaned[number][f"{prefix(number)}means"]) for number, span in spans.items())
    return [(ride_slot(start), ride_label(start, means)) for start, means in found if means in WITH_FARE]


def known_row(draft: Draft, number: int) -> dict[str, Any]:
    """What a new trip begins with: the one typed before it, or the last one of the month before."""
    numbers = row_numbers(draft.data)
    if number in numbers:
        return {}
    row = row_of(draft.data, numbers[-1]) if numbers else _last_row(draft)
    return {name: row[name] for name in REPEATED if row.get(name)}


def _last_row(draft: Draft) -> dict[str, Any]:
    if draft.entered_by_id is not None:
        return {}  # who types for somebody else sees nothing of that person's other trips
    if "last_row_seen" not in draft.__dict__:
        answers = queries_permission.last_row(draft.person_id)
        numbers = row_numbers(answers)
        draft.__dict__["last_row_seen"] = row_of(answers, numbers[-1]) if numbers else {}
    found: dict[str, Any] = draft.__dict__["last_row_seen"]
    return found


def _routes_seen(draft: Draft) -> Routes:
    """The own rides, read once per draft object; none for who types for somebody else."""
    if "routes_seen" not in draft.__dict__:
        draft.__dict__["routes_seen"] = routes_of(draft.case) if draft.case and not draft.entered_by_id else NO_ROUTES
    found: Routes = draft.__dict__["routes_seen"]
    return found


def permission_in(case: Case) -> StandingPermission:
    """The permission of a draft's case: its own, or the one under which the month was claimed."""
    if case.process == queries.PERMITTED:
        return queries_permission.permission_of(case)
    found = queries.trip_of(case).permission
    assert found is not None  # noqa: S101 (every month was claimed under one)
    return found


def send_month(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The month becomes a case; one that came back goes to the check again."""
    assert draft.case is not None  # noqa: S101 (a month's draft always belongs to a permission or its claim)
    case, by, came = draft.case, request.viewer.actor, received_on(draft)
    typed = {name: value for name, value in draft.data.items() if name != REMOVED}
    shared: dict[str, Any] = {"journeys": month_of(answers), "answers": typed, "by": by, "draft": draft}
    if case.process == queries.COLLECTIVE:
        commands.file_claim(case=case, received_on=came, **shared)
        return case
    return commands_collective.file_month(permission=case, received_on=came, **shared)


def month_problems(_draft: Draft, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """What does not fit together, with the trip to go back to."""
    try:
        month_of(answers)
    except EntryError as problem:
        place = problem.field.partition("[")[2].partition("]")[0]
        number = row_numbers(answers)[int(place)] if place else 1
        return [(f"fahrt-{number}", sentence(problem.message))]
    return []


def month_review(request: Request, draft: Draft, answers: dict[str, Any]) -> Mapping[str, Any]:
    """The list of the month with what it gives so far; before it is sent the settlement line by line."""
    assert draft.case is not None  # noqa: S101 (a month's draft always belongs to a permission or its claim)
    first = month_first(answers["month"])
    assert first is not None  # noqa: S101 (a choice of the form)
    shown = {
        "title": _("Fahrten im {month}").format(month=month_text(first)),
        "permission": permission_in(draft.case),
        "final": request.method == "POST" or "fertig" in request.GET,
        "is_over": next_month(first) <= today(),
        "draft": draft,
        "removed": show_month.removed_row(draft.data, first),
        "can_add": len(row_numbers(draft.data)) < MOST_TRIPS,
        "next_key": f"fahrt-{row_numbers(draft.data)[-1] + 1}",
    }
    try:
        journeys = settling.with_records(draft.case, month_of(answers))
    except EntryError:
        return {**shown, "rows": show_month.rows_of(answers, None)}
    finding, own = settling.preview(journeys), draft.entered_by_id is None
    mine, other = _("Das steht Ihnen nach Ihren Angaben zu"), _("Das steht der Person nach diesen Angaben zu")
    beside = same_day.settled_beside(draft.case, journeys) if own else ()
    return {
        **shown,
        "rows": show_month.rows_of(answers, finding),
        "finding": finding,
        "lines": lines_by_day(finding),
        "short_days": show_month.short_days(finding),
        "considered": considered_lines(journeys, beside),
        "sum_label": mine if own else other,
        "refusals": [sentence(refusal.message) for refusal in finding.refusals],
    }


def month_unusual(answers: Mapping[str, Any]) -> list[Any]:
    """What is asked back once and can be confirmed."""
    try:
        return [sentence(hint.message) for hint in settling.hints_of(month_of(answers))]
    except EntryError:
        return []


def against_month(_request: Request, draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """What is late, not named by the permission, or comes after another claim: who decides all the same."""
    try:
        journeys = month_of(answers)
    except EntryError:
        return []
    assert draft.case is not None  # noqa: S101 (a month's draft always belongs to a permission or its claim)
    marks = show_month.marks_beforehand(permission_in(draft.case), journeys, draft.data)
    found = [_(show_month.DESPITE[mark]) for mark in marks]
    if draft.case.process == queries.PERMITTED and queries_permission.is_supplement(
        draft.case, journeys.first_day.replace(day=1)
    ):
        found.append(_("Für diesen Monat gibt es schon eine Abrechnung. Diese hier wird als Nachtrag geprüft."))
    return [*found, *_late(draft, journeys.first.last_day, journeys.first_day)]


def _late(draft: Draft, last_day: date, first_day: date) -> list[str]:
    try:
        until = rules.claim_deadline(last_day, rules.law_on(first_day))
    except NotCovered:
        return []
    filed = queries.claimed_on(draft.case) if draft.case and draft.case.process == queries.COLLECTIVE else None
    if (received_on(draft) or filed or today()) <= until:
        return []
    text = _(
        "Für die erste Fahrt ist die Frist am {day} abgelaufen (LRKG NRW § 3 Abs. 2). Ob es dafür noch Geld gibt, "
        "entscheidet die Reisestelle."
    )
    return [text.format(day=date_text(until))]


def until_month(day: date) -> Any:
    """When a claim on paper is to come back, by the law of the day on which it was printed."""
    months = rules.law_on(day).value("claim_deadline_months")
    return _("innerhalb von {months} Monaten nach jeder Fahrt ({norm})").format(months=months.value, norm=months.norm)


def known_of_month(case: Case) -> dict[str, Any]:
    """What a claim begins with: everything of one that came back; receipts are asked for on their own page."""
    claim = queries.current_claim(case)
    return dict(claim.answers) if claim is not None else {"seen_belege": "1"}


def cleaned_month(draft: Draft) -> dict[str, Any]:
    """All right answers of a draft."""
    return Questionnaire(questions_of_month(draft)).cleaned(draft.data)


MONTH = Wizard(
    key=MONTH_FORM,
    service=KEY,
    purpose=SETTLE.key,
    title=gettext_lazy("Fahrten eines Monats abrechnen"),
    send_label=gettext_lazy("Abrechnung einreichen"),
    despite=against_month,
    despite_label=gettext_lazy("Trotzdem einreichen"),
    questions=questions_of_month,
    send=send_month,
    done_url="dienstreise_done",
    paper=Paper(
        title=gettext_lazy("Sammelabrechnung: Fahrten eines Monats"),
        until=until_month,
        matters=queries_permission.claimable,
        known=known_of_month,
    ),
    roles=TYPING,
    problems=month_problems,
    review=month_review,
    unusual=month_unusual,
    review_template="dienstreise/month.html",
    files_question="belege",
    is_list=True,
)
