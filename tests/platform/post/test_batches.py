"""Messages on paper: each once, in a numbered batch for a unit, always the same bytes, accessible with its letters."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.support.pdf_checks import check
from tests.web.world import viewer_of

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import at, now, today
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.notify.commands import choose_paper, mark_read
from meindo.platform.notify.models import NoticeSettings, Notification
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import PersonName
from meindo.platform.post import queries
from meindo.platform.post.commands import print_batch, print_everything
from meindo.platform.post.files import file_of
from meindo.platform.post.models import Batch, Sheet, SheetNotice


def office_with_post() -> Office:
    office = build_office()
    office.people["poststelle"] = office.city.person("Post", office.units["11"])
    office.city.responsible(office.people["poststelle"], "post_office", office.units["root"])
    office.people["post51"] = office.city.person("Bote", office.units["51"])
    office.city.responsible(office.people["post51"], "post_office", office.units["51"])
    office.city.store()
    for name in ("mitarbeiterin", "beamter"):
        choose_paper(office.people[name], wanted=True, by=office.actor(name))
    return office


office, db = built_once("office", office_with_post)


@pytest.fixture
def viewer(db, office) -> Viewer:
    return viewer_of(office, "poststelle", "post_office")


def refused(office: Office, who: str = "mitarbeiterin") -> None:
    """A trip that is refused: two messages, one of them about a letter."""
    case = factory.make(office, who)
    factory.decide(office, case, "teamleitung", "reject", reason="Bitte per Video.")
    factory.settle_down()


def text_of(content: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    whole = "\n".join(pages).replace("\ufffe", "").replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(whole.split())


def test_each_message_stands_in_exactly_one_batch(viewer, office) -> None:
    refused(office)
    (batch,) = print_everything(viewer)
    assert (batch.number, batch.sheet_count, batch.notice_count) == (1, 1, 2)
    assert print_everything(viewer) == []
    refused(office)
    refused(office, "beamter")
    (second,) = print_everything(viewer)
    assert (second.number, second.sheet_count, second.notice_count) == (2, 2, 4)
    assert SheetNotice.objects.count() == Notification.objects.count() == 6
    assert AuditEvent.objects.filter(kind="notice.batch_printed").count() == 2


def test_the_file_is_accessible_and_holds_sheet_deadline_and_letter(viewer, office) -> None:
    refused(office)
    asked = factory.filed(office)
    factory.decide(office, asked, "reisestelle", "ask", reason="War das Frühstück dabei?")
    factory.settle_down()
    asked.refresh_from_db()
    (batch,) = print_everything(viewer)
    content = file_of(batch)
    assert check(content).failed == ()
    text = text_of(content)
    for words in (
        "Stapel 1: Mitteilungen auf Papier für 51/1 Kita-Fachberatung",
        "Hauspost Emma Yılmaz 51/1 Kita-Fachberatung",
        "Rückfrage gestellt. Nächster Schritt: Rückfrage zur Abrechnung beantworten.",
        f"{asked.due_on:%d.%m.%Y}",
        "Antworten können Sie auf Papier, mit dem Formular „Antrag und Abrechnung einer Dienstreise“",
        "Reisestelle (11/4), mit der Hauspost",
        "Begründung: Bitte per Video.",
    ):
        assert words in text, words
    letter = pikepdf.open(BytesIO(content_of(Document.objects.get())))
    assert len(pikepdf.open(BytesIO(content)).pages) == 2 + len(letter.pages)


def test_printing_again_gives_the_same_bytes_even_when_a_name_changed(viewer, office) -> None:
    refused(office)
    (batch,) = print_everything(viewer)
    first, person = file_of(batch), office.people["mitarbeiterin"]
    with transaction.atomic():
        state(PersonName, [Statement({"person_id": person.pk}, None, today())], source="test")
    NoticeSettings.objects.update(paper_since=None)
    assert file_of(Batch.objects.get()) == first
    assert SheetNotice.objects.count() == 2


def test_what_was_read_in_the_portal_or_came_before_the_choice_is_not_printed(viewer, office) -> None:
    refused(office)
    mark_read(list(Notification.objects.values_list("pk", flat=True)), office.people["mitarbeiterin"].pk)
    refused(office, "beamter")
    NoticeSettings.objects.filter(person=office.people["beamter"]).update(paper_since=None)
    with at(now() + timedelta(hours=1)):
        choose_paper(office.people["beamter"], wanted=True, by=office.actor("beamter"))
    assert queries.waiting_units(viewer) == []
    assert print_batch(viewer, office.units["51/1"]) is None


def test_a_post_office_of_a_unit_prints_for_its_people_alone(viewer, office) -> None:
    choose_paper(office.people["anordnung"], wanted=True, by=office.actor("poststelle"))
    refused(office)
    own = viewer_of(office, "post51", "post_office")
    assert [row.unit.key for row in queries.waiting_units(viewer)] == ["11", "51/1"]
    assert [row.unit.key for row in queries.waiting_units(own)] == ["51/1"]
    (batch,) = print_everything(own)
    (other,) = print_everything(viewer)
    assert list(queries.batches(own)) == [batch]
    assert list(queries.batches(viewer)) == [other, batch]


def test_who_is_entered_by_the_office_reads_it_on_the_first_sheet(viewer, office) -> None:
    person = office.people["leitung51"]
    choose_paper(person, wanted=True, by=office.actor("poststelle"))
    choose_paper(person, wanted=True, by=office.actor("poststelle"))
    (batch,) = print_everything(viewer)
    assert "Mitteilungen kommen jetzt auch auf Papier." in text_of(file_of(batch))
    choose_paper(person, wanted=False, by=office.actor("poststelle"))
    assert not queries.is_on_paper(person.pk)
    kinds = AuditEvent.objects.filter(subject=f"person:{person.uuid}").values_list("kind", flat=True)
    assert list(kinds) == ["notice.paper_chosen", "notice.paper_ended"]


def test_somebody_without_a_workplace_is_not_forgotten(viewer, office) -> None:
    refused(office)
    office.people["mitarbeiterin"].placements.all().delete()
    assert [row.unit for row in queries.waiting_units(viewer)] == [None]
    assert queries.waiting_units(viewer_of(office, "post51", "post_office")) == []
    (batch,) = print_everything(viewer)
    assert "zurzeit ohne Dienststelle" in text_of(file_of(batch))


def test_the_database_refuses_a_message_on_two_sheets_and_a_changed_sheet(viewer, office) -> None:
    refused(office)
    print_everything(viewer)
    notice, sheet = SheetNotice.objects.all()[0], Sheet.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetNotice.objects.create(sheet=sheet, notification=notice.notification)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(content={})
    with pytest.raises(DatabaseError), transaction.atomic():
        SheetNotice.objects.filter(pk=notice.pk).delete()
