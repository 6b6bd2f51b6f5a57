"""docs/platform/connectors.md names the settings that the connectors take, and no others."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "platform" / "connectors.md").read_text()
CODE = ROOT / "src" / "meindo" / "identity" / "connectors"
TAKEN = re.compile(r'reader\.(?:text|number|switch|choice|names|secret|file)\("(\w+)"')


@pytest.mark.parametrize(("heading", "module"), [("Directory", "directory"), ("SCIM", "scim"), ("Files", "csv_drop")])
def test_every_setting_is_in_the_table(heading: str, module: str) -> None:
    section = DOCUMENT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = section.split("\n\n")[0].splitlines()[2:]
    named = {name for line in table for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert named == set(TAKEN.findall((CODE / f"{module}.py").read_text()))
