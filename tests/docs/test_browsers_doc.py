"""docs/browsers.md is true: the oldest browsers and the table are those of the code."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tools.lint.browsers import CSS

from meindo.ui.browsers import OLDEST

TEXT = (Path(__file__).parent.parent.parent / "docs/browsers.md").read_text(encoding="utf-8")


def test_the_oldest_browsers() -> None:
    assert ", ".join(f"{name} {since}" for name, since in OLDEST.items()) in TEXT


def test_what_happens_without_something_newer() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| .* \| ([^|]+) \|$", TEXT, re.M)
    assert rows == [(feature.name, feature.without) for feature in CSS if feature.without]


@pytest.mark.django_db
def test_the_accessibility_page_says_the_same() -> None:
    page = Client().get("/transparenz/barrierefreiheit/").content.decode()
    for name, since in OLDEST.items():
        assert f"{name} ab {since}" in page
