"""Erasing what is due: two people, whole or not at all, nothing of the case is left anywhere, the proof says so."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from tests.platform.retention.story import ASK, FIRST, SECOND, SETTLE, answered, at, erased, finished, later, paid_trip
from tests.services.datenschutz import factory as privacy
from tests.services.dienstreise import factory, money
from tests.support.office import Office, build_office
from tests.support.receipts import incoming, photo

from meindo.platform.access.models import AccessRecord
from meindo.platform.audit import erasures
from meindo.platform.audit.chain import chain_all, verify
from meindo.platform.audit.models import AuditEvent, Erasing, Erasure
from meindo.platform.backup.rows import lines_of
from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import attach_file
from meindo.platform.cases.commands_erasing import erase_cases
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.queries_belongings import rows_of
from meindo.platform.clock import today
from meindo.platform.files import store
from meindo.platform.files.models import Document
from meindo.platform.notify.models import Notification
from meindo.platform.outbox import worker
from meindo.platform.outbox.models import Task
from meindo.platform.payroll.models import PayLine
from meindo.platform.retention import commands, commands_runs, queries
from meindo.platform.retention.commands import RetentionRefused
from meindo.platform.retention.models import Run, RunItem

pytestmark = pytest.mark.django_db
YEARS = 10  # of SETTLE


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DATA, settings.ERASURES_FILE = tmp_path, tmp_path / "erasures.jsonl"
    return build_office()


def everything() -> str:
    """Every row of every table as text, without the proof of erasure itself."""
    proof = {"audit_auditevent", "audit_erasure", "retention_runitem", "retention_offeritem", "outbox_task"}
    return json.dumps(
        {
            model._meta.db_table: list(lines_of(model))
            for model in apps.get_models()
            if model._meta.db_table not in proof
        },
        default=str,
    )


def with_receipt(office: Office) -> Case:
    """A claim with a receipt that was paid, a look at it, a forgotten draft that began from it."""
    case = factory.make(office, destination="Wuppertal-Elberfeld")
    factory.decide(office, case, "teamleitung", "approve")
    who, by = office.people["mitarbeiterin"], office.actor("mitarbeiterin")
    draft = drafts.start_draft(
        person_id=who.pk, service="dienstreise", form="x", title="Wuppertal-Elberfeld", case=case
    )
    attach_file(draft=draft, incoming=incoming(photo(), "receipt"), by=by)
    drafts.mark_sent(draft, case)
    finished(office, case)
    AccessRecord.objects.create(
        day=today(), subject=who, viewer=office.people["reisestelle"], role="x", purpose=SETTLE, case_id=case.pk
    )
    return case


def test_nothing_of_a_case_is_left_in_any_table_and_its_files_are_gone(office) -> None:
    case, other = with_receipt(office), paid_trip(office, who="beamter")
    addresses = list(Document.objects.filter(case_id=case.pk).values_list("address", flat=True))
    assert len(addresses) == 2, "a receipt and a notice"
    assert "Wuppertal-Elberfeld" in everything()
    commands.set_hold(reason="x", until=later(90), case=other, by=office.actor(FIRST))
    with at(later(YEARS)):
        answered(office)
        run = erased(office)
    text = everything()
    for trace in ("Wuppertal-Elberfeld", case.number, str(case.uuid), *addresses):
        assert trace not in text, trace
    assert not [address for address in addresses if (store.root() / address[:2] / address).exists()]
    assert Case.objects.get() == other, "another case keeps all its rows"
    assert PayLine.objects.filter(case=other).exists()
    assert Document.objects.filter(case_id=other.pk).exists()
    assert Notification.objects.filter(url=f"/vorgang/{other.uuid}/").exists()
    assert run.finished_at
    assert run.rows["cases_case"] == 1
    assert run.rows["files_document"] == 2
    assert set(run.rows) >= {"payroll_payline", "access_accessrecord", "notify_notification", "cases_caseevent"}
    assert not Erasing.objects.exists()


def test_the_proof_names_ids_and_kinds_and_the_chain_holds(office) -> None:
    case = with_receipt(office)
    chain_all()
    with at(later(YEARS)):
        answered(office)
        erased(office)
        chain_all()
    assert (verify().broken_at, verify().waiting) == (None, 0)
    assert AuditEvent.objects.filter(kind="case.erased", subject=f"case:{case.uuid}").count() == 1
    assert Erasure.objects.filter(kind="case", key=str(case.uuid)).exists()
    proof = "".join(str(list(model.objects.values())) for model in (AuditEvent, Erasure, Run, RunItem))
    for personal in ("Wuppertal", "Yılmaz", "Emma"):
        assert personal not in proof


def test_one_person_alone_erases_nothing(office) -> None:
    paid_trip(office)
    with at(later(YEARS)):
        answered(office)
        run = commands_runs.propose_run(purpose=SETTLE, by=office.actor(FIRST))
        with pytest.raises(RetentionRefused):
            commands_runs.release_run(run, by=office.actor(FIRST))
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(released_by=run.proposed_by, released_at=run.proposed_at)
        with pytest.raises(RetentionRefused):
            commands_runs.propose_run(purpose=SETTLE, by=office.actor(SECOND))
        commands_runs.erase_part("x", {"run": run.pk, "part": 0})
        worker.drain()
    assert Case.objects.count() == 1, "neither proposed nor asked for by hand"


def test_a_dropped_proposal_is_never_released(office) -> None:
    paid_trip(office)
    with at(later(YEARS)):
        answered(office)
        run = commands_runs.propose_run(purpose=SETTLE, by=office.actor(FIRST))
        commands_runs.drop_run(run, by=office.actor(SECOND))
        with pytest.raises(RetentionRefused):
            commands_runs.release_run(run, by=office.actor(SECOND))
        assert erased(office).finished_at, "a new one can be proposed"


def test_the_database_lets_nothing_go_without_a_line_of_the_erasure_list(office) -> None:
    case = paid_trip(office)
    for rows in (CaseEvent.objects.filter(case=case), PayLine.objects.filter(case=case)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic(), erasures.erasing("case", [str(case.uuid)]):
        AuditEvent.objects.all()._raw_delete("default")
    assert AuditEvent.objects.exists()
    assert not Erasure.objects.exists()


def test_a_hold_that_comes_between_keeps_the_case(office) -> None:
    kept, gone = paid_trip(office), paid_trip(office, who="beamter")
    with at(later(YEARS)):
        answered(office)
        run = commands_runs.propose_run(purpose=SETTLE, by=office.actor(FIRST))
        commands.set_hold(
            reason="Klage", until=later(20), person=office.people["mitarbeiterin"], by=office.actor(FIRST)
        )
        commands_runs.release_run(run, by=office.actor(SECOND))
        worker.drain()
        run.refresh_from_db()
        assert queries.outcome_of(run) == [("", 1), (queries.HELD, 1)]
    assert Case.objects.get() == kept
    assert run.items.get(case_uuid=gone.uuid).done_at


def test_a_trip_is_kept_as_long_as_what_builds_on_it(office) -> None:
    trip = money.trip_ahead(office)
    advance = money.paid(office, trip)
    with at(later(0)):
        finished(office, trip)
    Case.objects.filter(pk=advance.pk).update(closed_at=trip.closed_at + timedelta(days=366))
    with at(later(YEARS + 1)):
        assert queries.hindrances({trip.pk}, today()) == {trip.pk: queries.LINKED, advance.pk: queries.RUNNING}
    with at(later(YEARS + 3)):
        answered(office)
        answered(office, "dienstreise.advance")
        run = erased(office)
    assert not Case.objects.exists(), "the advance went with its trip"
    assert run.rows["cases_case"] == 2


def test_a_killed_worker_repeats_only_what_did_not_commit(office, monkeypatch) -> None:
    monkeypatch.setattr(commands_runs, "AT_ONCE", 1)
    for who in ("mitarbeiterin", "beamter"):
        paid_trip(office, who=who)
    real, calls = commands_runs.erase_cases, []

    def dies(work, cases):
        calls.append(cases)
        counts = real(work, cases)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return counts

    with at(later(YEARS)):
        answered(office)
        run = commands_runs.propose_run(purpose=SETTLE, by=office.actor(FIRST))
        commands_runs.release_run(run, by=office.actor(SECOND))
        monkeypatch.setattr(commands_runs, "erase_cases", dies)
        with pytest.raises(KeyboardInterrupt):
            worker.drain()
        assert Case.objects.count() == 1
        monkeypatch.setattr(commands_runs, "erase_cases", real)
        Task.objects.filter(done_at__isnull=True).update(leased_until=None)
        worker.drain()
        worker.drain()
    run.refresh_from_db()
    assert run.finished_at
    assert run.rows["cases_case"] == 2, "counted once"
    assert not Case.objects.exists()


def test_an_older_backup_does_not_bring_it_back(office) -> None:
    case = with_receipt(office)
    lines = [erasures.Line(case.uuid, case.created_at, "case", str(case.uuid), came=True)]
    assert erasures.replay(lines).erased == 1
    assert not Case.objects.exists()
    assert erasures.replay(lines).erased == 0


def test_a_person_s_other_files_stay(office) -> None:
    privacy.with_dsb(office)
    case = privacy.asked(office)
    privacy.decide(office, case, "answer", reason="zur Prüfung")
    rows = rows_of({case.pk})
    assert {model._meta.db_table for model in rows} >= {"datenschutz_accessquestion", "cases_caseevent"}
    with at(later(3)):
        answered(office, ASK)
        run = erased(office, ASK)
    assert run.rows["datenschutz_accessquestion"] == 1
    assert erase_cases(None, set()) == {}  # type: ignore[arg-type]
