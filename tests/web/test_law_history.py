"""What changed when: every value with norm, gazette, trust, source and the two people who released it."""

from datetime import date
from decimal import Decimal

from django.test import Client
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.test_queries import asked
from tests.web.world import browser_of

from meindo.kernel.norm import Norm
from meindo.platform.law.commands import confirm_release, end_release, propose_release, store_table
from meindo.platform.law.models import ValueRelease
from meindo.services.dienstreise import rules
from meindo.services.dienstreise.abroad import ENTITLEMENT, NORMS
from meindo.services.dienstreise.rate_table import LocalRow, local_values
from meindo.web.views.law_history import ON_A_PAGE, changes, tables_as_one

office, db = built_once("office", build_office)


def page(browser: Client, text: str) -> str:
    return text_of(browser.get("/werte/verlauf/", {"q": text}))


def test_every_value_is_there_the_latest_change_first(db, office) -> None:
    found = changes()
    known = {value.id for row in rules.parameters().values.values() for value in row}
    assert known <= {change.value.id for change in found}
    assert [change.since for change in found] == sorted((change.since for change in found), reverse=True)


def test_a_value_shows_before_and_after_norm_gazette_and_trust(db, office) -> None:
    shown = page(browser_of("reisestelle", "travel_office"), "eigenes Auto LRKG")
    assert "0,35 Euro je Kilometer" in shown
    assert "0,30 Euro je Kilometer" in shown
    assert "GV. NRW. 2021 S. 1367" in shown
    assert "öffentliche Stelle oder Verlag sagt es" in shown


def test_a_release_is_shown_with_both_people_and_days_also_when_it_ended(db, office) -> None:
    value = rules.parameters().values["lrkg_nrw.per_diem_full_day"][-1]
    browser = browser_of("reisestelle", "travel_office")
    shown = page(browser, "lrkg_nrw.per_diem_full_day")
    assert "vorgeschlagen von Rita Reise" in shown
    assert "freigegeben von Karl Kasse" in shown
    end_release(release=ValueRelease.objects.get(value_hash=value.value_hash), by=office.actor("anordnung"))
    shown = page(browser, "lrkg_nrw.per_diem_full_day")
    assert "beendet am" in shown
    release = propose_release(value=value, reason="neu gelesen", by=office.actor("anordnung"))
    confirm_release(release=release, by=office.actor("reisestelle"))
    assert page(browser, "lrkg_nrw.per_diem_full_day").count("vorgeschlagen von") == 2, "nothing is overwritten"


def test_tables_of_the_city_are_there_also_replaced_ones(db, office) -> None:
    for amount in (50, 55):
        rows = [LocalRow("BE", date(2026, 1, 1), None, Decimal(amount), Decimal(40), Decimal(140))]
        table = local_values(ENTITLEMENT, Norm(*NORMS[ENTITLEMENT]), rows, "Beschluss")
        assert store_table(ENTITLEMENT, table, office.actor("reisestelle"))
    shown = page(browser_of("reisestelle", "travel_office"), "akevo BE")
    assert "ersetzt am" in shown
    assert shown.count("eingegeben am") == 2
    assert "voller Tag 50" in shown
    assert "voller Tag 55" in shown


def test_search_pages_and_an_empty_result(db, office) -> None:
    browser = browser_of("reisestelle", "travel_office")
    assert len(changes()) > ON_A_PAGE
    assert "Dazu gibt es keinen Wert." in page(browser, "gibtesnicht")
    assert browser.get("/werte/verlauf/", {"page": "999"}).status_code == 200
    assert len(asked(browser, "/werte/verlauf/")) <= 12


def test_a_table_is_one_line_until_its_rows_are_searched(db, office) -> None:
    browser = browser_of("reisestelle", "travel_office")
    whole = page(browser, "")
    assert "Steuerfreie Beträge im Ausland" in whole
    assert "estg_abroad.AD" not in whole
    assert 'href="?q=estg_abroad"' in whole
    rows = page(browser, "estg_abroad")
    assert "Steuerfreie Beträge im Ausland: AD" in rows
    assert len(tables_as_one(changes())) < len(changes()) / 2
    labels = {change.label for change in tables_as_one(changes())}
    assert {"Wegstreckenentschädigung: eigenes Auto", "Anhänger"} <= labels, labels
