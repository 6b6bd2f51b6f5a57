"""Questions as data: asked one by one, or all on one page, from the same declaration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meindo.ui.blocks import Answer
from meindo.ui.cells import Text
from meindo.ui.display import shown
from meindo.ui.forms import Form

Data = Mapping[str, Any]


def always(_data: Data) -> bool:
    """A question that everybody is asked."""
    return True


@dataclass(frozen=True)
class Question:
    """One page of a wizard: a form and the condition under which it is asked.

    `when` sees the cleaned answers of all earlier questions in one flat dictionary; `only_if` says the same in words,
    for the printed form, where nobody leaves a question out by itself.
    """

    key: str
    form_class: type[Form]
    title: Text
    hint: Text = ""
    when: Callable[[Data], bool] = always
    only_if: Text = ""

    def __post_init__(self) -> None:
        """A condition without words could not be printed."""
        if self.when is not always and not self.only_if:
            raise ValueError(f"question {self.key} does not say in words when it is asked")


def seen_mark(question: Question) -> str:
    """The name under which a draft notes that a question was sent: no box ticked is an answer too."""
    return f"seen_{question.key}"


def with_answers(typed: Data, question: Question, form: Form) -> dict[str, Any]:
    """The typed values after a question was sent; what is no longer ticked does not come back."""
    names = set(form.input_names())
    kept = {name: value for name, value in typed.items() if name not in names}
    return {**kept, **form.typed(), seen_mark(question): "1"}


@dataclass(frozen=True)
class Asked:
    """A question that applies, with its form on the data so far."""

    question: Question
    form: Form

    @property
    def answered(self) -> bool:
        """Whether the answer is complete and right."""
        return self.form.is_bound and self.form.is_valid()


class Questionnaire:
    """A list of questions over one flat dictionary of typed values (the content of a draft)."""

    def __init__(self, questions: Sequence[Question], **form_options: Any) -> None:
        names = [name for question in questions for name in question.form_class.base_fields]
        if len(names) != len(set(names)):
            raise ValueError("Two questions share a field name.")
        self.questions = tuple(questions)
        self.form_options = form_options

    def asked(self, typed: Data) -> list[Asked]:
        """All questions that apply, as far as earlier answers tell; stops nowhere."""
        known: dict[str, Any] = {}
        result = []
        for question in self.questions:
            if question.when(known):
                form = self.form(question, typed)
                result.append(Asked(question, form))
                if form.is_bound and form.is_valid():
                    known |= form.cleaned_data
        return result

    def form(self, question: Question, typed: Data | None) -> Form:
        """The form of a question: bound if it was sent, or if what is known without asking answers it wholly.

        What is known of a question that nobody has answered yet stands in its fields, and nothing is called wrong.
        """
        form = question.form_class(typed or {}, **self.form_options)
        known = form.typed() if typed else {}
        if typed and (seen_mark(question) in typed or (known and form.is_valid())):
            return form
        return self._filled(question, form if known else None)

    def unjudged(self, question: Question, typed: Data | None) -> Form:
        """The form as `form` gives it, but nothing is called wrong: for a page on which nothing was sent yet."""
        form = self.form(question, typed)
        return form if not form.is_bound or form.is_valid() else self._filled(question, form)

    def _filled(self, question: Question, known: Form | None) -> Form:
        initial = {name: known[name].data for name in known.fields if known[name].data} if known else {}
        return question.form_class(initial=initial, **self.form_options)

    def find(self, key: str) -> Question:
        """The question with this key; KeyError if there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def next_open(self, typed: Data) -> Question | None:
        """The first question without a right answer; None when all are answered."""
        return next((asked.question for asked in self.asked(typed) if not asked.answered), None)

    def neighbours(self, key: str, typed: Data) -> tuple[Question | None, Question | None]:
        """The questions before and after this one among those that apply."""
        asked = [entry.question for entry in self.asked(typed)]
        at = [question.key for question in asked].index(key)
        return (asked[at - 1] if at else None, asked[at + 1] if at + 1 < len(asked) else None)

    def position(self, key: str, typed: Data) -> tuple[int, int]:
        """Which question this is, out of how many that apply now."""
        keys = [entry.question.key for entry in self.asked(typed)]
        return keys.index(key) + 1, len(keys)

    def cleaned(self, typed: Data) -> dict[str, Any]:
        """All right answers in one dictionary."""
        return {
            name: value
            for asked in self.asked(typed)
            if asked.answered
            for name, value in asked.form.cleaned_data.items()
        }

    def answers(self, typed: Data, url_of: Callable[[Question], str]) -> list[Answer]:
        """Rows for check-your-answers, each with the way back to its question."""
        return [
            Answer(
                label=field.label,
                value=shown(field.field, asked.form.cleaned_data.get(field.name)),
                url=url_of(asked.question),
            )
            for asked in self.asked(typed)
            if asked.answered
            for field in asked.form.visible_bound()
        ]
