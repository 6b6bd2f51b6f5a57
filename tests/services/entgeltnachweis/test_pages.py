"""Who opens a pay statement: its person alone, after showing again who they are; also after leaving, ten years back."""

import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.services.entgeltnachweis.factory import delivered, own_row, row, statement, statement_pdf, with_office
from tests.support.office import PASSWORD, build_office
from tests.support.once import built_once
from tests.web.test_leaving import leave, log_in
from tests.web.test_queries import asked
from tests.web.world import browser_of

from meindo.platform.access.viewer import visible
from meindo.platform.audit.models import AuditEvent, Erasure
from meindo.platform.clock import at, now, today
from meindo.platform.files.models import HELD, Document
from meindo.platform.files.queries import documents_of
from meindo.platform.login.models import User
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain, plan_recurring
from meindo.platform.people.commands import Statement as Said
from meindo.platform.people.commands import state
from meindo.platform.people.models import Employment, Terms
from meindo.platform.retention.commands import end_hold, set_hold
from meindo.services.entgeltnachweis import commands, queries
from meindo.services.entgeltnachweis.commands_withdrawal import hold_back
from meindo.services.entgeltnachweis.models import Opening, Statement

office, db = built_once("office", lambda: with_office(build_office()))


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"


def confirmed(name: str, role: str = "applicant", ago: int = 0) -> Client:
    """A browser whose person showed again who they are, so many seconds ago."""
    browser = browser_of(name, role)
    session = browser.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - ago - 5},
        {"method": "password", "at": time.time() - ago, "reauthenticated": True},
    ]
    session.save()
    return browser


def address(found: Statement) -> str:
    return f"/entgeltnachweis/nachweis/{found.uuid}/"


def test_right_after_the_log_in_one_is_asked_again_and_then_gets_the_very_bytes(db, office, tmp_path) -> None:
    wanted = own_row(office)
    delivered(office, tmp_path / "in", wanted)
    browser = log_in("mitarbeiterin")
    asks = browser.get(address(statement(office)))
    assert asks.status_code == 302
    assert asks["Location"].startswith("/konto/bestaetigen/?next=%2Fentgeltnachweis%2F")
    assert not Opening.objects.exists()
    back = browser.post(asks["Location"], {"password": PASSWORD})
    assert back["Location"] == address(statement(office))
    answer = browser.get(back["Location"])
    assert answer.content == wanted["content"]
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert Opening.objects.get().statement == statement(office)
    loaded = browser.get(address(statement(office)) + "?laden=1")
    assert loaded["Content-Disposition"] == 'attachment; filename="Entgeltnachweis-2026-05.pdf"'


def test_a_confirmation_counts_for_a_quarter_of_an_hour(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    url = address(statement(office))
    assert confirmed("mitarbeiterin", ago=14 * 60).get(url).status_code == 200
    assert confirmed("mitarbeiterin", ago=16 * 60).get(url).status_code == 302


def test_an_account_that_can_show_nothing_logs_in_anew_and_is_not_asked_in_a_circle(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    user = User.objects.get(username="mitarbeiterin")
    user.set_unusable_password()
    user.save()
    browser = browser_of("mitarbeiterin")
    assert browser.get(address(statement(office))).status_code == 200, "the log-in was just now"
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    assert browser.get(address(statement(office)))["Location"].startswith("/konto/anmelden/")


EVERYBODY = [
    ("beamter", "applicant", 404),
    ("teamleitung", "applicant", 404),
    ("teamleitung", "line_manager", 403),
    ("reisestelle", "travel_office", 403),
    ("nachweise", "applicant", 404),
    ("nachweise", "statement_office", 403),
    ("dsb", "data_protection_office", 403),
]


@pytest.mark.parametrize(("name", "role", "status"), EVERYBODY)
def test_nobody_else_opens_it_in_any_role_or_by_any_address(db, office, tmp_path, name, role, status) -> None:
    delivered(office, tmp_path / "in")
    found = statement(office)
    assert found.document is not None
    browser = confirmed(name, role)
    assert browser.get(address(found)).status_code == status
    for other in (
        f"/akte/{found.document.uuid}/",
        f"/akte/{found.document.uuid}/pdf/",
        f"/belege/{found.document.uuid}/",
    ):
        assert browser.get(other).status_code in (403, 404), other
    assert not Opening.objects.exists()


def test_the_own_one_is_an_own_matter_only(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in", own_row(office, "nachweise"))
    found, by = statement(office, "nachweise"), office.actor("nachweise")
    for role, there in (("applicant", True), ("statement_office", False), ("line_manager", False)):
        viewer = queries.Viewer(by, role, "portal", today())
        assert visible(viewer, Statement).filter(pk=found.pk).exists() is there, role


def test_it_lies_in_no_file_that_opens_without_a_confirmation(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    found = statement(office)
    assert found.document is not None
    own = confirmed("mitarbeiterin")
    for other in (
        f"/akte/{found.document.uuid}/",
        f"/akte/{found.document.uuid}/pdf/",
        f"/belege/{found.document.uuid}/",
    ):
        assert own.get(other).status_code == 404, other
    viewer = queries.Viewer(office.actor("mitarbeiterin"), "applicant", "portal", today())
    assert not documents_of(viewer).exists()


def test_the_list_shows_years_months_versions_and_employments_apart(db, office, tmp_path) -> None:
    number, own = office.employment("mitarbeiterin").personnel_no, own_row(office)
    job = Employment.objects.create(person=office.people["mitarbeiterin"], personnel_no="777001")
    key = {"employment_id": job.pk}
    state(Terms, [Said(key, {"status_group": "tarif"}, date(2024, 1, 1))], source="test")
    rows = [row(number, own["family_name"], month) for month in ("2024-12", "2026-04")]
    delivered(office, tmp_path / "one", own, *rows, row("777001", own["family_name"]))
    delivered(office, tmp_path / "two", {**row(number, own["family_name"], content=statement_pdf(number, "neu"))})
    page = browser_of("mitarbeiterin").get("/entgeltnachweis/").content.decode()
    assert f"2026, Personalnummer {number}" in page
    assert "2026, Personalnummer 777001" in page
    assert page.count("Mai 2026") > 2
    assert "berichtigt" in page
    assert "Fassung 1 von Mai 2026, ersetzt" in page
    assert "Dezember 2024" not in page
    earlier = browser_of("mitarbeiterin").get("/entgeltnachweis/?jahr=2024").content.decode()
    assert "Dezember 2024" in earlier
    for odd in ("1066", "x", "2024' OR 1=1", "٢٠٢٤"):
        assert browser_of("mitarbeiterin").get("/entgeltnachweis/", {"jahr": odd}).status_code == 200
    other = browser_of("beamter").get("/entgeltnachweis/").content.decode()
    assert "Mai 2026" not in other


PAGES = [
    ("mitarbeiterin", "applicant", "/entgeltnachweis/"),
    ("nachweise", "statement_office", "/entgeltnachweis/stelle/?number={number}"),
    ("nachweise", "statement_office", "/entgeltnachweis/fehlleitungen/"),
    ("dsb", "data_protection_office", "/entgeltnachweis/fehlleitungen/"),
]


@pytest.mark.parametrize(("name", "role", "url"), PAGES)
def test_a_page_asks_as_much_for_twenty_as_for_two(db, office, tmp_path, name, role, url) -> None:
    own, browser, counts = own_row(office), browser_of(name, role), []
    for year in (2025, 2026):
        rows = [row(own["personnel_no"], own["family_name"], f"{year}-{month:02}") for month in range(1, 11)]
        delivered(office, tmp_path / str(year), *rows)
        for found in Statement.objects.filter(month__year=year)[:3]:
            hold_back(found, reason="x", by=office.actor("nachweise2"))
        queries_of = asked(browser, url.format(number=own["personnel_no"]))
        assert [sql for sql, times in Counter(queries_of).items() if times > 1] == []
        counts.append(len(queries_of))
    assert counts[0] == counts[1] <= 15, counts


def test_ten_years_back_and_then_erased_for_good(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in", own_row(office, month="2020-03"), own_row(office))
    found = Statement.objects.get(month=date(2020, 3, 1))
    url, mine = address(found), confirmed("mitarbeiterin")
    mine.get(url)
    with at(date(2030, 12, 31)):
        commands.expire("", {})
        assert confirmed("mitarbeiterin").get(url).status_code == 200
    with at(date(2031, 1, 1)):
        assert confirmed("mitarbeiterin").get(url).status_code == 404, "also before the nightly run"
        commands.expire("", {})
    assert Statement.objects.get().month == date(2026, 5, 1)
    assert Document.objects.filter(kind=HELD).count() == 1
    assert Erasure.objects.filter(kind="held").count() == 1
    assert not Opening.objects.exists()


def test_many_expire_in_parts_that_follow_each_other_and_none_twice(db, office, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(commands, "AT_ONCE", 2)
    delivered(office, tmp_path / "in", *(own_row(office, month=f"2020-{month:02}") for month in range(1, 6)))
    sizes: list[int] = []
    real = commands.queries.outdated

    def counted(day: date) -> Any:
        sizes.append(Statement.objects.count())
        return real(day)

    monkeypatch.setattr(commands.queries, "outdated", counted)
    with at(date(2031, 1, 1)):
        plan_recurring()
        drain()
    assert sizes == [5, 3, 1], "each part is a task of its own and takes no more than it may"
    assert not Statement.objects.exists()
    keys = Task.objects.filter(kind=commands.EXPIRE).order_by("pk").values_list("key", flat=True)
    slot = keys[0]
    assert list(keys) == [slot, f"{slot}/1", f"{slot}/2"]
    assert Erasure.objects.filter(kind="held").count() == 5
    assert AuditEvent.objects.filter(kind="document.removed").count() == 5


def test_a_part_that_fails_leaves_nothing_half_done(db, office, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(commands, "AT_ONCE", 2)
    delivered(office, tmp_path / "in", *(own_row(office, month=f"2020-{month:02}") for month in range(1, 4)))
    real, calls = commands.remove_held, []

    def dies(work: Any, document: Document) -> None:
        calls.append(document)
        real(work, document)
        if len(calls) == 2:
            raise OSError("the disk is full")

    monkeypatch.setattr(commands, "remove_held", dies)
    with at(date(2031, 1, 1)):
        plan_recurring()
        drain()
        assert Statement.objects.count() == Document.objects.filter(kind=HELD).count() == 3
        Task.objects.filter(kind=commands.EXPIRE).update(due_at=now())
        drain()
    assert not Statement.objects.exists()
    assert Erasure.objects.filter(kind="held").count() == 3


def test_who_removes_a_held_document_second_writes_nothing(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    document = statement(office).document
    assert document is not None
    with unit_of_work(office.actor("nachweise"), purpose="portal") as work:
        commands.remove_held(work, document)
        commands.remove_held(work, document)
    assert Erasure.objects.filter(kind="held").count() == 1


def test_after_leaving_the_own_statements_stay(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    leave(office, "mitarbeiterin")
    browser = log_in("mitarbeiterin")
    page = browser.get("/entgeltnachweis/")
    assert page.status_code == 200
    assert "Mai 2026" in page.content.decode()
    asks = browser.get(address(statement(office)))
    browser.post(asks["Location"], {"password": PASSWORD})
    assert browser.get(address(statement(office))).status_code == 200
    assert browser.get("/entgeltnachweis/frage/neu/").status_code == 200
    with at(today() + timedelta(days=400)):
        assert log_in("mitarbeiterin").get("/entgeltnachweis/").status_code == 200


def test_the_export_holds_every_statement_and_opening_and_no_content(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    confirmed("mitarbeiterin").get(address(statement(office)))
    (found,) = queries.rows_of(office.people["mitarbeiterin"].pk)
    assert found["month"] == "2026-05"
    assert len(found["opened_at"]) == 1
    assert not found["withdrawn"]
    assert list(queries.rows_of(office.people["beamter"].pk)) == []


def test_what_is_held_or_looked_into_is_not_erased_with_its_time(db, office, tmp_path) -> None:
    rows = [own_row(office, month=month) for month in ("2020-03", "2020-04")]
    delivered(office, tmp_path / "in", *rows)
    breach = Statement.objects.get(month=date(2020, 3, 1))
    with at(date(2030, 12, 20)):
        hold_back(breach, reason="gehört jemand anderem", by=office.actor("nachweise2"))
        hold = set_hold(
            reason="Klage", until=date(2031, 6, 1), person=office.people["mitarbeiterin"], by=office.actor("ob")
        )
    with at(date(2031, 1, 1)):
        commands.expire("", {})
        assert Statement.objects.count() == 2, "her records are held"
        end_hold(hold, by=office.actor("anordnung"))
        commands.expire("", {})
        assert list(Statement.objects.all()) == [breach], "nobody has decided yet whose it is"
        assert breach.withdrawals.exists()
