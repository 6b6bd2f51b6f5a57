"""docs/platform/cockpit.md is true: addresses, page size, index and format are those of the code."""

from pathlib import Path

from django.urls import reverse

from meindo.platform.access.models import AccessRecord
from meindo.web.cockpit import json_lines
from meindo.web.views.cockpit import FILES, ON_A_PAGE

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/cockpit.md").read_text(encoding="utf-8")


def test_addresses_page_size_and_index() -> None:
    assert f"`{reverse('cockpit')}`" in TEXT
    for kind in FILES:
        assert f"`{reverse('cockpit_file', args=[kind])}`" in TEXT
    assert f"pages of {ON_A_PAGE}" in TEXT
    assert f"`{AccessRecord._meta.indexes[0].name}`" in TEXT


def test_the_format_of_the_file() -> None:
    assert b"meindo-accesses-1" in next(json_lines([]))
    assert "`meindo-accesses-1`" in TEXT
