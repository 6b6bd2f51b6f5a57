"""docs/platform/transparency.md is true: registers, addresses and the role are those of the code."""

import re
from pathlib import Path

from django.urls import reverse

from meindo.platform.registry.catalogue import role_labels
from meindo.web.registers import REGISTERS
from meindo.web.registers.suppliers import LOCAL
from meindo.web.throttle import LIMITS

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/transparency.md").read_text(encoding="utf-8")


def test_every_register_is_described() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", TEXT, re.M)
    assert {name for name, _source in rows} == REGISTERS.keys()
    assert {name for name, source in rows if source == "written by the city"} == LOCAL.keys()


def test_addresses_role_and_limits() -> None:
    for name in ("public", "accessibility", "publicity"):
        assert f"`{reverse(name)}`" in TEXT
    assert "public_office" in role_labels()
    assert LIMITS == "10/h/ip,200/h/key"
