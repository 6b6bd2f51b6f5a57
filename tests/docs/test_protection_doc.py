"""docs/platform/protection.md is true: roles, addresses, kinds and functions are those of the code."""

from pathlib import Path

from django.urls import reverse

from meindo.platform.access.commands_support import LONGEST
from meindo.platform.access.queries_support import REVIEWER, ROLE
from meindo.platform.access.support_models import ASKED, EMERGENCY
from meindo.platform.people import queries_blocks
from meindo.platform.registry.catalogue import role_labels

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/protection.md").read_text(encoding="utf-8")


def test_roles_addresses_and_kinds() -> None:
    for role in (ROLE, REVIEWER, queries_blocks.ROLE):
        assert role in role_labels()
        assert f"`{role}`" in TEXT
    for name in ("blocks", "unterstuetzung_home", "unterstuetzung_review"):
        assert f"`{reverse(name)}`" in TEXT
    for kind in (ASKED, EMERGENCY):
        assert f"| `{kind}` |" in TEXT
    assert f"after {LONGEST.days} days at most" in TEXT
