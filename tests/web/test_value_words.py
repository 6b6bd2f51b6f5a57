"""The release of values shows labels, units and trust in words, in both languages, and no key of a file."""

import re

import pytest
from django.utils.translation import override
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.law import values
from meindo.web.value_words import UNITS, content
from meindo.web.views.law import rows

office, db = built_once("office", build_office)
NEEDING = [value for source in values.sources().values() for value in source.needing_release()]


@pytest.mark.parametrize("value", NEEDING, ids=lambda value: value.id)
def test_every_value_to_be_released_has_a_label_and_a_known_unit(value) -> None:
    assert value.label
    assert value.unit in UNITS
    assert "_" not in content(value)


def page(office, language: str) -> str:
    office.city.responsible(office.people["reisestelle"], "law_release", office.units["root"])
    office.city.store()
    browser = browser_of("reisestelle", "law_release")
    browser.cookies["meindo_language"] = language
    with override("de"):  # the page leaves its language behind
        text = browser.get("/werte/").content.decode().split("<tbody>")[1]
    return re.sub(r"<[^>]+>", "|", text)


def test_a_person_reads_words(db, office) -> None:
    found = page(office, "de")
    for text in (
        "Tagegeld für An- und Abreisetag",
        "14 Euro",
        "mehr als 8 Std.: 14 Euro",
        "zählt am Tag mit der längeren Abwesenheit",
        "10. Tag des Monats",
        "nicht nachgeprüft; örtlicher Wert; Demo-Wert",
    ):
        assert text in found, text
    for raw in ("per_diem", "general knowledge", "true", "EUR", "|-|"):
        assert raw not in found, raw
    assert len(rows()) == len(NEEDING)


def test_the_same_in_english(db, office) -> None:
    found = page(office, "en")
    for text in ("Per diem for the day of arrival or departure", "14 euros", "not verified; general knowledge"):
        assert text in found, text
    for raw in ("Tagegeld", "Allgemeinwissen", "nicht nachgeprüft"):
        assert raw not in found, raw
