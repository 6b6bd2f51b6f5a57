"""Text blocks: prepared words for a decision or a question, each dated and with its norm; a person edits them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from meindo.kernel.period import OPEN_END, Period
from meindo.kernel.strict_yaml import YamlError, load

LANGUAGES = ("de", "en")
KEYS = {"moves", "label", "text", "norm", "since", "until"}


class TextBlockError(ValueError):
    """A file of text blocks is wrong; the text names file and key."""


@dataclass(frozen=True)
class TextBlock:
    """Prepared words for some moves of a process, in force during `period`; `label` and `text` by language."""

    key: str
    moves: tuple[str, ...]
    label: Mapping[str, str]
    text: Mapping[str, str]
    norm: str
    period: Period

    def fits(self, move: str, day: date) -> bool:
        """Whether the block is offered for a move on a day."""
        return move in self.moves and self.period.contains(day)


@cache
def text_blocks(path: Path) -> tuple[TextBlock, ...]:
    """All blocks of a file, in its order; TextBlockError if one is not complete."""
    try:
        content = load(path.read_text(encoding="utf-8"))
    except YamlError as error:
        raise TextBlockError(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise TextBlockError(f"{path.name}: expected named blocks")
    return tuple(_block(key, row, f"{path.name}: {key}") for key, row in content.items())


def _block(key: str, row: Any, place: str) -> TextBlock:
    if not isinstance(row, dict) or row.keys() - KEYS or KEYS - {"until"} - row.keys():
        raise TextBlockError(f"{place}: needs {', '.join(sorted(KEYS - {'until'}))}, and perhaps until")
    if not isinstance(row["moves"], list) or not row["moves"] or not row["norm"]:
        raise TextBlockError(f"{place}: needs at least one move, and a norm")
    words = {name: _by_language(row[name], f"{place}: {name}") for name in ("label", "text")}
    try:
        period = Period(date.fromisoformat(row["since"]), _end(row))
    except (TypeError, ValueError) as error:
        raise TextBlockError(f"{place}: since and until are dates like 2022-01-01") from error
    return TextBlock(key, tuple(row["moves"]), words["label"], words["text"], row["norm"], period)


def _end(row: Mapping[str, Any]) -> date:
    return date.fromisoformat(row["until"]) if "until" in row else OPEN_END


def _by_language(words: Any, place: str) -> Mapping[str, str]:
    if not isinstance(words, dict) or set(words) != set(LANGUAGES) or not all(words.values()):
        raise TextBlockError(f"{place}: needs {' and '.join(LANGUAGES)}")
    return words
