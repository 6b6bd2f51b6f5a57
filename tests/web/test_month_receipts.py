"""Receipts of a month: each can be given to one ride with a fare, and the line of that ride leads to it."""

import re

import pytest
from django.test import Client
from tests.services.dienstreise import months
from tests.support import receipts
from tests.support.office import build_office
from tests.support.once import built_once
from tests.support.receipts import sent
from tests.web.test_bad_input import text_of
from tests.web.test_month import DAY, begun, sent_row
from tests.web.test_questions import ask, begin
from tests.web.world import browser_of

from meindo.platform.cases.models import Attachment, Case
from meindo.platform.outbox.worker import drain
from meindo.services.dienstreise import queries

office, db = built_once("office", build_office)
BUS = {"means": "bus", "km": "", "back": "", "fare": "3,20"}
EARLY, LATE = f"ride{DAY:%d}0900", f"ride{DAY:%d}1400"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def employee(db, office) -> Client:
    return browser_of("mitarbeiterin")


@pytest.fixture
def month(employee: Client, office) -> str:
    """Three rides typed late before early: by bus in the afternoon and in the morning of one day, by car later on."""
    draft = begun(employee, months.in_force(office))
    for number, changes in enumerate(({**BUS, "start": "14:00", "end": "15:00"}, BUS, {"day_day": "9"}), 1):
        employee.post(f"{draft}fahrt-{number}/", sent_row(number, **changes))
    return draft


def claimed(employee: Client, month: str) -> Case:
    """The month is sent with one receipt for each ride by bus and one for the whole."""
    names = ("nachmittag.jpg", "morgen.jpg", "allgemein.jpg")
    files = [sent(receipts.photo(text=name), name) for name in names]
    employee.post(f"{month}belege/", {"receipts": files})
    rows = {row.document.title: row for row in Attachment.objects.all()}
    given = {"nachmittag.jpg": LATE, "morgen.jpg": EARLY}
    employee.post(f"{month}belege/", {f"receipts_slot_{rows[name].uuid}": slot for name, slot in given.items()})
    employee.post(f"{month}pruefen/")
    drain()
    return Case.objects.get(process=queries.COLLECTIVE)


def test_only_rides_with_a_fare_are_offered_in_the_order_of_the_day(employee, month) -> None:
    employee.post(f"{month}belege/", {"receipts": sent(receipts.photo(), "a.jpg")})
    page = text_of(employee.get(f"{month}belege/"))
    offered = re.findall(r'<option value="(ride\d+)"[^>]*>\s*([^<]+?)\s*</option>', page)
    assert [slot for slot, _text in offered] == [EARLY, LATE]
    assert f"{DAY.day}. " in offered[0][1]
    assert "09:00 Uhr: " in offered[0][1]


def test_each_line_of_the_month_leads_to_its_own_receipt(employee, month) -> None:
    case = claimed(employee, month)
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    links = re.findall(r'<a href="(#beleg-\d)">(Beleg \d: [\w.]+)</a>', page)
    assert links == [("#beleg-2", "Beleg 2: morgen.jpg"), ("#beleg-1", "Beleg 1: nachmittag.jpg")]
    assert re.search(r"<h3>2. morgen.jpg</h3>\s*<p[^>]*>[^<]*, 09:00 Uhr: ", page)


def test_a_ride_taken_out_leaves_the_receipts_of_the_others_where_they_were(employee, month) -> None:
    employee.post(f"{month}belege/", {"receipts": sent(receipts.photo(), "a.jpg")})
    row = Attachment.objects.get()
    employee.post(f"{month}belege/", {f"receipts_slot_{row.uuid}": EARLY})
    employee.post(f"{month}fahrt/1/entfernen/")
    page = text_of(employee.get(f"{month}belege/"))
    assert re.findall(r'<option value="(ride\d+)" selected', page) == [EARLY], "another row now, and the same ride"
    assert LATE not in page


def test_a_receipt_that_answers_a_question_belongs_to_the_ride_asked_about(employee, month) -> None:
    case = claimed(employee, month)
    asked = ask(browser_of("reisestelle", "travel_office"), case, field="trip2_fare")
    assert asked.status_code == 302
    photo = sent(receipts.photo(text="neu"), "neu.jpg")
    answered = employee.post(begin(employee, case), {"trip2_fare": "3,20", "text": "", "receipts": photo})
    assert answered.status_code == 302
    assert Attachment.objects.get(document__title="neu.jpg").slot == EARLY
