"""docs/platform/retention.md is true: roles, addresses, reasons, stocks and formats are those of the code."""

import re
from pathlib import Path

from django.urls import reverse

from meindo.platform.registry.catalogue import role_labels
from meindo.platform.retention.commands_stocks import KIND, stocks
from meindo.platform.retention.queries import REASONS
from meindo.platform.retention.rules import parameters
from meindo.web.views.retention import READERS
from meindo.web.views.retention_acts import FORMAT

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/retention.md").read_text(encoding="utf-8")
OFFICE, ITSELF = TEXT.split("## What goes by itself")


def test_roles_addresses_format_and_value() -> None:
    for role in READERS:
        assert role in role_labels()
        assert f"`{role}`" in OFFICE
    for name in (reverse("retention"), FORMAT, *(key.split(".")[1] for key in parameters().values)):
        assert f"`{name}`" in OFFICE


def test_every_reason_and_every_stock() -> None:
    rows = " ".join(line.split("|")[1] for line in OFFICE.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", rows)) == REASONS.keys()
    assert set(re.findall(r"^\| `([\w.]+)` \|", ITSELF, re.M)) == {stock.key for stock in stocks()}
    assert f"`{KIND}`" in ITSELF
