"""What people hand in: kept bit by bit and encrypted, or refused with one sentence."""

import pytest
from django.db import IntegrityError, transaction
from tests.support import receipts
from tests.support.receipts import incoming

from meindo.platform.audit.actor import Actor
from meindo.platform.files import refused, store
from meindo.platform.files.ingest import Incoming, file_upload, keep, shown_name
from meindo.platform.files.models import Document, PageImage
from meindo.platform.files.queries import content_of, page_image
from meindo.platform.files.refused import Refused
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.platform.people.models import Person

SOUND = {
    "beleg.jpg": ("image/jpeg", receipts.photo()),
    "beleg.png": ("image/png", receipts.photo("PNG")),
    "beleg.webp": ("image/webp", receipts.photo("WEBP")),
    "beleg.tif": ("image/tiff", receipts.photo("TIFF")),
    "beleg.heic": ("image/heic", receipts.HEIC.read_bytes()),
    "beleg.pdf": ("application/pdf", receipts.pdf()),
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def person(db) -> Person:
    return Person.objects.create()


def upload(person: Person, content: bytes, name: str = "beleg.jpg", **options) -> Document:
    kept = keep(incoming(content, name), person=person, **options)
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        return file_upload(work, kept)


@pytest.mark.parametrize("name", SOUND)
def test_every_format_is_kept_bit_by_bit_whatever_it_is_called(person, name: str) -> None:
    media_type, content = SOUND[name]
    document = upload(person, content, "IMG_0001.dat")
    assert content_of(document) == content
    assert document.media_type == media_type
    assert document.file_name.endswith(name.rpartition(".")[2])
    assert document.sha256 == "", "a plain hash would tell who else has the same bytes"


REFUSED = {
    "empty": (b"", "beleg.jpg", refused.EMPTY),
    "40 MB": (receipts.photo() + bytes(40_000_000), "beleg.jpg", refused.TOO_LARGE),
    "zip as pdf": (receipts.zipped(), "beleg.pdf", refused.NOT_A_PDF),
    "zip": (receipts.zipped(), "beleg.zip", refused.NOT_KNOWN),
    "html": (b"<!doctype html><script>alert(1)</script>", "beleg.jpg", refused.NOT_KNOWN),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "beleg.png", refused.NOT_KNOWN),
    "locked": (receipts.locked_pdf(), "beleg.pdf", refused.LOCKED),
    "half a photo": (receipts.photo()[:4000], "beleg.jpg", refused.UNREADABLE),
    "half a png": (receipts.photo("PNG")[:-400], "beleg.png", refused.UNREADABLE),
    "head only": (b"\xff\xd8\xff", "beleg.jpg", refused.UNREADABLE),
    "pdf head only": (b"%PDF-1.7\n", "beleg.pdf", refused.UNREADABLE),
    "half a heic": (receipts.HEIC.read_bytes()[:300], "beleg.heic", refused.UNREADABLE),
    "bomb": (receipts.bomb(), "beleg.png", refused.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_refused_by_name_and_leaves_nothing(person, folder, case: str) -> None:
    content, name, why = REFUSED[case]
    with pytest.raises(Refused) as problem:
        upload(person, content, name)
    assert problem.value.message.msgid == why
    assert name in problem.value.message.render()
    assert not Document.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_cut_says_why(person) -> None:
    with pytest.raises(Refused) as problem:
        keep(Incoming("a.jpg", b"", cut=refused.TOO_MUCH), person=person)
    assert problem.value.message.msgid == refused.TOO_MUCH


def test_a_pdf_with_a_broken_table_is_kept_as_it_is_and_shown_repaired(person) -> None:
    content = receipts.broken_pdf()
    document = upload(person, content, "beleg.pdf")
    assert document.is_damaged
    assert content_of(document) == content
    drain()
    assert document.pages.count() == 2
    assert not upload(person, receipts.pdf(1), "gut.pdf").is_damaged


def test_the_same_receipt_is_told_once_and_kept_on_purpose(person) -> None:
    upload(person, receipts.photo())
    with pytest.raises(Refused) as problem:
        upload(person, receipts.photo(), "anders.jpg")
    assert problem.value.same
    assert upload(person, receipts.photo(), even_if_same=True).pk
    other = Person.objects.create()
    theirs = upload(other, receipts.photo())
    assert theirs.fingerprint not in Document.objects.filter(person=person).values_list("fingerprint", flat=True)


def test_pages_are_drawn_small_without_notes_and_can_be_made_again(person, folder) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Kamera Geheim", 6  # maker; held upright
    image = Image.new("RGB", (4000, 3000), "white")
    from io import BytesIO

    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    document = upload(person, out.getvalue())
    drain()
    page = document.pages.get()
    assert (page.width, page.height) == (1200, 1600)
    drawn = page_image(document, 1)
    assert drawn.startswith(b"\xff\xd8\xff")
    assert b"Geheim" not in drawn
    assert len(drawn) == page.size <= 500_000
    store.remove(page.address)
    PageImage.objects.all().delete()
    from meindo.platform.files import pages

    pages.draw("", {"document": document.pk})
    assert page_image(document, 1) == drawn


def test_a_long_file_is_drawn_up_to_a_limit(person) -> None:
    document = upload(person, receipts.pdf(30), "lang.pdf")
    drain()
    assert document.pages.count() == 20
    assert {page.of for page in document.pages.all()} == {30}


def test_an_upload_can_go_a_letter_and_its_facts_cannot(person) -> None:
    document = upload(person, receipts.photo())
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(title="y")
    Document.objects.filter(pk=document.pk).delete()
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\x.jpg", "x.jpg"),
        ("/etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\x00\n", "Beleg"),
        ("", "Beleg"),
    ],
)
def test_a_name_is_only_a_name(name: str, shown: str) -> None:
    assert shown_name(name) == shown
