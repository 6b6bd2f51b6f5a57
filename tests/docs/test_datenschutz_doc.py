"""docs/services/datenschutz.md is true: processes, role, values and parts of the package are those of the code."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from tests.support.office import build_office

from meindo.services.datenschutz.commands import LETTER, PACKAGE
from meindo.services.datenschutz.package import JSON_NAME, PDF_NAME, information_of
from meindo.services.datenschutz.process import OFFICE
from meindo.services.datenschutz.process_rights import RESPONSIBLE
from meindo.services.datenschutz.rules import parameters
from meindo.services.datenschutz.service import SERVICE

TEXT = (Path(__file__).parent.parent.parent / "docs/services/datenschutz.md").read_text(encoding="utf-8")
PAGES = ("datenschutz_new", "datenschutz_new_correction", "datenschutz_new_erasure")
WAY, PACKED = TEXT.split("## The package")


def test_processes_role_addresses_and_values() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", WAY, re.M)) == {process.key for process in SERVICE.processes}
    for name in (
        OFFICE.key,
        RESPONSIBLE.key,
        LETTER,
        *map(reverse, PAGES),
        *(key.split(".")[1] for key in parameters().values),
    ):
        assert f"`{name}`" in WAY


@pytest.mark.django_db
def test_parts_of_the_package() -> None:
    held = information_of(build_office().people["mitarbeiterin"].pk)
    assert set(re.findall(r"^\| `(\w+)` \|", PACKED, re.M)) == held.keys()
    for name in (PACKAGE, JSON_NAME, PDF_NAME, held["format"]):
        assert f"`{name}`" in PACKED
