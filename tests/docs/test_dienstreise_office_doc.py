"""The page about business trips names every text block, and what it says of the travel office is what the code does."""

import ast
import re
from pathlib import Path

from meindo.platform.cases.queries_in_hand import LASTS
from meindo.platform.registry.catalogue import service
from meindo.services import dienstreise
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


def refusals_in_code() -> set[str]:
    """Every name that the rules of this service refuse by; "*" where a part of it is computed."""
    folder = Path(dienstreise.__file__).parent
    found = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NotCovered":
                found.add(_name(node.args[0]))
    return found


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return "*"  # the means of a ride: each is in the list, see below


def test_every_refusal_by_name_is_listed_and_no_other() -> None:
    part = TEXT[TEXT.index("## Refused by name") : TEXT.index("## What the claim asks")]
    listed = {name for row in re.findall(r"^\| (`[^|]+) \|", part, re.M) for name in re.findall(r"`([\w:<>]+)`", row)}
    fixed = {name for name in refusals_in_code() if "*" not in name}
    assert fixed <= listed, "a refusal that nobody can look up"
    computed = {name for name in listed - fixed if not name.startswith(("no_value:", "regime_"))}
    assert computed == {"flight", "ship"}, "the means of a ride that is not settled"
