"""The tax-free amounts abroad: every row fits the 120/80 rule, and all four years are those of the published tables."""

import csv
import io
import os
from datetime import date
from math import ceil
from pathlib import Path

import pytest

from meindo.kernel.parameters import ParameterError
from meindo.kernel.values import DatedValue
from meindo.services.dienstreise import rules
from meindo.services.dienstreise.countries import mother_country, name_of, places
from meindo.services.dienstreise.rate_table import read_table

SHARED = Path(os.environ.get("MEINDO_SHARED", Path(__file__).parents[3].parent / "shared"))
PUBLISHED = SHARED / "data" / "bmf-auslandspauschalen"
YEARS = [date(year, 1, 1) for year in (2023, 2024, 2025, 2026)]
ROWS = {2023: 224, 2024: 223, 2025: 224, 2026: 214}
SAME_NAME = {
    "Paris sowie die Departments 77, 78, 91 bis 95": "Paris und die Départements 77, 78, 91 bis 95",
    "Neu Delhi": "Neu-Delhi",
    "Sao Paulo": "São Paulo",
}


def table(day: date) -> dict[str, DatedValue]:
    """The rows in force on a day, by place."""
    rows = [row for key, row in rules.parameters().values.items() if key.startswith("estg_abroad.")]
    found = [value for row in rows for value in row if value.period.contains(day)]
    return {value.key.partition(".")[2]: value for value in found}


def daily_rate(full: int, partial: int) -> list[int]:
    """The whole daily amounts of which these are 120 and 80 percent, rounded up."""
    return [whole for whole in range(1, 200) if (ceil(whole * 12 / 10), ceil(whole * 8 / 10)) == (full, partial)]


@pytest.mark.parametrize("day", YEARS)
def test_every_row_is_120_and_80_percent_of_one_whole_amount(day: date) -> None:
    wrong = [
        place
        for place, value in table(day).items()
        if len(daily_rate(int(value.mapping["full"]), int(value.mapping["partial"]))) != 1
    ]
    assert wrong == []
    assert len(table(day)) == ROWS[day.year]


def test_the_rule_finds_a_mistyped_amount() -> None:
    assert daily_rate(59, 40) == [49]
    assert daily_rate(59, 41) == daily_rate(58, 40) == []


@pytest.mark.parametrize("day", YEARS)
def test_every_row_has_a_name_in_both_languages_and_the_letter_of_its_year(day: date) -> None:
    for place, value in table(day).items():
        assert set(places()[place]) == {"de", "en"}
        assert str(value.norm).startswith("EStG § 9 Abs. 4a S. 5; BMF-Schreiben vom ")
        assert str(value.norm).endswith(f".{day.year - 1}")
        assert not value.ref.needs_release


def test_every_place_with_a_name_is_in_a_table_and_no_territory_has_a_row() -> None:
    known = {place for day in YEARS for place in table(day)}
    countries_with_places_only = {place.partition(".")[0] for place in known}
    assert set(places()) <= known | countries_with_places_only
    assert all(mother_country(place) is None for place in known)
    assert (mother_country("GL"), mother_country("RE")) == ("DK", "FR")


@pytest.mark.parametrize("day", YEARS)
def test_the_figures_are_those_published(day: date) -> None:
    file = PUBLISHED / f"{day}.tsv"
    if not file.exists():
        pytest.skip(f"no published table in {PUBLISHED} (set MEINDO_SHARED)")
    ours = {name_of(place): tuple(value.mapping.values()) for place, value in table(day).items()}
    assert ours == published(file)


def published(file: Path) -> dict[str, tuple[str, ...]]:
    """The rows of a published table by the name of country and place; names broken over lines are joined."""
    found, country = {}, ""
    text = io.StringIO(file.read_text(encoding="utf-8"), newline="")
    for row in csv.DictReader(text, delimiter="\t"):
        name = " ".join((row["country"] or "").split())
        amounts = tuple((row[column] or "").strip() for column in ("catering24", "catering8", "overnight"))
        if not name:
            continue
        is_place = name.startswith("–")
        name = name.removeprefix("–").strip()
        country = country if is_place else name
        if any(amounts):
            within = [SAME_NAME.get(name, name)] if is_place and name != "im Übrigen" else []
            found[", ".join([country, *within])] = amounts
    return found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('BE: "59 40 141"', 'BE: "59 40"', "three whole amounts"),
        ('BE: "59 40 141"', 'BE: "59 40 1x1"', "three whole amounts"),
        ("columns: [full, partial, night]", "columns: [partial, full, night]", "expected the columns"),
        ("  2023-01-01:", "  2027-01-01:", "must ascend"),
    ],
)
def test_a_broken_table_is_an_error_that_names_the_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = Path(rules.__file__).with_name("abroad_tax.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "table.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParameterError, match=problem):
        read_table(broken)
