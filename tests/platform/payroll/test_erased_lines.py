"""After some lines of a run were erased: the others keep their numbers, and no file pretends to be the whole."""

import importlib

import pytest
from django.apps import apps
from tests.platform.payroll.test_lines import line
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands_erasing import erase_cases
from meindo.platform.clock import now
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.payroll import commands, files, profile, queries
from meindo.platform.payroll.models import PayLine, PayRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DATA, settings.ERASURES_FILE = tmp_path, tmp_path / "erasures.jsonl"
    office = build_office()
    office.city.responsible(office.people["ob"], "payroll_office", office.units["root"])
    office.city.store()
    return office


def with_erased_line(office: Office) -> tuple[PayRun, list[PayLine]]:
    """Three lines of two cases left in one run; the case of the first and the last is gone."""
    gone, kept = factory.make(office), factory.make(office, "beamter")
    lines = [line(case, office) for case in (gone, kept, gone)]
    run = commands.export_lines(factory.PAYROLL)
    assert run is not None
    with unit_of_work(Actor.system("test"), purpose="retention") as work:
        erase_cases(work, {gone.pk})
    return run, lines


def test_a_line_is_found_by_its_own_number_and_never_another_one(office) -> None:
    _run, lines = with_erased_line(office)
    assert queries.exported_line("000001-000002") == lines[1]
    for gone in ("000001-000001", "000001-000003", "000001-000000", "000001-000004", "000002-000001"):
        assert queries.exported_line(gone) is None, gone
    report = commands.import_receipt("key;status\n000001-000001;rejected\n000001-000004;accepted", factory.PAYROLL)
    assert report.problems == (
        "Zeile 2: 000001-000001 ist nicht mehr gespeichert, weil die Aufbewahrungsfrist abgelaufen ist.",
        "Zeile 3: 000001-000004 wurde nicht übergeben.",
    )
    assert PayLine.objects.get().answered_at is None
    assert commands.import_receipt("key;status\n000001-000002;accepted", factory.PAYROLL).accepted == 1


def test_a_run_that_is_not_whole_has_no_file_and_says_why(office) -> None:
    run, _lines = with_erased_line(office)
    with pytest.raises(files.NotWhole):
        files.content_of(run)
    browser = browser_of("ob", "payroll_office")
    for kind in ("datei", "manifest", "json", "sap-it0015"):
        answer = browser.get(f"/entgelt/1/{kind}/")
        assert answer.status_code == 410, kind
        assert "nach ihrer Aufbewahrungsfrist gelöscht" in answer.content.decode()
    assert browser.get("/entgelt/1/lodas/").status_code == 404
    assert browser.get("/entgelt/").status_code == 200


def test_a_run_of_a_process_of_the_release_before_gives_its_bytes(office) -> None:
    rows = [line(factory.make(office), office) for _ in range(2)]
    for seq, row in enumerate(rows, 1):
        row.seq = seq
    sha256 = profile.checksum(profile.neutral_csv(1, rows))
    facts = {"month": rows[0].month, "created_at": now(), "total_eur": 2, "layout": profile.LAYOUT}
    run = PayRun.objects.create(number=1, line_count=2, sha256=sha256, **facts)
    PayLine.objects.filter(pk__in=[row.pk for row in rows]).update(run=run)
    assert profile.checksum(files.content_of(run)) == sha256


def test_lines_of_before_get_the_number_under_which_they_left(office) -> None:
    rows = [line(factory.make(office), office) for _ in range(3)]
    for number, count, ours in ((1, 2, rows[:2]), (2, 2, rows[2:])):
        facts = {"month": rows[0].month, "created_at": now(), "total_eur": 2, "sha256": "0" * 64}
        run = PayRun.objects.create(number=number, line_count=count, **facts)
        PayLine.objects.filter(pk__in=[row.pk for row in ours]).update(run=run)
    importlib.import_module("meindo.platform.payroll.migrations.0003_seq").number_lines(apps, None)
    found = list(PayLine.objects.order_by("pk").values_list("run__number", "seq"))
    assert found == [(1, 1), (1, 2), (2, None)], "of the second run a line is gone: nobody knows which"
