"""A letter in the own file: first what it decides, then the letter itself."""

import pytest
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.clock import today
from meindo.platform.files.models import Document

office, db = built_once("office", build_office)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path) -> None:
    settings.DATA = tmp_path


def page_of(who: str, document: Document, language: str = "de") -> str:
    browser = browser_of(who)
    browser.cookies["meindo_language"] = language
    answer = browser.get(f"/akte/{document.uuid}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("who", "said", "english"),
    [
        ("mitarbeiterin", "innerhalb von sechs Monaten nach Fälligkeit", "within six months"),
        ("beamter", "innerhalb eines Monats nach Bekanntgabe Widerspruch", "within one month"),
    ],
)
def test_a_letter_says_what_it_decides_when_it_came_and_what_one_can_do(db, office, who, said, english) -> None:
    case = factory.make(office, who=who)
    factory.decide(office, case, "teamleitung", "reject", reason="Bitte per Video.")
    factory.settle_down()
    document = Document.objects.get()
    page = page_of(who, document)
    day = f"{today().day}. "
    for text in (
        "Die Reise wurde nicht genehmigt.",
        said,
        f"Gekommen am {day}",
        case.number,
        f"/akte/{document.uuid}/pdf/",
    ):
        assert text in page, text
    assert english in page_of(who, document, "en")
    document.refresh_from_db()
    assert document.first_opened_at is None, "what it decides was read, not the letter"
    answer = browser_of(who).get(f"/akte/{document.uuid}/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("inline")
    assert browser_of(who).get(f"/akte/{document.uuid}/pdf/?laden=1")["Content-Disposition"].startswith("attachment")
    document.refresh_from_db()
    assert document.first_opened_at is not None


def test_an_older_letter_without_a_stored_sentence_claims_none(db, office) -> None:
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "reject", reason="nein")
    factory.settle_down()
    document = Document.objects.get()
    document.pk, document.key, document.remedy = None, "older", ""
    document.uuid = case.uuid
    document._state.adding = True
    document.save()
    assert "nicht einverstanden" not in page_of("mitarbeiterin", document)
