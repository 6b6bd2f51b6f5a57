"""docs/platform/help.md is true: the limits are those of the lint."""

from pathlib import Path

from tools.lint import plain

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/help.md").read_text(encoding="utf-8")


def test_limits() -> None:
    for said in (
        f"{plain.MOST_WORDS} words",
        f"{plain.MOST_LETTERS} letters",
        f"{plain.MOST_COMMAS} comma",
        f"| {plain.MOST_NOUNS} |",
    ):
        assert said in TEXT
