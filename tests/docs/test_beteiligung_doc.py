"""docs/services/beteiligung.md is true: processes, roles, values with their trust, addresses are those of the code."""

import re
from pathlib import Path

from django.urls import reverse

from meindo.platform.rollout.models import Participation
from meindo.services.beteiligung.bodies import BODIES, OFFICE
from meindo.services.beteiligung.process import PROCESSES
from meindo.services.beteiligung.rules import parameters

TEXT = (Path(__file__).parent.parent.parent / "docs/services/beteiligung.md").read_text(encoding="utf-8")


def test_processes_and_roles() -> None:
    assert dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", TEXT, re.M)) == {
        process.key: body for body, process in PROCESSES.items()
    }
    for name in (OFFICE, *BODIES, reverse("beteiligung_home"), reverse("beteiligung_choose"), *Participation.values):
        assert f"`{name}`" in TEXT


def test_every_value_with_its_trust() -> None:
    said = {
        name: trust
        for names, trust in re.findall(r"^\| (`\w+_(?:weeks|days)`[^|]*) \|[^|]*\| (\w+) \|", TEXT, re.M)
        for name in re.findall(r"`(\w+)`", names)
    }
    found = {key.partition(".")[2]: row[-1].trust for key, row in parameters().values.items()}
    assert said == found
