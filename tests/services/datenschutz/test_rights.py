"""Rectification and erasure: a person decides, with a letter; a former name is gone wherever it was copied."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from tests.services.datenschutz import factory
from tests.services.dienstreise import factory as trips
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.access.viewer import Viewer
from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent, Erasure
from meindo.platform.backup.rows import lines_of
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, CaseEvent, Draft
from meindo.platform.clock import at, now, today
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.login.models import User
from meindo.platform.notify.commands import choose_paper, notify
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import NameCell, Person, PersonName
from meindo.platform.people.projection import project_names
from meindo.platform.people.queries import people_named
from meindo.platform.people.queries_subject import known_of
from meindo.platform.post.commands import print_everything
from meindo.platform.post.files import file_of
from meindo.platform.post.models import Batch, Sheet
from meindo.platform.retention.commands_names import key_of
from meindo.services.datenschutz import letters, queries
from meindo.services.datenschutz.models import ErasureRequest

pytestmark = pytest.mark.django_db
HR = "anordnung"
OLD, NEW = "Alwin Altmann", "Emma Yılmaz"


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DATA, settings.ERASURES_FILE = tmp_path, tmp_path / "erasures.jsonl"
    return factory.with_hr(factory.with_dsb(build_office()))


def bears(person: Person, given: str, family: str, days_ago: int) -> None:
    """From so many days ago on the person has this name."""
    cell = NameCell.objects.create(person=person, given_name=given, family_name=family)
    since = today() - timedelta(days=days_ago)
    state(PersonName, [Statement({"person_id": person.pk}, {"cell_id": cell.pk}, since)], source="test")
    project_names(today())
    person.refresh_from_db()


def renamed(office: Office) -> Person:
    """Somebody whose former name stands in facts, messages, on a sheet of paper and in a draft of a colleague."""
    person = office.people["mitarbeiterin"]
    bears(person, "Alwin", "Altmann", 300)
    choose_paper(office.people["beamter"], wanted=True, by=office.actor("beamter"))
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        notify(
            work,
            person_id=office.people["beamter"].pk,
            key="by the old name",
            msgid="{about}: erfasst von {author}.",
            url="/",
            about="Köln",
            author=person.display_name,
        )
    office.city.responsible(office.people["ob"], "post_office", office.units["root"])
    office.city.store()
    print_everything(viewer=Viewer(office.actor("ob"), "post_office", "notices.paper", today()))
    drafts.start_draft(
        person_id=person.pk,
        entered_by=office.people["beamter"].pk,
        service="dienstreise",
        form="x",
        title=f"{person.display_name}: Köln",
        data={"note": person.sort_name},
    )
    bears(person, "Emma", "Yılmaz", 100)
    return person


def everything() -> str:
    return json.dumps({m._meta.db_table: list(lines_of(m)) for m in apps.get_models()}, default=str, ensure_ascii=False)


def test_a_former_name_is_gone_from_facts_search_messages_paper_and_drafts(office) -> None:
    person = renamed(office)
    assert "Altmann" in everything()
    assert OLD in json.dumps(Sheet.objects.get().content)
    factory.decide(office, factory.erasure(office, "former_names"), "erase", who=HR)
    text = everything()
    for trace in ("Altmann", "Alwin", "altmann"):
        assert trace not in text, trace
    person.refresh_from_db()
    assert person.display_name == NEW
    assert not people_named("Altmann").exists()
    assert Notification.objects.get(key="by the old name").params["author"] == NEW
    assert Draft.objects.get(form="x").title == f"{NEW}: Köln"
    assert file_of(Batch.objects.get()), "the file of the batch follows what its sheets say now"
    assert PersonName.objects.filter(person=person, superseded_at__isnull=False).exists(), "the dated facts stay"
    assert "Altmann" not in json.dumps(known_of(person.pk), default=str)
    assert Erasure.objects.filter(kind="name").count() == 2, "the first name of the city's file was one too"


def test_a_restored_backup_loses_the_name_again(office) -> None:
    renamed(office)
    cell = NameCell.objects.get(family_name="Altmann")
    assert len(key_of(cell)) <= Erasure._meta.get_field("key").max_length
    for number, key in enumerate((key_of(cell), str(cell.pk)), 1):
        NameCell.objects.filter(pk=cell.pk).update(given_name="Alwin", family_name="Altmann", erased_at=None)
        line = erasures.Line(uuid4(), cell.person.names.first().recorded_at, "name", key, came=True)
        assert erasures.replay([line]).erased == 1, number
        assert "Altmann" not in everything()
        assert erasures.replay([line]).erased == 0


def test_a_line_never_reaches_the_name_of_somebody_else(office) -> None:
    person, other = renamed(office), office.people["beamter"]
    bears(other, "Bert", "Beispiel", 300)
    cell = NameCell.objects.get(family_name="Altmann")
    loose = NameCell.objects.create(person=other, given_name="Lose", family_name="Zelle")
    assert str(cell.pk) not in key_of(cell).split("/")
    said = key_of(cell).removeprefix(str(person.uuid))
    for key in (f"{other.uuid}{said}", f"{uuid4()}{said}", f"{other.uuid}/{cell.pk}", f"{person.uuid}/{loose.pk}"):
        line = erasures.Line(uuid4(), now(), "name", key, came=True)
        assert erasures.replay([line]).erased == 0, key
    assert NameCell.objects.filter(erased_at__isnull=False).count() == 0
    line = erasures.Line(uuid4(), now(), "name", key_of(loose), came=True)
    assert erasures.replay([line]).erased == 1


def test_somebody_else_of_that_name_keeps_theirs(office) -> None:
    person = renamed(office)
    bears(office.people["reisestelle2"], "Alwin", "Altmann", 50)
    factory.decide(office, factory.erasure(office, "former_names"), "erase", who=HR)
    office.people["reisestelle2"].refresh_from_db()
    assert office.people["reisestelle2"].display_name == OLD
    assert Notification.objects.get(key="by the old name").params["author"] == OLD, "it may mean the other one"
    assert Draft.objects.get(form="x").title == f"{NEW}: Köln"
    assert not NameCell.objects.filter(person=person, family_name="Altmann").exists()


def test_letters_stay_and_say_so_to_the_person_alone(office) -> None:
    case = trips.make(office)
    trips.decide(office, case, "teamleitung", "reject", reason="Bitte per Video.")
    trips.settle_down()
    letter = Document.objects.get(case_id=case.pk)
    renamed(office)
    before = content_of(letter)
    with at(today() + timedelta(days=2)):
        factory.decide(office, factory.erasure(office, "former_names"), "erase", who=HR)
    assert content_of(letter) == before
    note = "älter als die Löschung"
    assert note in browser_of("mitarbeiterin").get(f"/akte/{letter.uuid}/").content.decode()
    page = browser_of("teamleitung", "line_manager").get(f"/akte/{letter.uuid}/")
    assert page.status_code == 200
    assert note not in page.content.decode()


def test_packages_with_the_name_go_with_it(office) -> None:
    factory.decide(office, factory.make(office), "provide")
    drain()
    assert Document.objects.filter(media_type="application/zip").exists()
    factory.decide(office, factory.erasure(office, "former_names"), "erase", who=HR)
    drain()
    assert not Document.objects.filter(media_type="application/zip").exists()


def test_a_printed_sheet_is_changed_by_an_erasure_only(office) -> None:
    renamed(office)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sheet.objects.update(content={})


@pytest.mark.parametrize(
    ("make", "move", "says"),
    [
        (factory.correction, "correct", "wie Sie es verlangt haben"),
        (factory.correction, "correct_otherwise", "weil es so ist"),
        (factory.correction, "refuse", "weil es so ist"),
        (factory.erasure, "erase", "nächsten Löschung"),
        (factory.erasure, "erase_partly", "weil es so ist"),
        (factory.erasure, "refuse", "weil es so ist"),
    ],
)
def test_every_decision_is_a_letter_with_its_reason_and_the_remedy(office, monkeypatch, make, move, says) -> None:
    written = []
    real = letters.letter_of

    def listen(case, event):
        written.append(real(case, event))
        return written[-1]

    monkeypatch.setattr(letters, "letter_of", listen)
    case = make(office)
    factory.decide(office, case, move, who=HR, reason="weil es so ist" if move != "correct" else "")
    for _ in range(2):
        drain()
    document = Document.objects.get(case_id=case.pk)
    assert document.remedy
    assert content_of(document).startswith(b"%PDF")
    assert says in " ".join(written[0].paragraphs)
    assert "Art. 77" in written[0].remedy.text
    assert Notification.objects.filter(document=document, person_id=case.person_id).count() == 1


def test_what_must_stay_is_named_with_norm_and_day(office) -> None:
    trips.paid(office)
    case = factory.erasure(office)
    page = browser_of(HR, "hr_office").get(f"/datenschutz/{case.uuid}/").content.decode()
    assert "Was noch aufbewahrt werden muss" in page
    assert "KomHVO NRW § 59" in page
    assert f"1. Januar {today().year + 11}" in page.replace("\N{NO-BREAK SPACE}", " ")
    factory.decide(office, case, "erase", who=HR)
    assert Case.objects.filter(process="dienstreise").exists(), "a decision erases nothing that must stay"


def test_the_program_decides_nothing_and_the_line_sees_nothing(office) -> None:
    case = factory.correction(office)
    for name in ("teamleitung", "ob", "mitarbeiterin"):
        with pytest.raises(MoveRefused):
            factory.decide(office, case, "correct", who=name)
    for name, role in (("teamleitung", "line_manager"), ("ob", "data_protection_office")):
        assert browser_of(name, role).get(f"/datenschutz/{case.uuid}/").status_code == 404
    assert browser_of(HR, "hr_office").get(f"/datenschutz/{case.uuid}/").status_code == 200
    assert AccessRecord.objects.get().purpose == "datenschutz.rectify"


def test_from_the_question_to_the_case(office) -> None:
    browser = browser_of("mitarbeiterin")
    browser.post("/datenschutz/loeschung/neu/", {"kind": "former_names"})
    draft = Draft.objects.get()
    browser.post(f"/datenschutz/loeschung/{draft.uuid}/angaben/", {"text": ""})
    sent = browser.post(f"/datenschutz/loeschung/{draft.uuid}/pruefen/")
    case = Case.objects.get()
    assert sent["Location"] == f"/datenschutz/{case.uuid}/"
    assert case.number.startswith("LO-")
    assert case.due_on
    assert "frühere Namen" in browser.get(f"/datenschutz/{case.uuid}/").content.decode()


def test_only_the_whole_name_is_replaced_and_longer_names_of_others_stay(office) -> None:
    renamed(office)
    bears(office.people["reisestelle2"], "Alwin", "Altmanns", 50)
    texts = {"one": "Alwin Altmanns", "two": "Alwin Altmann-Berg", "three": "für Alwin Altmann, heute"}
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        for who, key in (("beamter", "others"), ("mitarbeiterin", "own")):
            notify(work, person_id=office.people[who].pk, key=key, msgid="{one} {two} {three}", url="/", **texts)
    factory.decide(office, factory.erasure(office, "former_names"), "erase", who=HR)
    own = Notification.objects.get(key="own").params
    assert own == {"one": "Alwin Altmanns", "two": "Alwin Altmann-Berg", "three": f"für {NEW}, heute"}
    assert Notification.objects.get(key="others").params == texts, "a longer name of somebody else: it may mean them"
    office.people["reisestelle2"].refresh_from_db()
    assert office.people["reisestelle2"].display_name == "Alwin Altmanns"


def decided_on_names(office: Office) -> Case:
    case = factory.erasure(office, "former_names")
    factory.decide(office, case, "erase", who=HR)
    return case


def account(office: Office, user_name: str, email: str) -> User:
    person = office.people["mitarbeiterin"]
    Person.objects.filter(pk=person.pk).update(email=email)
    User.objects.filter(person=person).update(username=user_name)
    return User.objects.get(person=person)


def test_user_name_and_mail_address_lose_the_name_and_the_person_reads_it(office, monkeypatch) -> None:
    person = renamed(office)
    user = account(office, "alwin.altmann2", "a.altmann@example.org")
    case = decided_on_names(office)
    user.refresh_from_db()
    person.refresh_from_db()
    assert user.username == office.employment("mitarbeiterin").personnel_no
    assert person.email == ""
    assert "altmann" not in everything().lower()
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {"login.renamed", "people.email_erased", "people.name_erased"} <= kinds
    text = " ".join(letters.letter_of(case, case.events.latest("revision")).paragraphs)
    assert f"Sie melden sich jetzt so an: {user.username}." in text
    assert "E-Mail-Adresse enthielt" in text
    page = browser_of(user.username).get(f"/datenschutz/{case.uuid}/").content.decode()
    assert "ist jetzt die Personalnummer" in page
    assert "hier gelöscht" in page


def test_what_does_not_say_the_name_stays_as_it_is(office) -> None:
    renamed(office)
    user = account(office, "emma.yilmaz", "e.yilmaz@altmann.example")
    case = decided_on_names(office)
    user.refresh_from_db()
    assert (user.username, user.person.email) == ("emma.yilmaz", "e.yilmaz@altmann.example")
    text = " ".join(letters.letter_of(case, case.events.latest("revision")).paragraphs)
    assert "Anmeldename" not in text
    assert "keinen solchen Text" in text


def test_a_number_that_is_taken_is_not_given_twice(office) -> None:
    renamed(office)
    number = office.employment("mitarbeiterin").personnel_no
    User.objects.filter(username="beamter").update(username=number)
    user = account(office, "altmann", "")
    decided_on_names(office)
    user.refresh_from_db()
    assert user.username == f"{number}-2"


def test_a_user_name_of_the_city_s_own_log_in_is_named_and_stays(office, settings) -> None:
    settings.UPSTREAM = {"match": "user_name"}
    renamed(office)
    user = account(office, "altmann", "")
    case = decided_on_names(office)
    user.refresh_from_db()
    assert user.username == "altmann"
    assert "Anmeldung der Stadt" in " ".join(letters.letter_of(case, case.events.latest("revision")).paragraphs)


def test_words_of_people_stay_and_are_named_with_their_purpose(office) -> None:
    reason = "Frau Altmann kann per Video teilnehmen, Altmanns Reise entfällt."
    for who, text in (("mitarbeiterin", reason), ("mitarbeiterin", "Altmanns"), ("beamter", reason)):
        trip = trips.make(office, who)
        trips.decide(office, trip, "teamleitung", "reject", reason=text)
    renamed(office)
    case = decided_on_names(office)
    done = queries.outcome_of(case)
    assert done["texts"] == {"dienstreise.settle": 1}, "neither a longer word nor the case of somebody else"
    assert done["names"] == 2
    assert CaseEvent.objects.filter(reason=reason).count() == 2, "the file shows what was written"
    letter = letters.letter_of(case, case.events.latest("revision"))
    (table,) = [table for section in letter.sections for table in section.tables if "Menschen" in table.caption]
    assert [row[1:] for row in table.rows] == [("1", "KomHVO NRW § 59")]
    assert "schreiben wir nicht um" in " ".join(letter.paragraphs)
    drain()
    assert content_of(Document.objects.get(case_id=case.pk)).startswith(b"%PDF")
    page = browser_of("mitarbeiterin").get(f"/datenschutz/{case.uuid}/").content.decode()
    assert "in denen ein früherer Name bleibt" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(case=case).update(outcome={})


def test_a_restored_backup_loses_user_name_and_address_again(office) -> None:
    renamed(office)
    key = key_of(NameCell.objects.get(family_name="Altmann"))
    user = account(office, "altmann", "altmann@example.org")
    assert erasures.replay([erasures.Line(uuid4(), now(), "name", key, came=True)]).erased == 1
    user.refresh_from_db()
    assert (user.username, user.person.email) == (office.employment("mitarbeiterin").personnel_no, "")
