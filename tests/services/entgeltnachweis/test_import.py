"""A delivery is checked row by row; whatever could reach the wrong person is refused by name, the rest is filed."""

import hashlib
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.services.entgeltnachweis.factory import delivered, own_row, row, statement, statement_pdf, write
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.cli import main
from meindo.platform.clock import at
from meindo.platform.files import scanner, store
from meindo.platform.files.models import HELD, Document
from meindo.platform.files.queries import content_of
from meindo.platform.notify.models import Notification
from meindo.platform.people.models import Employment
from meindo.services.entgeltnachweis import manifest
from meindo.services.entgeltnachweis.commands_import import import_folder
from meindo.services.entgeltnachweis.models import Delivery, Statement

office, db = built_once("office", build_office)


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"


def second_job(office: Office) -> Employment:
    """The employee has another employment."""
    from meindo.platform.people.commands import Statement as Said
    from meindo.platform.people.commands import state
    from meindo.platform.people.models import Terms

    job = Employment.objects.create(person=office.people["mitarbeiterin"], personnel_no="777001")
    state(Terms, [Said({"employment_id": job.pk}, {"status_group": "tarif"}, date(2025, 1, 1))], source="test")
    return job


def test_a_good_delivery_is_filed_bit_by_bit_encrypted_and_announced_without_content(db, office, tmp_path) -> None:
    wanted = own_row(office)
    report = delivered(office, tmp_path / "in", wanted)
    assert (report.filed, report.known, report.problems) == (1, 0, [])
    found = statement(office)
    assert found.document is not None
    assert content_of(found.document) == wanted["content"]
    assert found.sha256 == found.document.sha256 == wanted["sha256"]
    sealed = store.sealed_bytes(found.document.address)
    assert b"%PDF" not in sealed
    notice = Notification.objects.get(person=office.people["mitarbeiterin"])
    assert notice.params == {}
    assert "2026" not in notice.msgid + notice.url
    assert notice.document is None, "the mail room prints what a message names"


def counts() -> list[int]:
    return [model.objects.count() for model in (Statement, Document, Notification, Delivery)]


def test_the_same_folder_again_changes_nothing(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    before = counts()
    report = import_folder(tmp_path / "in")
    assert (report.filed, report.known, report.problems) == (0, 1, [])
    assert counts() == before


def test_a_dry_run_writes_nothing(db, office, tmp_path) -> None:
    report = import_folder(write(tmp_path / "in", [own_row(office)]), dry_run=True)
    assert report.filed == 1
    assert not Statement.objects.exists()
    assert not Delivery.objects.exists()
    assert not Notification.objects.exists()


def test_a_correction_is_a_new_version_and_the_first_one_stays(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "one")
    number = office.employment("mitarbeiterin").personnel_no
    again = own_row(office, content=statement_pdf(number, "Berichtigt"))
    report = delivered(office, tmp_path / "two", again)
    assert (report.filed, report.corrected) == (1, 1)
    versions = Statement.objects.order_by("version")
    assert [found.version for found in versions] == [1, 2]
    assert all(found.document for found in versions)
    assert "berichtigt" in Notification.objects.latest("pk").msgid
    assert import_folder(tmp_path / "one").known == 1, "an old folder does not win over the correction"
    assert Statement.objects.count() == 2


def test_two_employments_of_one_person_are_apart(db, office, tmp_path) -> None:
    own = own_row(office)
    job = second_job(office)
    report = delivered(office, tmp_path / "in", own, row("777001", own["family_name"]))
    assert report.filed == 2
    assert Statement.objects.get(employment=job).version == 1
    assert Notification.objects.filter(person=office.people["mitarbeiterin"]).count() == 1, "one message per delivery"


def problems(report: Any) -> str:
    return "\n".join(problem.reason for problem in report.problems)


def number_of(office: Office, who: str) -> str:
    return office.employment(who).personnel_no


def tampered(office: Office) -> dict[str, Any]:
    return {**own_row(office), "content": statement_pdf(number_of(office, "mitarbeiterin"), "anders")}


WRONG: dict[str, tuple[Any, str]] = {
    "the checksum differs": (tampered, "nicht die Prüfsumme"),
    "no checksum": (lambda o: {**own_row(o), "sha256": "abc"}, "keine Prüfsumme"),
    "an unknown number": (lambda _o: row("4711", "Yılmaz"), "unbekannt"),
    "the number is somebody else's": (
        lambda o: row(number_of(o, "mitarbeiterin"), "Krüger"),
        "gehört einer Person mit anderem Namen",
    ),
    "the file shows another number": (
        lambda o: own_row(o, content=statement_pdf(number_of(o, "beamter"))),
        "steht die Personalnummer",
    ),
    "no month": (lambda o: own_row(o, month="Mai 2026"), "ist kein Monat"),
    "a month that is not there yet": (lambda o: own_row(o, month="2031-01"), "noch nicht begonnen"),
    "a month before the employment": (lambda o: own_row(o, month="2019-12"), "bestand dieses"),
    "older than what is kept": (lambda o: own_row(o, month="2009-12"), "nicht mehr aufbewahrt"),
    "no PDF file": (lambda o: own_row(o, content=b"Entgelt"), "ist keine PDF-Datei"),
    "half a PDF file": (
        lambda o: own_row(o, content=statement_pdf(number_of(o, "mitarbeiterin"))[:300]),
        "ist beschädigt",
    ),
    "with a password": (
        lambda o: own_row(
            o,
            content=statement_pdf(
                number_of(o, "mitarbeiterin"), encryption=pikepdf.Encryption(owner="o", user="u", R=6)
            ),
        ),
        "Passwort",
    ),
    "encrypted without a password": (
        lambda o: own_row(
            o,
            content=statement_pdf(
                number_of(o, "mitarbeiterin"), encryption=pikepdf.Encryption(owner="o", user="", R=6)
            ),
        ),
        "verschlüsselt",
    ),
    "a file that is not there": (lambda o: {**own_row(o), "content": None}, "liegt nicht im Ordner"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_bad_row_is_named_and_the_good_one_is_kept(db, office, tmp_path, name) -> None:
    make, reason = WRONG[name]
    report = delivered(office, tmp_path / "in", make(office), own_row(office, "beamter"))
    assert reason in problems(report)
    assert len(report.problems) == 1
    assert report.filed == 1
    assert Statement.objects.get().employment == office.employment("beamter")


def test_a_way_out_of_the_folder_is_no_file(db, office, tmp_path) -> None:
    outside = tmp_path / "fremd.pdf"
    outside.write_bytes(own_row(office)["content"])
    for name in ("../fremd.pdf", str(outside), "link.pdf"):
        folder = write(tmp_path / "in", [{**own_row(office), "file": name, "content": None}])
        (folder / "link.pdf").unlink(missing_ok=True)
        (folder / "link.pdf").symlink_to(outside)
        assert "liegt nicht im Ordner" in problems(import_folder(folder))
    assert not Statement.objects.exists()


def test_of_two_rows_for_one_month_none_counts(db, office, tmp_path) -> None:
    number = number_of(office, "mitarbeiterin")
    other = own_row(office, content=statement_pdf(number, "anderer"))
    report = delivered(office, tmp_path / "in", own_row(office), other)
    assert problems(report).count("mehrere Zeilen") == 2
    assert not Statement.objects.exists()


def test_one_file_for_two_people_reaches_none(db, office, tmp_path) -> None:
    both = statement_pdf(f"{number_of(office, 'mitarbeiterin')} {number_of(office, 'beamter')}")
    first, second = own_row(office, content=both), own_row(office, "beamter", content=both)
    report = delivered(office, tmp_path / "in", first, {**second, "file": first["file"]})
    assert problems(report).count("in mehreren Zeilen") == 2
    report = delivered(office, tmp_path / "two", first, second)
    assert problems(report).count("genau einer Person") == 2
    assert not Statement.objects.exists()


def test_the_same_bytes_for_another_person_or_month_later_are_refused(db, office, tmp_path) -> None:
    both = statement_pdf(f"{number_of(office, 'mitarbeiterin')} {number_of(office, 'beamter')}")
    delivered(office, tmp_path / "one", own_row(office, content=both))
    report = delivered(office, tmp_path / "two", own_row(office, "beamter", content=both))
    assert "schon für eine andere Personalnummer" in problems(report)
    report = delivered(office, tmp_path / "three", own_row(office, month="2026-06", content=both))
    assert "schon für eine andere Personalnummer" in problems(report)
    assert Statement.objects.count() == 1


def test_a_file_without_a_row_is_named(db, office, tmp_path) -> None:
    folder = write(tmp_path / "in", [own_row(office)])
    (folder / "vergessen.pdf").write_bytes(b"x")
    report = import_folder(folder)
    assert "„vergessen.pdf“ steht in keiner Zeile" in problems(report)
    assert report.filed == 1


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [(scanner.Verdict.INFECTED, "Schadsoftware gefunden"), (scanner.Verdict.NO_ANSWER, "antwortet nicht")],
)
def test_what_the_scanner_does_not_let_through_is_not_taken(db, office, tmp_path, monkeypatch, verdict, reason) -> None:
    monkeypatch.setattr(manifest, "scan", lambda _content: verdict)
    assert reason in problems(delivered(office, tmp_path / "in"))
    assert not Statement.objects.exists()


def test_a_file_that_changes_after_the_check_is_not_taken(db, office, tmp_path, monkeypatch) -> None:
    from meindo.services.entgeltnachweis import commands_import as writing

    folder = write(tmp_path / "in", [own_row(office), own_row(office, "beamter")])
    real = writing._delivery

    def change(checked: Any) -> Delivery:
        next(folder.glob(f"{number_of(office, 'beamter')}*")).write_bytes(b"%PDF-1.7 anders")
        return real(checked)

    monkeypatch.setattr(writing, "_delivery", change)
    report = import_folder(folder)
    assert "nicht die Prüfsumme" in problems(report)
    assert Statement.objects.get().employment == office.employment("mitarbeiterin")


def test_files_without_text_need_to_be_asked_for(db, office, tmp_path) -> None:
    blank = statement_pdf("0")
    folder = write(tmp_path / "in", [own_row(office, content=blank)])
    assert "steht die Personalnummer" in problems(import_folder(folder))
    assert import_folder(folder, search_text=False).filed == 1


def test_an_earlier_family_name_counts(db, office, tmp_path) -> None:
    from meindo.platform.people.models import NameCell

    who = office.people["mitarbeiterin"]
    NameCell.objects.create(person=who, given_name="Emma", family_name="Groß-Öztürk")
    found = {**own_row(office), "family_name": "GROSS OEZTUERK"}
    assert delivered(office, tmp_path / "in", found).filed == 1


def test_a_folder_without_a_list_says_so(db, office, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    assert "fehlt die Liste" in problems(import_folder(tmp_path / "in"))


def test_the_command_says_what_it_did(db, office, tmp_path, capsys) -> None:
    folder = write(tmp_path / "in", [own_row(office), row("4711", "Yılmaz")])
    assert main(["import", "pay-statements", str(folder), "--dry-run"]) == 1
    assert "1 Nachweise würden eingespielt" in capsys.readouterr().out
    assert main(["import", "pay-statements", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "entgeltnachweise.csv, Zeile 3" in said
    assert "1 Nachweise eingespielt" in said
    assert main(["import", "pay-statements", str(tmp_path / "nichts")]) == 2


def test_after_leaving_a_last_statement_still_comes(db, office, tmp_path) -> None:
    from tests.web.test_leaving import leave

    leave(office, "mitarbeiterin")
    with at(date(2026, 12, 15)):
        assert delivered(office, tmp_path / "in", own_row(office, month="2026-12")).filed == 1


def test_four_thousand_rows_print_their_speed(db, office, tmp_path, capsys) -> None:
    """Only printed: how fast rows are checked and filed, on a part of them."""
    number, name = number_of(office, "mitarbeiterin"), own_row(office)["family_name"]
    rows = [row(number, name, f"{year}-{month:02}") for year in range(2020, 2026) for month in range(1, 13)]
    began = time.monotonic()
    assert delivered(office, tmp_path / "in", *rows).filed == len(rows)
    each = (time.monotonic() - began) / len(rows)
    with capsys.disabled():
        sys.stdout.write(f"\n  a pay statement: {each * 1000:.1f} ms, 4000 of them {each * 4000:.0f} s\n")
    assert Document.objects.filter(kind=HELD).count() == len(rows)
    assert len({hashlib.sha256(content_of(found)).hexdigest() for found in Document.objects.filter(kind=HELD)}) == 72
