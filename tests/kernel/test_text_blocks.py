"""Files of text blocks: complete or refused with the place; offered for their moves and days only."""

from datetime import date
from pathlib import Path

import pytest

from meindo.kernel.text_blocks import TextBlockError, text_blocks

GOOD = """
taxi:
  moves: [ask, reject]
  label: {de: "Taxi", en: "Taxi"}
  text: {de: "Warum?", en: "Why?"}
  norm: "LRKG NRW § 4 Abs. 4"
  since: "2022-01-01"
  until: "2024-01-01"
"""
WRONG = [
    ("moves: [ask, reject]", "moves: []", "at least one move"),
    ('en: "Why?"', 'fr: "Pourquoi?"', "de and en"),
    ('norm: "LRKG NRW § 4 Abs. 4"', 'norm: ""', "a norm"),
    ('since: "2022-01-01"', 'since: "2022-13-01"', "dates"),
    ('until: "2024-01-01"', 'until: "2021-01-01"', "dates"),
    ('label: {de: "Taxi", en: "Taxi"}', 'title: "Taxi"', "needs label"),
]


def read(tmp_path: Path, text: str) -> object:
    path = tmp_path / "texts.yaml"
    path.write_text(text, encoding="utf-8")
    text_blocks.cache_clear()
    return text_blocks(path)


def test_a_block_is_offered_for_its_moves_on_its_days(tmp_path: Path) -> None:
    (block,) = read(tmp_path, GOOD)  # type: ignore[misc]
    assert block.fits("ask", date(2022, 1, 1))
    assert block.fits("reject", date(2023, 12, 31))
    assert not block.fits("ask", date(2024, 1, 1))
    assert not block.fits("ask", date(2021, 12, 31))
    assert not block.fits("approve", date(2023, 1, 1))


@pytest.mark.parametrize(("good", "bad", "said"), WRONG, ids=[row[2] for row in WRONG])
def test_what_is_not_complete_is_refused_with_its_place(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert good in GOOD
    with pytest.raises(TextBlockError, match=f"texts.yaml: taxi.*{said}"):
        read(tmp_path, GOOD.replace(good, bad))


@pytest.mark.parametrize("text", ["- a", "a: {b", "x"])
def test_a_file_that_is_no_list_of_blocks_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TextBlockError, match=r"texts\.yaml"):
        read(tmp_path, text)
