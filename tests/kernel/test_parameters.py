"""Dated values: strict reading, lookup by day, hashes and trial runs."""

from datetime import date
from decimal import Decimal

import pytest

from meindo.kernel.law import trial_reasons
from meindo.kernel.parameters import ParameterError, ParameterSet
from meindo.kernel.refusal import NotCovered

FILE = """
act:
  title: "An act"
  law: "ACT"
  parameters:
    rate:
      unit: EUR/km
      meaning: "a rate"
      values:
        2022-01-01: {value: "0.30", norm: "§ 1", trust: official}
        2023-01-01: {value: "0.35", norm: "§ 1", trust: unverified}
        2024-01-01: {value: "null", norm: "§ 1", trust: official}
    steps:
      unit: EUR
      meaning: "steps"
      values:
        2022-01-01:
          {value: [{gt_h: "8", value: "6"}, {gt_h: "11", value: "12"}], norm: "§ 2", trust: official}
    parts:
      unit: "%"
      meaning: "named parts"
      values:
        2022-01-01: {value: {lunch: "40"}, norm: "§ 3", trust: secondary, local: "true"}
    allowed:
      unit: "-"
      meaning: "a switch"
      values:
        2022-01-01: {value: "true", norm: "§ 4", trust: derived}
"""
VALUES = ParameterSet.from_text(FILE, "act.yaml")


def test_law_gives_typed_values_of_the_day() -> None:
    law = VALUES.on(date(2022, 6, 1))
    assert law.decimal("rate") == Decimal("0.30")
    assert law.decimal("act.rate") == Decimal("0.30")
    assert law.brackets("steps") == ((Decimal(8), Decimal(6)), (Decimal(11), Decimal(12)))
    assert law.numbers("parts") == {"lunch": Decimal(40)}
    assert law.flag("allowed")
    assert str(law.norm("rate")) == "ACT § 1"


@pytest.mark.parametrize(("day", "value"), [("2022-12-31", "0.30"), ("2023-01-01", "0.35"), ("2023-12-31", "0.35")])
def test_value_changes_on_its_day(day: str, value: str) -> None:
    assert VALUES.on(date.fromisoformat(day)).decimal("rate") == Decimal(value)


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2024, 1, 1)])
def test_no_value_in_force_is_refused_by_name(day: date) -> None:
    with pytest.raises(NotCovered, match="no_value:rate"):
        VALUES.on(day).decimal("rate")


def test_use_is_recorded_once_and_afresh() -> None:
    law = VALUES.on(date(2023, 5, 1))
    law.decimal("rate")
    law.decimal("act.rate")
    assert [ref.id for ref in law.used] == ["act.rate@2023-01-01"]
    assert law.fresh().used == ()
    assert law.decimal_or_none("rate") == Decimal("0.35")
    assert VALUES.on(date(2024, 5, 1)).decimal_or_none("rate") is None


def test_unverified_and_local_values_make_a_trial_run_until_released() -> None:
    law = VALUES.on(date(2023, 5, 1))
    law.decimal("rate")
    law.numbers("parts")
    law.flag("allowed")
    assert len(trial_reasons(law.used, frozenset())) == 2
    released = frozenset(ref.value_hash for ref in law.used)
    assert trial_reasons(law.used, released) == ()
    one = frozenset([law.value("rate").value_hash])
    assert [reason.params["id"] for reason in trial_reasons(law.used, one)] == ["act.parts@2022-01-01"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"0.35"', '"0.36"'), ("EUR/km", "EUR/m"), ('"§ 1"', '"§ 9"'), ("2023-01-01", "2023-01-02")],
)
def test_edit_voids_a_release(old: str, new: str) -> None:
    edited = ParameterSet.from_text(FILE.replace(old, new), "act.yaml").on(date(2023, 5, 1))
    law = VALUES.on(date(2023, 5, 1))
    assert edited.value("rate").value_hash != law.value("rate").value_hash


def test_comment_does_not_void_a_release() -> None:
    edited = ParameterSet.from_text(FILE.replace('"a rate"', '"another word"') + "\n# note\n", "act.yaml")
    assert edited.on(date(2023, 5, 1)).value("rate").value_hash == VALUES.on(date(2023, 5, 1)).value("rate").value_hash


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("trust: unverified", "trust: sure", r"act\.yaml: act\.rate 2023-01-01: trust must be one of"),
        ('norm: "§ 2", ', "", r"act\.steps 2022-01-01: missing norm"),
        (", trust: derived", "", r"act\.allowed 2022-01-01: missing trust"),
        ("2023-01-01:", "2022-13-01:", r"act\.rate 2022-13-01: expected a date"),
        ("2023-01-01:", "2021-01-01:", r"act\.rate: dates must ascend"),
        ("2023-01-01:", "2022-01-01:", r"line 11: '2022-01-01' comes twice"),
        (
            "trust: official}\n        2023",
            "trust: official, until: 2022-07-01}\n        2023",
            r"rate 2022-01-01: gap",
        ),
        (
            "trust: official}\n        2023",
            "trust: official, until: 2023-07-01}\n        2023",
            r"rate 2022-01-01: overlap",
        ),
        ('local: "true"', 'local: "yes"', r"act\.parts 2022-01-01: local must be true or false"),
        ('local: "true"', 'place: "true"', r"act\.parts 2022-01-01: unknown key place"),
        ('{value: "0.35"', '{value: ""', r"act\.rate 2023-01-01: missing value"),
        ("unit: EUR/km", "unit: [", r"act\.yaml: "),
    ],
)
def test_wrong_file_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        ParameterSet.from_text(FILE.replace(old, new, 1), "act.yaml")


@pytest.mark.parametrize("read", ["flag", "brackets", "mapping"])
def test_value_of_another_type_is_an_error_with_its_name(read: str) -> None:
    with pytest.raises(ValueError, match=r"act\.rate@2022-01-01"):
        getattr(VALUES.on(date(2022, 6, 1)), read)("rate")


def test_sets_merge_unless_a_key_is_in_both() -> None:
    other = ParameterSet.from_text(FILE.replace("act:", "local:", 1), "local.yaml")
    assert VALUES.merged(other).on(date(2022, 6, 1)).decimal("local.rate") == Decimal("0.30")
    with pytest.raises(ParameterError, match="defined twice"):
        VALUES.merged(VALUES)


def test_changes_and_releases_can_be_listed() -> None:
    assert VALUES.change_days(["act.rate"]) == (date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1))
    assert {value.id for value in VALUES.needing_release()} == {"act.rate@2023-01-01", "act.parts@2022-01-01"}
    assert VALUES.by_id("act.rate@2023-01-01").decimal == Decimal("0.35")
    with pytest.raises(KeyError):
        VALUES.by_id("act.rate@2023-01-09")


def test_a_label_is_read_and_changes_no_hash() -> None:
    labelled = ParameterSet.from_text(FILE.replace("      unit: EUR/km", '      label: "Satz"\n      unit: EUR/km'))
    pairs = list(zip(VALUES.values["act.rate"], labelled.values["act.rate"], strict=True))
    assert [(old.label, new.label) for old, new in pairs] == [("", "Satz")] * 3
    assert [old.value_hash for old, _ in pairs] == [new.value_hash for _, new in pairs]
