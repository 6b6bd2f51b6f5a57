"""What a question to the person can be about: each field of the request or of the claim, and the answer at it alone."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.kernel.entry import EntryError
from meindo.platform.cases.models import Case
from meindo.ui.cells import Text
from meindo.ui.display import shown
from meindo.ui.forms import Form
from meindo.ui.question import Question, Questionnaire

from . import queries, queries_permission
from .answers import journeys_of
from .answers_month import month_first, row_numbers
from .forms import REQUEST_QUESTIONS
from .forms_claim import TimesForm, claim_questions
from .forms_month import row_question
from .forms_permission import PERMISSION_QUESTIONS
from .forms_receipts import RECEIPTS

Typed = Mapping[str, Any]
NEVER_ALONE = "_more"  # "was there another one?" opens further questions


@dataclass(frozen=True)
class Askable:
    """A field that a question can be about, with what was answered there."""

    key: str
    label: Text
    value: Text = ""


@dataclass(frozen=True)
class Group:
    """The fields of one page of the form."""

    title: Text
    fields: list[Askable]


def typed_of(case: Case) -> dict[str, Any]:
    """What the person typed: in the claim in force, or in the request as long as there is none."""
    if case.process == queries.PERMITTED:
        return dict(queries_permission.permission_of(case).answers)
    claim = queries.claim_seen(case)
    return dict(claim.answers if claim is not None else queries.trip_of(case).answers)


def questionnaire_of(case: Case, typed: Typed) -> Questionnaire:
    """The questions that were asked; none where nothing was typed (a claim that came in another way)."""
    if case.process == queries.PERMITTED:
        return Questionnaire(PERMISSION_QUESTIONS)
    if queries.claim_seen(case) is None:
        return Questionnaire(REQUEST_QUESTIONS)
    if case.process == queries.COLLECTIVE:
        return Questionnaire(_trips_of_month(typed))
    times = Questionnaire([Question("zeiten", TimesForm, "")]).cleaned(typed)
    if not times:
        return Questionnaire([])
    legs, costs = (max(1, sum(name.endswith(end) for name in typed)) for end in ("_means", "_label"))
    return Questionnaire(claim_questions(times["start_day"], times["end_day"], legs=legs, costs=costs))


def _trips_of_month(typed: Typed) -> list[Question]:
    """Each trip of a month that was claimed; the month itself is not in question."""
    first = month_first(typed.get("month", ""))
    return [row_question(number, first) for number in row_numbers(typed)] if first is not None else []


def groups_of(case: Case) -> list[Group]:
    """All that can be asked about, page by page, with the answers as they stand."""
    typed = typed_of(case)
    found = [
        Group(asked.question.title, _fields(asked.form))
        for asked in questionnaire_of(case, typed).asked(typed)
        if asked.answered
    ]
    if queries.claim_seen(case) is not None:
        found.append(Group(gettext_lazy("Belege"), [Askable(RECEIPTS, gettext_lazy("Belege"))]))
    return found


def _fields(form: Form) -> list[Askable]:
    return [
        Askable(bound.name, bound.label, shown(bound.field, form.cleaned_data.get(bound.name)))
        for bound in form.visible_bound()
        if not bound.name.endswith(NEVER_ALONE)
    ]


def is_askable(case: Case, key: str) -> bool:
    """Whether a question can be about this: a field of the form, or the whole (no key)."""
    return not key or any(field.key == key for group in groups_of(case) for field in group.fields)


def label_of(case: Case, key: str) -> str:
    """What a question is about, in words: page and field."""
    if key == RECEIPTS:
        return _("Belege")
    question = _question_with(case, key, typed_of(case)) if key else None
    if question is None:
        return ""
    title, label = str(question.title), str(question.form_class.base_fields[key].label)
    return label if title in ("", label) else f"{title}: {label}"


def _question_with(case: Case, key: str, typed: Typed) -> Question | None:
    questions = questionnaire_of(case, typed).questions
    return next((question for question in questions if key in question.form_class.base_fields), None)


def field_alone(case: Case, key: str) -> dict[str, Any]:
    """The field as a part of a form of its own, holding what was answered; empty where it cannot be asked alone."""
    typed = typed_of(case)
    question = _question_with(case, key, typed)
    if question is None:
        return {}
    field = deepcopy(question.form_class.base_fields[key])
    field.initial = question.form_class(typed)[key].data
    return {key: field}


class NotAlone(Exception):
    """The new value does not stand alone; the text says what to do, `key` is the field where it can be mended."""


def changed(case: Case, key: str, sent: Form) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """All answers with the new value of one field, and that field before and after, as typed; NotAlone if the new value
    needs or contradicts other answers. Nothing before and after if it is the same.
    """
    typed = typed_of(case)
    names = type("Alone", (Form,), {key: deepcopy(sent.fields[key])})().input_names()
    after = {name: value for name, value in sent.typed().items() if name in names}
    before = {name: typed[name] for name in names if name in typed}
    if cleaned(case, typed).get(key) == sent.cleaned_data.get(key):
        return typed, {}, {}
    new = {name: value for name, value in typed.items() if name not in names} | after
    _check_alone(case, key, typed, new)
    return new, before, after


def cleaned(case: Case, typed: Typed) -> dict[str, Any]:
    """All right answers."""
    return questionnaire_of(case, typed).cleaned(typed)


def _check_alone(case: Case, key: str, before: Typed, typed: Typed) -> None:
    question = _question_with(case, key, before)
    form = question.form_class(typed) if question is not None else None
    if form is not None and not form.is_valid():
        raise NotAlone(" ".join(str(text) for errors in form.errors.values() for text in errors))
    questionnaire = questionnaire_of(case, typed)
    if form is None or questionnaire.next_open(typed) is not None:
        raise NotAlone(_("Zu dieser Änderung gehören weitere Angaben. Bitte ändern Sie mehr als diese eine."))
    if queries.claim_seen(case) is not None:
        _check_journeys(case, questionnaire.cleaned(typed))


def _check_journeys(case: Case, answers: Typed) -> None:
    try:
        journeys_of(case, answers)
    except EntryError as problem:
        raise NotAlone(problem.message.render(_)) from problem


def values_shown(case: Case, key: str, before: Typed, after: Typed) -> tuple[Text, Text]:
    """The field before and after the answer, in words; empty where the field is gone meanwhile."""
    typed = typed_of(case)
    question = _question_with(case, key, typed)
    if question is None:
        return "", ""
    rest = {name: value for name, value in typed.items() if name not in {*before, *after}}
    return _shown(question, key, {**rest, **before}), _shown(question, key, {**rest, **after})


def _shown(question: Question, key: str, typed: Typed) -> Text:
    form = question.form_class(typed)
    form.is_valid()
    return shown(form.fields[key], getattr(form, "cleaned_data", {}).get(key))
