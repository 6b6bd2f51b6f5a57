"""Questions as data: branches, order, and rows for check-your-answers."""

import pytest

from meindo.ui import fields, forms
from meindo.ui.question import Question, Questionnaire


class Means(forms.Form):
    """How."""

    means = fields.ChoiceField(label="Verkehrsmittel", choices=[("car", "Auto"), ("bike", "Rad")])


class Way(forms.Form):
    """How far, only by car."""

    way = fields.KilometreField(label="Strecke")


class Start(forms.Form):
    """When."""

    start = fields.DateField(label="Beginn")


TRIP = Questionnaire(
    [
        Question("means", Means, "Womit?"),
        Question("way", Way, "Wie weit?", when=lambda data: data.get("means") == "car", only_if="Nur mit dem Auto."),
        Question("start", Start, "Wann?"),
    ]
)
DAY = {"start_day": "3", "start_month": "12", "start_year": "2026"}


def test_branch_depends_on_earlier_answers() -> None:
    assert [asked.question.key for asked in TRIP.asked({"means": "car"})] == ["means", "way", "start"]
    assert [asked.question.key for asked in TRIP.asked({"means": "bike"})] == ["means", "start"]


def test_first_open_question_comes_next() -> None:
    following = TRIP.next_open({"means": "car"})
    assert following is not None
    assert following.key == "way"
    assert TRIP.next_open({"means": "bike", **DAY}) is None


def test_answer_of_a_branch_not_taken_is_left_out() -> None:
    assert "way" not in TRIP.cleaned({"means": "bike", "way": "12", **DAY})


def test_neighbours_skip_what_does_not_apply() -> None:
    before, after = TRIP.neighbours("start", {"means": "bike"})
    assert before is not None
    assert before.key == "means"
    assert after is None
    assert TRIP.position("start", {"means": "car"}) == (3, 3)


def test_rows_for_checking_read_like_words() -> None:
    rows = TRIP.answers({"means": "car", "way": "94,5", **DAY}, lambda question: f"/{question.key}")
    assert [(str(row.label), str(row.value), row.url) for row in rows] == [
        ("Verkehrsmittel", "Auto", "/means"),
        ("Strecke", "94,5\N{NO-BREAK SPACE}km", "/way"),
        ("Beginn", "3. Dezember 2026", "/start"),
    ]


def test_wrong_answer_counts_as_open() -> None:
    following = TRIP.next_open({"means": "car", "way": "-3", **DAY})
    assert following is not None
    assert following.key == "way"


def test_two_questions_cannot_share_a_field() -> None:
    with pytest.raises(ValueError, match="share"):
        Questionnaire([Question("a", Means, "?"), Question("b", Means, "?")])
