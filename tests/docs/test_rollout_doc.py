"""docs/platform/rollout.md is true: fields, results, roles and addresses are those of the code."""

import re
from pathlib import Path

from django.urls import reverse

from meindo.platform.registry.catalogue import role_labels, service
from meindo.platform.rollout.models import CARRIES, Participation

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/rollout.md").read_text(encoding="utf-8")


def test_what_a_stage_carries_and_how_participation_ends() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", TEXT, re.M)
    assert tuple(name for name, _meaning in rows) == CARRIES
    assert set(re.findall(r"`(\w+)`", dict(rows)["participation"])) == set(Participation.values)


def test_roles_and_addresses() -> None:
    for role in ("rollout_office", "digital_xpert", "travel_assistant"):
        assert f"`{role}`" in TEXT
        assert role in role_labels()
    for name in ("rollout", "rollout_plan"):
        assert f"`{reverse(name)}`" in TEXT
    entering = service("dienstreise").enters
    assert entering is not None
    assert f"`{entering.key}`" in TEXT
