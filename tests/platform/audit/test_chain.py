"""The audit log: appended only, chained one after the other; a later change shows at its place."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from meindo.platform import sql
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.chain import chain_all, chain_pending, verify
from meindo.platform.audit.models import AuditEvent, AuditHead
from meindo.platform.outbox.work import unit_of_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def chained() -> list[AuditEvent]:
    """Six rows in two units of work, chained."""
    for part in range(2):
        with unit_of_work(Actor("person:x", None, 7), purpose="test") as work:
            for number in range(3):
                work.record("test.happened", f"case:{part}{number}", number=number)
    assert verify().waiting == 6
    assert chain_all() == 6
    return list(AuditEvent.objects.order_by("seq"))


@pytest.fixture
def unguarded() -> Callable[[str], None]:
    """Somebody with access to the database takes the guard away, changes rows and lays it again."""

    def change(statement: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
                cursor.execute(statement)
                cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
            else:
                sql.remove_guards()
                cursor.execute(statement)
                sql.install_guards()

    return change


def test_a_whole_chain_verifies_and_says_how_long_it_is(chained) -> None:
    report = verify()
    assert (report.checked, report.waiting, report.broken_at) == (6, 0, None)
    assert [event.seq for event in chained] == [1, 2, 3, 4, 5, 6]
    assert chained[1].prev_hash == chained[0].hash
    assert AuditHead.objects.get().hash == chained[-1].hash


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'person:y'",
        "kind = 'test.other'",
        "subject = 'case:99'",
        "purpose = 'x'",
        "data = '{}'",
        "acting_for = ''",
    ],
)
def test_a_changed_row_is_found_at_its_place(chained, unguarded, change: str) -> None:
    unguarded("UPDATE audit_auditevent SET " + change + " WHERE seq = 3")
    assert verify().broken_at == 3


def test_a_removed_row_is_found_also_at_the_end(chained, unguarded) -> None:
    unguarded("DELETE FROM audit_auditevent WHERE seq = 6")
    assert verify().broken_at == 6
    unguarded("DELETE FROM audit_auditevent WHERE seq = 2")
    assert verify().broken_at == 2


def test_two_rows_that_change_places_are_found(chained, unguarded) -> None:
    unguarded("UPDATE audit_auditevent SET seq = -seq WHERE seq IN (2, 3)")
    unguarded("UPDATE audit_auditevent SET seq = 5 + seq WHERE seq < 0")
    assert verify().broken_at == 2


def test_the_database_refuses_changes_and_deletion_of_rows(chained) -> None:
    rows = AuditEvent.objects.filter(seq=3)
    for change in ({"actor": "person:y"}, {"hash": "0" * 64}, {"seq": 99}, {"data": {}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_rows_that_wait_are_chained_in_parts_and_in_order() -> None:
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        for number in range(5):
            work.record("test.happened", f"case:{number}")
    assert [chain_pending(2), chain_pending(2), chain_pending(2), chain_pending(2)] == [2, 2, 1, 0]
    assert [event.subject for event in AuditEvent.objects.order_by("seq")] == [f"case:{n}" for n in range(5)]
    assert verify().broken_at is None


def test_the_command_says_in_words_and_exit_code_whether_the_chain_holds(chained, unguarded, capsys) -> None:
    from meindo.cli import main

    assert main(["audit", "verify"]) == 0
    unguarded("UPDATE audit_auditevent SET actor = 'person:y' WHERE seq = 4")
    assert main(["audit", "verify"]) == 1
    assert "row 4" in capsys.readouterr().out


def test_rows_say_who_for_whom_and_why_but_hold_no_personal_values() -> None:
    from tests.services.dienstreise import factory
    from tests.support.office import build_office

    office = build_office()
    factory.whole_life(office)
    text = "\n".join(f"{event.actor} {event.subject} {event.data}" for event in AuditEvent.objects.all())
    for personal in ("Köln", "Yılmaz", "Emma", "Fachtagung", "Sonderfall"):
        assert personal not in text
    assert not AuditEvent.objects.filter(purpose="").exists()
