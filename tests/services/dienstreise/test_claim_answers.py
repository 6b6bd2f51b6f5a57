"""From what was typed on the pages to the journey that the rules settle, for every part of a claim."""

from datetime import date, timedelta
from typing import Any

import pytest

from meindo.services.dienstreise import rules
from meindo.services.dienstreise.answers import journey_of
from meindo.services.dienstreise.forms_claim import claim_questions
from meindo.services.dienstreise.forms_nights import KINDS
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import NIGHT_KINDS
from meindo.ui.question import Questionnaire

START = date(2026, 3, 2)
LEG = {"leg1_means": "bus", "leg1_fare": "0", "leg1_day": "2026-03-02", "leg1_more": "no"}
SEEN = {"seen_mahlzeiten": "1", "seen_kosten-1": "1", "seen_dritte": "1", "seen_belege": "1"}


def typed(nights: int = 0, **more: Any) -> dict[str, Any]:
    """All that a person types for a trip with so many nights."""
    end = START + timedelta(days=nights)
    days: dict[str, Any] = {"start_time": "07:30", "end_time": "18:00"}
    for name, day in (("start_day", START), ("end_day", end)):
        days |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return {**days, **LEG, **SEEN, **more}


def questionnaire(nights: int) -> Questionnaire:
    return Questionnaire(claim_questions(START, START + timedelta(days=nights)))


def journey(nights: int = 0, **more: Any) -> Journey:
    """The journey of complete answers."""
    asked, data = questionnaire(nights), typed(nights, **more)
    following = asked.next_open(data)
    assert following is None, (following.key, asked.form(following, data).errors)
    return journey_of(asked.cleaned(data))


def wrong(key: str, nights: int = 0, **more: Any) -> dict[str, list[str]]:
    """The sentences at the fields of one question."""
    question = questionnaire(nights).find(key)
    return {name: list(texts) for name, texts in question.form_class({**typed(nights), **more}).errors.items()}


def keys(nights: int, **more: Any) -> list[str]:
    """The questions that apply."""
    return [asked.question.key for asked in questionnaire(nights).asked(typed(nights, **more))]


def test_one_answer_stands_for_all_nights() -> None:
    found = journey(3, nights_kind="receipt", nights_cost="89,50", nights_reason="Messe").nights
    assert [(night.kind, str(night.cost_eur), night.reason) for night in found] == [("receipt", "89.50", "Messe")] * 3
    assert [night.day for night in found] == [START + timedelta(days=shift) for shift in range(3)]
    assert "nacht-1" not in keys(3, nights_kind="lump")


def test_nights_that_differ_are_asked_one_by_one() -> None:
    each = {"night1_kind": "receipt", "night1_cost": "120", "night1_reason": "Messe"}
    each |= {"night2_kind": "during_transport", "night3_kind": "lump"}
    assert [key for key in keys(3, nights_kind="differ") if key.startswith("na")] == [
        "naechte",
        "nacht-1",
        "nacht-2",
        "nacht-3",
    ]
    found = journey(3, nights_kind="differ", **each).nights
    assert [(night.kind, str(night.cost_eur)) for night in found] == [
        ("receipt", "120"),
        ("during_transport", "0.00"),
        ("lump", "0.00"),
    ]


def test_every_kind_of_night_that_the_rules_know_can_be_answered() -> None:
    assert {key for key, _label in KINDS} == set(NIGHT_KINDS)


def test_a_single_night_is_asked_once_and_can_be_none() -> None:
    question = questionnaire(1).find("naechte")
    offered = {key for key, _label in question.form_class.base_fields["nights_kind"].choices}  # type: ignore[attr-defined]
    assert offered == {*NIGHT_KINDS, "none"}
    assert journey(1, nights_kind="none").nights == ()
    assert "nights_kind" in wrong("naechte", 1, nights_kind="differ")
    assert "nights_kind" in wrong("naechte", 2, nights_kind="none")


def test_the_last_question_of_a_very_long_trip_stands_for_the_rest() -> None:
    each = {f"night{number}_kind": "lump" for number in range(1, 31)} | {"night31_kind": "free"}
    found = journey(40, nights_kind="differ", stay_long="no", **each).nights
    assert [night.kind for night in found] == ["lump"] * 30 + ["free"] * 10


@pytest.mark.parametrize(
    ("key", "p", "more", "field", "sentence"),
    [
        ("naechte", "nights_", {"kind": "receipt"}, "cost", "Bitte geben Sie den Betrag vom Beleg an."),
        ("nacht-2", "night2_", {"kind": "receipt"}, "cost", "Bitte geben Sie den Betrag vom Beleg an."),
        ("nacht-2", "night2_", {"kind": "lump", "cost": "9"}, "cost", "Kosten gehören zu einer Unterkunft mit Beleg."),
        ("nacht-2", "night2_", {"kind": "tent"}, "kind", "Diese Auswahl gibt es hier nicht mehr."),
    ],
)
def test_a_wrong_night_is_told_at_its_field(key: str, p: str, more: dict[str, str], field: str, sentence: str) -> None:
    assert sentence in wrong(key, 2, **{p + name: value for name, value in more.items()})[p + field][0]


FIRST = {"leg1_means": "train", "leg1_fare": "99", "leg1_first": "on"}


def test_first_class_has_a_page_of_its_own_only_where_it_was_taken() -> None:
    assert "klasse-1" not in keys(0, leg1_means="train")
    assert "klasse-1" in keys(0, **FIRST)
    leg = journey(0, **FIRST, leg1_travel="135", leg1_riding="110", leg1_second="59,90").legs[0]
    assert (leg.train_class, leg.travel_minutes, leg.riding_minutes, str(leg.second_class_fare_eur)) == (
        1,
        135,
        110,
        "59.90",
    )
    assert journey(0, leg1_means="train").legs[0].train_class == 2


def test_first_class_is_settled_by_time_or_by_the_second_class_price() -> None:
    def fares(**more: str) -> tuple[str, list[str]]:
        finding = rules.settlement(found := journey(0, **FIRST, **more), rules.law_for(found))
        return str(finding.group_eur("fares")), [refusal.name for refusal in finding.refusals]

    assert fares(leg1_travel="150", leg1_riding="130") == ("99.00", [])
    assert fares(leg1_travel="90", leg1_riding="90", leg1_second="59,90") == ("59.90", [])
    assert fares(leg1_travel="90", leg1_riding="90") == ("0.00", ["first_class_without_second_class_fare"])


@pytest.mark.parametrize(
    ("key", "more", "field"),
    [
        ("fahrt-1", {"leg1_first": "on"}, "leg1_first"),
        ("klasse-1", {"leg1_travel": "60", "leg1_riding": "61"}, "leg1_riding"),
        ("klasse-1", {"leg1_travel": "0", "leg1_riding": "1"}, "leg1_travel"),
        ("klasse-1", {"leg1_travel": "1,5", "leg1_riding": "1"}, "leg1_travel"),
        ("klasse-1", {"leg1_riding": "60"}, "leg1_travel"),
        ("klasse-1", {"leg1_travel": "999999", "leg1_riding": "60"}, "leg1_travel"),
        ("klasse-1", {"leg1_travel": "60", "leg1_riding": "60", "leg1_second": "-1"}, "leg1_second"),
    ],
)
def test_a_wrong_ride_in_first_class_is_told_at_its_field(key: str, more: dict[str, str], field: str) -> None:
    assert list(wrong(key, 0, **more)) == [field]


def stay(first: date, last: date) -> dict[str, str]:
    """The two days of a long stay as typed."""
    boxes = {}
    for name, day in (("stay_first", first), ("stay_last", last)):
        boxes |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return {"stay_long": "yes", **boxes}


def test_a_long_stay_is_asked_only_on_a_trip_of_more_than_14_days() -> None:
    assert "aufenthalt" not in keys(13, nights_kind="lump")
    assert "aufenthalt" in keys(14, nights_kind="lump")


def test_from_day_15_of_a_stay_there_is_half_the_per_diem() -> None:
    first, last = START + timedelta(days=1), START + timedelta(days=16)
    with_stay = journey(17, nights_kind="lump", **stay(first, last))
    without = journey(17, nights_kind="lump", stay_long="no")
    amounts = [rules.settlement(one, rules.law_for(one)).group_eur("meals") for one in (with_stay, without)]
    assert amounts[1] - amounts[0] == 2 * 14  # days 15 and 16 of the stay: half of 28


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"stay_long": "yes"}, "stay_first"),
        (stay(START - timedelta(days=1), START), "stay_first"),
        (stay(START, START + timedelta(days=99)), "stay_last"),
        (stay(START + timedelta(days=5), START + timedelta(days=4)), "stay_last"),
        ({**stay(START, START), "stay_long": "no"}, "stay_first"),
        ({**stay(START, START), "stay_last_month": "13"}, "stay_last"),
    ],
)
def test_a_wrong_stay_is_told_at_its_field(more: dict[str, str], field: str) -> None:
    assert field in wrong("aufenthalt", 20, **more)


def test_other_costs_are_entered_one_after_the_other_and_left_to_a_person() -> None:
    costs = {"cost1_label": "Parken", "cost1_amount": "6", "cost1_day": "2026-03-03", "cost1_more": "yes"}
    costs |= {"cost2_label": "Teilnahme", "cost2_amount": "45,50", "cost2_day": "2026-03-02", "cost2_more": "no"}
    found = journey(1, nights_kind="lump", **costs, cost3_label="gehört nicht dazu")
    assert [(cost.day.day, cost.label, str(cost.amount_eur)) for cost in found.other_costs] == [
        (3, "Parken", "6"),
        (2, "Teilnahme", "45.50"),
    ]
    finding = rules.settlement(found, rules.law_for(found))
    assert [refusal.name for refusal in finding.refusals] == ["other_costs", "other_costs"]
    assert not finding.is_payable
    assert journey(0, cost1_label="Parken", cost1_amount="6").other_costs[0].day == START
    assert journey(0).other_costs == ()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"cost1_label": "Parken"}, "cost1_amount"),
        ({"cost1_amount": "5"}, "cost1_label"),
        ({"cost1_more": "yes"}, "cost1_label"),
        ({"cost1_label": "Parken", "cost1_amount": "fünf"}, "cost1_amount"),
        ({"cost1_label": "P" * 81, "cost1_amount": "5"}, "cost1_label"),
    ],
)
def test_a_wrong_cost_is_told_at_its_field(more: dict[str, str], field: str) -> None:
    assert field in wrong("kosten-1", 0, **more)


def test_answers_of_before_these_questions_still_open() -> None:
    """A draft or a claim that was sent back, typed when there was one kind for all nights and no other new question."""
    old = typed(2, nights_kind="receipt", nights_cost="80", leg1_reason="Grund für 1. Klasse")
    del old["seen_kosten-1"]
    following = questionnaire(2).next_open(old)
    assert following is not None
    assert following.key == "kosten-1"
    assert [night.kind for night in journey_of(questionnaire(2).cleaned(old)).nights] == ["receipt"] * 2
