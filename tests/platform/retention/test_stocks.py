"""What goes by its age alone: copies, messages, records and drafts; and the package of an information after 30 days."""

from datetime import date, timedelta

import pytest
from tests.platform.paper.test_forms import begun, entered, printed, with_clerks
from tests.services.datenschutz import factory as privacy
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.access.models import AccessRecord
from meindo.platform.access.viewer import Viewer
from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.commands_erasing import erase_cases
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import at, today
from meindo.platform.files import store
from meindo.platform.files.models import Document
from meindo.platform.notify.commands import choose_paper
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain, plan_recurring
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.queries import forms_of
from meindo.platform.post.commands import print_everything
from meindo.platform.post.models import Batch, Sheet
from meindo.platform.retention import commands_stocks
from meindo.platform.retention.commands import end_hold, set_hold
from meindo.platform.retention.commands_stocks import KIND, stocks, sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DATA, settings.ERASURES_FILE = tmp_path, tmp_path / "erasures.jsonl"
    return build_office()


def swept(day: date) -> None:
    with at(day):
        sweep(f"{KIND}:slot:1", {})
        drain()


def test_looks_messages_and_sheets_go_after_their_months_and_not_before(office) -> None:
    choose_paper(office.people["mitarbeiterin"], wanted=True, by=office.actor("mitarbeiterin"))
    office.city.responsible(office.people["ob"], "post_office", office.units["root"])
    office.city.store()
    case = factory.paid(office)
    factory.settle_down()
    privacy.looked(office)
    print_everything(viewer=Viewer(office.actor("ob"), "post_office", "notices.paper", today()))
    made = (AccessRecord, Notification, Sheet)
    assert all(model.objects.exists() for model in made)
    swept(today() + timedelta(days=729))
    assert all(model.objects.exists() for model in made)
    swept(today() + timedelta(days=733))
    assert not any(model.objects.exists() for model in made)
    assert Batch.objects.get().sheet_count, "how much was printed is no personal data"
    assert Case.objects.get() == case


def test_a_forgotten_draft_goes_and_a_sent_one_stays_with_its_case(office) -> None:
    who = office.people["mitarbeiterin"].pk
    known = {"person_id": who, "service": "dienstreise", "form": "dienstreise_antrag"}
    old, sent = (drafts.start_draft(**known, title=title) for title in ("alt", "gesendet"))
    drafts.mark_sent(sent, factory.make(office))
    swept(old.expires_on + timedelta(days=1))
    assert Draft.objects.filter(pk=old.pk).exists(), "its last day is not over"
    swept(old.expires_on + timedelta(days=2))
    assert list(Draft.objects.all()) == [sent]


def test_a_package_goes_after_thirty_days_with_its_key_its_bytes_and_its_message(office) -> None:
    privacy.with_dsb(office)
    case = privacy.make(office)
    privacy.decide(office, case, "provide")
    drain()
    document = Document.objects.get(media_type="application/zip")
    message = Notification.objects.filter(url=f"/akte/{document.uuid}/")
    assert message.exists()
    swept(today() + timedelta(days=30))
    assert Document.objects.filter(pk=document.pk).exists()
    swept(today() + timedelta(days=31))
    assert not Document.objects.filter(pk=document.pk).exists()
    assert not message.exists()
    assert not (store.root() / document.address[:2] / document.address).exists()
    assert [line.kind for line in erasures.on_file().values()] == ["document"]
    assert Case.objects.get().step == "provided", "the case stays for its own time"


def test_a_form_that_never_came_back_goes_and_others_stay(office) -> None:
    with_clerks(office)
    forgotten, blank, begun_one, done = (printed(office, blank=number == 1) for number in range(4))
    begun(office, begun_one)
    case = entered(office, done)
    Draft.objects.filter(paper_entry__printed=begun_one).update(expires_on=today() + timedelta(days=800))
    swept(today() + timedelta(days=729))
    assert PrintedForm.objects.count() == 4
    swept(today() + timedelta(days=732))
    assert set(PrintedForm.objects.all()) == {begun_one, done}
    assert forms_of(case) == [done], "the number of an opened case stays with it"
    swept(today() + timedelta(days=802))
    swept(today() + timedelta(days=803))
    assert list(PrintedForm.objects.all()) == [done]
    assert not PrintedForm.objects.filter(pk__in=[forgotten.pk, blank.pk]).exists()
    with unit_of_work(Actor.system("test"), purpose="retention") as work:
        erase_cases(work, {case.pk})
    assert not PrintedForm.objects.exists()


def test_a_form_of_somebody_whose_records_are_held_stays(office) -> None:
    printed(office)
    day = today() + timedelta(days=800)
    set_hold(reason="x", until=day, person=office.people["mitarbeiterin"], by=office.actor("ob"))
    swept(day)
    assert PrintedForm.objects.exists()


def test_a_form_that_somebody_begins_at_the_last_moment_stays(office) -> None:
    with_clerks(office)
    form = printed(office)
    begun(office, form)
    commands_stocks._drop_forms(None, [form.pk])  # type: ignore[arg-type]
    assert PrintedForm.objects.get() == form


def test_many_go_in_parts(office, monkeypatch) -> None:
    monkeypatch.setattr(commands_stocks, "AT_ONCE", 2)
    for name in ("reisestelle", "reisestelle2", "anordnung", "ob", "leitung51"):
        privacy.looked(office, who=name)
    swept(today() + timedelta(days=800))
    assert not AccessRecord.objects.exists()


def test_it_runs_once_a_day_and_every_kind_has_a_time(office) -> None:
    plan_recurring()
    assert drain() > 0
    for stock in stocks():
        assert stock.label
        assert stock.first_kept(today()) < today()


def test_nothing_of_somebody_goes_whose_records_are_held(office) -> None:
    privacy.looked(office)
    day = today() + timedelta(days=800)
    held = office.people["mitarbeiterin"]
    hold = set_hold(reason="Klage", until=day + timedelta(days=30), person=held, by=office.actor("ob"))
    swept(day)
    assert AccessRecord.objects.filter(subject=held).exists()
    end_hold(hold, by=office.actor("anordnung"))
    swept(day)
    assert not AccessRecord.objects.filter(subject=held).exists()
