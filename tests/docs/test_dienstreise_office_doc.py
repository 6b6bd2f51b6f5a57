"""The page about business trips names every text block, and what it says of the travel office is what the code does."""

import re
from pathlib import Path

from meindo.platform.cases.queries_in_hand import LASTS
from meindo.platform.registry.catalogue import service
from meindo.services.dienstreise.figures import LEAST

TEXT = (Path(__file__).parent.parent.parent / "docs/services/dienstreise.md").read_text(encoding="utf-8")


def test_every_text_block_is_listed_with_its_moves_and_norm() -> None:
    part = TEXT[TEXT.index("| block | for | norm |") :].split("\n\n", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", part, re.M)
    found = {key: (tuple(re.findall(r"`(\w+)`", moves)), norm) for key, moves, norm in rows}
    assert found == {block.key: (block.moves, block.norm) for block in service("dienstreise").texts}


def test_the_numbers_are_those_of_the_code() -> None:
    assert LASTS.total_seconds() == 600
    assert "for ten minutes after the last look" in TEXT
    assert LEAST == 5
    assert "At least five different" in TEXT
