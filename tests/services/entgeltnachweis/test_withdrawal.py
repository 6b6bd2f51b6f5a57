"""A statement that reached the wrong person: held back at once, erased by a second person, never read by an office."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.services.entgeltnachweis.factory import delivered, own_row, statement, statement_pdf, with_office, write
from tests.services.entgeltnachweis.test_pages import address, confirmed
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.audit import erasures
from meindo.platform.audit.models import AuditEvent
from meindo.platform.files import store
from meindo.platform.files.models import HELD, Document
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.worker import drain
from meindo.platform.watch.findings import announced
from meindo.services.entgeltnachweis import commands_withdrawal as withdrawing
from meindo.services.entgeltnachweis.check import without_file
from meindo.services.entgeltnachweis.commands_import import import_folder
from meindo.services.entgeltnachweis.models import Opening, Statement, Withdrawal

office, db = built_once("office", lambda: with_office(build_office()))
OFFICE = "statement_office"


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"


def held(office: Office, tmp_path: Path) -> Withdrawal:
    delivered(office, tmp_path / "in")
    return withdrawing.hold_back(statement(office), reason="gehört Kim", by=office.actor("nachweise"))


def told(office: Office, name: str) -> list[str]:
    return list(Notification.objects.filter(person=office.people[name]).order_by("pk").values_list("msgid", flat=True))


def test_from_the_first_person_on_nobody_opens_it_and_data_protection_knows(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    found, mine = statement(office), confirmed("mitarbeiterin")
    assert mine.get(address(found)).status_code == 200
    clerk = browser_of("nachweise", OFFICE)
    sent = clerk.post(f"/entgeltnachweis/stelle/{found.uuid}/", {"reason": "gehört jemand anderem"})
    assert sent.status_code == 302
    assert mine.get(address(found)).status_code == 404
    page = mine.get("/entgeltnachweis/").content.decode()
    assert "Wird gerade geprüft" in page
    assert str(found.uuid) not in page
    assert told(office, "dsb") == ["Ein Entgeltnachweis hat vermutlich die falsche Person erreicht."]
    seen = browser_of("dsb", "data_protection_office").get("/entgeltnachweis/fehlleitungen/").content.decode()
    assert "gehört jemand anderem" in seen
    assert "einmal, am" in seen
    assert "DSGVO Art. 33" in seen
    assert "Zurückziehen und löschen" not in seen


def test_a_second_person_erases_it_and_who_opened_it_stays_known(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    found = statement(office)
    assert found.document is not None
    stored, key = found.document.address, str(found.document.uuid)
    confirmed("mitarbeiterin").get(address(found))
    row = withdrawing.hold_back(found, reason="x", by=office.actor("nachweise"))
    url = f"/entgeltnachweis/stelle/pruefung/{row.uuid}/"
    browser_of("nachweise", OFFICE).post(url, {"confirm": "1"})
    row.refresh_from_db()
    assert row.outcome == "", "not by the one who held it back"
    browser_of("nachweise2", OFFICE).post(url, {"confirm": "1"})
    found.refresh_from_db()
    assert found.document_id is None
    assert not Document.objects.filter(kind=HELD).exists()
    drain()
    with pytest.raises(FileNotFoundError):
        store.sealed_bytes(stored)
    assert Opening.objects.filter(statement=found).count() == 1
    assert [line.key for line in erasures.on_file().values()] == [key], "a restored backup erases it again"
    mine = confirmed("mitarbeiterin")
    assert mine.get(address(found)).status_code == 404
    assert "Mai 2026" not in mine.get("/entgeltnachweis/").content.decode()
    assert "gehörte nicht Ihnen" in told(office, "mitarbeiterin")[-1]
    assert AuditEvent.objects.filter(kind="entgeltnachweis.withdrawn").exists()
    assert told(office, "dsb")[1:] == ["Ein fehlgeleiteter Entgeltnachweis wurde zurückgezogen."]


def test_the_same_file_never_comes_back_and_the_right_one_does(db, office, tmp_path) -> None:
    row = held(office, tmp_path)
    withdrawing.confirm(row, by=office.actor("nachweise2"))
    report = import_folder(tmp_path / "in")
    assert "zurückgezogen" in report.problems[0].reason
    assert report.filed == 0
    number = office.employment("mitarbeiterin").personnel_no
    right = own_row(office, content=statement_pdf(number, "richtig"))
    assert delivered(office, tmp_path / "right", right).filed == 1
    assert statement(office).document is not None


def test_the_right_person_gets_the_very_file_after_the_withdrawal(db, office, tmp_path) -> None:
    numbers = " ".join(office.employment(who).personnel_no for who in ("mitarbeiterin", "beamter"))
    content = statement_pdf(numbers)
    delivered(office, tmp_path / "wrong", own_row(office, content=content))
    row = withdrawing.hold_back(statement(office), reason="x", by=office.actor("nachweise"))
    right = write(tmp_path / "right", [own_row(office, "beamter", content=content)])
    assert import_folder(right).filed == 0, "not as long as it lies with somebody else"
    withdrawing.confirm(row, by=office.actor("nachweise2"))
    assert import_folder(right).filed == 1


def test_declined_it_opens_again_and_can_be_held_back_again(db, office, tmp_path) -> None:
    row = held(office, tmp_path)
    with pytest.raises(withdrawing.WithdrawalRefused):
        withdrawing.hold_back(statement(office), reason="noch einmal", by=office.actor("nachweise2"))
    withdrawing.decline(row, by=office.actor("nachweise2"))
    with pytest.raises(withdrawing.WithdrawalRefused):
        withdrawing.confirm(row, by=office.actor("nachweise2"))
    assert confirmed("mitarbeiterin").get(address(statement(office))).status_code == 200
    assert "wieder öffnen" in told(office, "mitarbeiterin")[-1]
    assert withdrawing.hold_back(statement(office), reason="doch", by=office.actor("nachweise2")).pk


def restored_without(row: Withdrawal) -> Statement:
    """As after a restore from before the decision that erased the file: the list takes it away again."""
    document = Statement.objects.get(pk=row.statement_id).document
    assert document is not None
    line = erasures.Line(uuid4(), row.asked_at, "held", str(document.uuid), came=True)
    assert erasures.replay([line]).erased == 1
    return Statement.objects.get(pk=row.statement_id)


def test_what_a_restore_left_without_file_is_named_and_only_withdrawn(db, office, tmp_path) -> None:
    row = held(office, tmp_path)
    assert without_file().good
    restored_without(row)
    finding = without_file()
    assert not finding.good
    assert "bei 1 fehlt die Datei" in finding.text
    with pytest.raises(withdrawing.WithdrawalRefused, match="schon gelöscht"):
        withdrawing.decline(row, by=office.actor("nachweise2"))
    row.refresh_from_db()
    assert row.outcome == "", "no decision about nothing"
    page = browser_of("nachweise2", OFFICE).get("/entgeltnachweis/fehlleitungen/").content.decode()
    assert "Zurückziehen und löschen" in page
    assert 'name="decline"' not in page
    withdrawing.confirm(row, by=office.actor("nachweise2"))
    assert without_file().good


def test_a_declined_one_whose_later_withdrawal_a_restore_forgot_is_decided_anew(db, office, tmp_path) -> None:
    row = held(office, tmp_path)
    withdrawing.decline(row, by=office.actor("nachweise2"))
    found = restored_without(row)
    assert not without_file().good
    clerk = browser_of("nachweise", OFFICE)
    number = office.employment("mitarbeiterin").personnel_no
    assert "Datei fehlt" in clerk.get(f"/entgeltnachweis/stelle/?number={number}").content.decode()
    url = f"/entgeltnachweis/stelle/{found.uuid}/"
    assert url in clerk.get("/entgeltnachweis/fehlleitungen/").content.decode()
    assert (
        url not in browser_of("dsb", "data_protection_office").get("/entgeltnachweis/fehlleitungen/").content.decode()
    )
    assert clerk.post(url, {"reason": "Datei fehlt"}).status_code == 302
    assert url not in clerk.get("/entgeltnachweis/fehlleitungen/").content.decode()
    withdrawing.confirm(Withdrawal.objects.get(outcome=""), by=office.actor("nachweise2"))
    assert without_file().good
    assert clerk.get(url).status_code == 404, "withdrawn once"
    assert [finding.part for finding in announced()] == ["Entgeltnachweise"]


def test_the_version_before_counts_while_the_last_one_is_looked_into(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "one")
    number = office.employment("mitarbeiterin").personnel_no
    delivered(office, tmp_path / "two", own_row(office, content=statement_pdf(number, "falsch")))
    first, last = Statement.objects.order_by("version")
    withdrawing.hold_back(last, reason="x", by=office.actor("nachweise"))
    page = browser_of("mitarbeiterin").get("/entgeltnachweis/").content.decode()
    assert str(first.uuid) in page
    assert "Fassung 2 wird geprüft" in page


def test_nobody_of_the_office_acts_on_their_own_statement(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in", own_row(office, "nachweise"))
    found = statement(office, "nachweise")
    clerk = browser_of("nachweise", OFFICE)
    number = office.employment("nachweise").personnel_no
    assert clerk.get(f"/entgeltnachweis/stelle/?number={number}").status_code == 422
    assert clerk.get(f"/entgeltnachweis/stelle/{found.uuid}/").status_code == 404
    with pytest.raises(withdrawing.WithdrawalRefused):
        withdrawing.hold_back(found, reason="x", by=office.actor("nachweise"))
    row = withdrawing.hold_back(found, reason="x", by=office.actor("nachweise2"))
    with pytest.raises(withdrawing.WithdrawalRefused):
        withdrawing.confirm(row, by=office.actor("nachweise"))
    assert clerk.post(f"/entgeltnachweis/stelle/pruefung/{row.uuid}/", {"confirm": "1"}).status_code == 404


def test_the_database_wants_two_people_and_neither_the_receiver(db, office, tmp_path) -> None:
    row = held(office, tmp_path)
    done = {"outcome": "confirmed", "decided_at": row.asked_at}
    for who in (row.asked_by_id, row.subject_id, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Withdrawal.objects.filter(pk=row.pk).update(decided_by_id=who, **done)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=row.statement_id).update(month=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=row.statement_id)._raw_delete("default")


def test_the_office_sees_that_there_is_one_and_its_look_is_recorded(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    number = office.employment("mitarbeiterin").personnel_no
    page = browser_of("nachweise", OFFICE).get(f"/entgeltnachweis/stelle/?number={number}")
    text = page.content.decode()
    assert "Mai 2026" in text
    assert "noch nicht geöffnet" in text
    assert "/nachweis/" not in text
    assert "ein Nachweis aus einer Liste mit einer Zeile" in " ".join(text.split())
    look = AccessRecord.objects.get(subject=office.people["mitarbeiterin"])
    assert (look.role, look.purpose) == (OFFICE, "entgeltnachweis.manage")
    cockpit = browser_of("mitarbeiterin").get("/meine-daten/").content.decode()
    assert "Bezügestelle" in cockpit


def test_a_reason_is_needed(db, office, tmp_path) -> None:
    delivered(office, tmp_path / "in")
    url = f"/entgeltnachweis/stelle/{statement(office).uuid}/"
    assert browser_of("nachweise", OFFICE).post(url, {"reason": " "}).status_code == 422
    assert not Withdrawal.objects.exists()


def test_an_office_of_some_units_reaches_their_people_alone(db, office, tmp_path) -> None:
    from tests.support.city import City

    city = City(root=office.units["root"])
    city.responsible(office.people["anordnung"], OFFICE, office.units["51"])
    city.store()
    delivered(office, tmp_path / "in", own_row(office), own_row(office, "reisestelle"))
    clerk = browser_of("anordnung", OFFICE)
    for who, status in (("mitarbeiterin", 200), ("reisestelle", 422)):
        number = office.employment(who).personnel_no
        assert clerk.get(f"/entgeltnachweis/stelle/?number={number}").status_code == status
    assert clerk.get(f"/entgeltnachweis/stelle/{statement(office).uuid}/").status_code == 200
    assert clerk.get(f"/entgeltnachweis/stelle/{statement(office, 'reisestelle').uuid}/").status_code == 404
    withdrawing.hold_back(statement(office, "reisestelle"), reason="x", by=office.actor("nachweise"))
    assert "Rita" not in clerk.get("/entgeltnachweis/fehlleitungen/").content.decode()
