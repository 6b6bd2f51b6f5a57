"""docs/platform/paper.md is true: fields, example, addresses and limits are those of the code."""

import re
from dataclasses import fields
from pathlib import Path

from django.urls import reverse

from meindo.kernel.check_character import PLAIN
from meindo.platform.paper.models import NUMBER_LENGTH
from meindo.platform.paper.numbers import grouped, number_of
from meindo.platform.registry.service import PaperTwin
from meindo.ui.paper import MOST_BOXES
from meindo.ui.wizard import Paper

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/paper.md").read_text(encoding="utf-8")


def test_what_is_declared() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", TEXT, re.M)) == tuple(field.name for field in fields(Paper))
    assert f"PaperTwin({', '.join(field.name for field in fields(PaperTwin))})" in TEXT
    assert f"Paper({', '.join(field.name for field in fields(Paper))})" in TEXT
    assert f"more than {MOST_BOXES} choices" in TEXT


def test_the_example_is_a_number() -> None:
    found = re.search(r"such as `([\w-]+)`", TEXT)
    assert found is not None
    assert grouped(number_of(found[1])) == found[1]
    assert f"a number of {NUMBER_LENGTH} characters" in TEXT
    assert "without I, L, O and U" in TEXT
    assert f"MOD {len(PLAIN) + 1},{len(PLAIN)}" in TEXT


def test_the_addresses() -> None:
    assert f"`{reverse('paper_enter')}`" in TEXT
    assert f"`{reverse('paper_forms', args=['x']).replace('x/', '<service>/')}`" in TEXT
