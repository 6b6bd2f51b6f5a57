"""Receipts on the way from a phone to the travel office: attached, told, kept, moved with the claim, seen by few."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.services.dienstreise import factory
from tests.support import receipts
from tests.support.office import build_office
from tests.support.once import built_once
from tests.support.receipts import sent, thirteen, uploads
from tests.web.test_bad_input import claim_of, text_of
from tests.web.test_claim_pages import typed
from tests.web.world import browser_of

from meindo.platform.cases.commands_attachments import MOST_FILES
from meindo.platform.cases.models import Attachment, Case, Draft
from meindo.platform.clock import today
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.outbox.worker import drain

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("own_folder")


def hand_in(browser: Client, draft: str, *files: Any, button: str = "receipts_keep", **more: Any) -> Any:
    """Send the page of receipts with files."""
    return browser.post(f"{draft}belege/", {"receipts": list(files), button: "1", **more})


def test_a_photo_goes_with_the_claim_and_the_travel_office_sees_its_page(employee, claim) -> None:
    case, draft = claim
    assert hand_in(employee, draft, sent(receipts.photo(), "hotel.jpg")).status_code == 302
    assert "hotel.jpg" in text_of(employee.get(f"{draft}belege/"))
    assert "hotel.jpg" in text_of(employee.get(f"{draft}pruefen/"))
    assert employee.post(f"{draft}pruefen/").status_code == 302
    attachment = Attachment.objects.get()
    assert (attachment.case, attachment.draft) == (case, None)
    drain()
    office_page = browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/")
    image = f"/belege/{attachment.document.uuid}/seite/1/"
    assert f'src="{image}"' in text_of(office_page)
    assert browser_of("reisestelle", "travel_office").get(image)["Content-Type"] == "image/jpeg"
    assert "hotel.jpg" in text_of(employee.get(f"/dienstreise/{case.uuid}/"))


def test_all_on_one_page_takes_files_too_and_what_is_wrong_elsewhere_costs_none(employee, claim) -> None:
    case, draft = claim
    wrong = {
        **typed(case),
        "start_time": "25:99",
        "receipts": [sent(receipts.photo(), "a.jpg"), sent(receipts.pdf(), "b.pdf")],
    }
    answer = employee.post(f"{draft}alles/", wrong)
    assert answer.status_code == 422
    assert "a.jpg" in text_of(answer)
    assert "b.pdf" in text_of(answer)
    assert employee.post(f"{draft}alles/", typed(case))["Location"] == f"{draft}pruefen/"
    assert Attachment.objects.filter(draft__case=case).count() == 2


def test_each_refusal_stands_at_the_field_and_the_good_ones_stay(employee, claim) -> None:
    _case, draft = claim
    answer = hand_in(
        employee, draft, sent(b"", "leer.jpg"), sent(receipts.photo(), "gut.jpg"), sent(receipts.zipped(), "x.pdf")
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "„leer.jpg“ ist leer." in page
    assert "„x.pdf“ heißt wie eine PDF-Datei, ist aber keine." in page
    assert page.count("<title>Fehler:") == 1
    assert "#id_receipts_new" in page
    assert [row.document.title for row in Attachment.objects.all()] == ["gut.jpg"]


def test_a_large_file_is_refused_by_its_size(employee, claim) -> None:
    answer = hand_in(employee, claim[1], sent(receipts.photo() + bytes(20_000_000), "gross.jpg"))
    assert "„gross.jpg“ ist größer als 20 MB." in text_of(answer)
    assert not uploads()


def test_the_26th_file_is_refused_and_25_stay(employee, claim) -> None:
    _case, draft = claim
    for start in (0, 13):
        hand_in(employee, draft, *thirteen(start))
    assert Attachment.objects.count() == MOST_FILES
    answer = hand_in(employee, draft, sent(receipts.photo(text="mehr"), "mehr.jpg"))
    assert "Mehr als 25 Dateien passen nicht" in text_of(answer)
    assert len(uploads()) == MOST_FILES


def test_the_same_receipt_is_told_and_can_be_kept_on_purpose(employee, claim) -> None:
    _case, draft = claim
    hand_in(employee, draft, sent(receipts.photo()))
    answer = hand_in(employee, draft, sent(receipts.photo(), "nochmal.jpg"))
    assert answer.status_code == 422
    assert "„nochmal.jpg“ haben Sie schon hochgeladen." in text_of(answer)
    assert 'name="receipts_same"' in text_of(answer)
    hand_in(employee, draft, sent(receipts.photo(), "nochmal.jpg"), receipts_same="1")
    assert Attachment.objects.count() == 2


def test_a_receipt_can_be_replaced_taken_out_and_named(employee, claim) -> None:
    _case, draft = claim
    hand_in(employee, draft, sent(receipts.photo(), "a.jpg"), sent(receipts.pdf(), "b.pdf"))
    first, second = Attachment.objects.order_by("position")
    new = {f"receipts_replace_{first.uuid}": sent(receipts.photo(text="neu"), "neu.jpg")}
    hand_in(employee, draft, **new, **{f"receipts_slot_{second.uuid}": "leg1", f"receipts_slot_{first.uuid}": "leg99"})
    rows = list(Attachment.objects.order_by("position"))
    assert [(row.document.title, row.slot) for row in rows] == [("neu.jpg", ""), ("b.pdf", "leg1")]
    assert not Document.objects.filter(title="a.jpg").exists()
    answer = employee.post(f"{draft}belege/", {"receipts_drop": str(second.uuid)}, follow=True)
    assert "liegt jetzt bei Ihren aufgehobenen Belegen" in text_of(answer)
    assert [row.document.title for row in Attachment.objects.all()] == ["neu.jpg"]
    assert "b.pdf" in text_of(employee.get("/belege/"))


def test_a_draft_thrown_away_gives_its_receipts_back_to_the_shelf(employee, claim) -> None:
    _case, draft = claim
    hand_in(employee, draft, sent(receipts.photo(), "hotel.jpg"))
    employee.post(f"{draft}verwerfen/")
    assert not Draft.objects.exists()
    assert "hotel.jpg" in text_of(employee.get("/belege/"))
    assert content_of(uploads()[0]) == receipts.photo()


def test_a_draft_that_expired_gives_its_receipts_back_too(employee, claim, office) -> None:
    hand_in(employee, claim[1], sent(receipts.photo(), "hotel.jpg"))
    assert "hotel.jpg" not in text_of(employee.get("/belege/"))
    Draft.objects.update(expires_on=today().replace(year=2020))
    assert "hotel.jpg" in text_of(employee.get("/belege/"))


def test_the_shelf_keeps_a_receipt_until_a_claim_takes_it_or_its_owner_deletes_it(employee, claim, own_folder) -> None:
    _case, draft = claim
    for text in ("eins", "zwei"):
        kept = employee.post(
            "/belege/", {"files": sent(receipts.photo(text=text), f"{text}.jpg"), "note": f"Notiz {text}"}
        )
        assert kept.status_code == 302
    page = text_of(employee.get(f"{draft}belege/"))
    assert "Notiz eins übernehmen" in page
    one, two = uploads()
    hand_in(employee, draft, button="receipts_take", receipts_take=str(one.uuid))
    assert Attachment.objects.get().document == one
    assert employee.post(f"/belege/{one.uuid}/loeschen/").status_code == 404, "it belongs to a draft"
    assert employee.post(f"/belege/{two.uuid}/loeschen/").status_code == 302
    drain()
    assert uploads() == [one]
    assert len([path for path in (own_folder / "files").rglob("*") if path.is_file()]) == 2, "one receipt and its page"


def test_nobody_else_takes_from_a_foreign_shelf(employee, claim, office) -> None:
    browser_of("beamter").post("/belege/", {"files": sent(receipts.photo(), "fremd.jpg")})
    hand_in(employee, claim[1], button="receipts_take", receipts_take=str(uploads()[0].uuid))
    assert not Attachment.objects.exists()
    assert employee.post(f"/belege/{uploads()[0].uuid}/loeschen/").status_code == 404


def filed(employee: Client, claim: tuple[Case, str], *files: Any) -> Document:
    """A claim sent with receipts."""
    hand_in(employee, claim[1], *(files or [sent(receipts.photo(), "hotel.jpg")]))
    employee.post(f"{claim[1]}pruefen/")
    drain()
    return uploads()[0]


WHO = [
    ("mitarbeiterin", "applicant", 200),
    ("reisestelle", "travel_office", 200),
    ("teamleitung", "line_manager", 200),
    ("anordnung", "payment_office", 404),
    ("beamter", "applicant", 404),
    ("reisestelle", "applicant", 404),
    ("leitung51", "line_manager", 404),
]


def test_an_upload_is_seen_by_its_person_and_by_who_may_see_the_case(employee, claim) -> None:
    document = filed(employee, claim)
    for name, role, status in WHO:
        for address in (f"/belege/{document.uuid}/", f"/belege/{document.uuid}/seite/1/"):
            assert browser_of(name, role).get(address).status_code == status, (name, role, address)
    for address in (f"/akte/{document.uuid}/", f"/akte/{document.uuid}/pdf/"):
        assert employee.get(address).status_code == 404, "an upload is no letter"
    assert "hotel.jpg" not in text_of(employee.get("/akte/"))


def test_before_it_is_sent_nobody_but_its_person_sees_it(employee, claim) -> None:
    hand_in(employee, claim[1], sent(receipts.photo()))
    for name, role, _status in WHO[1:]:
        assert browser_of(name, role).get(f"/belege/{uploads()[0].uuid}/").status_code == 404, (name, role)


def test_a_file_never_runs_as_a_page_of_ours(employee, claim) -> None:
    polyglot = receipts.pdf().replace(b"%PDF-1.", b"%PDF-1.", 1) + b"<script>alert(1)</script>"
    document = filed(employee, claim, sent(polyglot, 'a";x=\r\n.html'))
    for address, kind in ((f"/belege/{document.uuid}/", "attachment"), (f"/belege/{document.uuid}/seite/1/", "inline")):
        answer = employee.get(address)
        assert answer["Content-Disposition"].startswith(kind)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer["Cache-Control"]
    assert employee.get(f"/belege/{document.uuid}/")["Content-Type"] == "application/pdf"
    assert re.fullmatch(
        r'attachment; filename="[^"\r\n]+\.pdf"', employee.get(f"/belege/{document.uuid}/")["Content-Disposition"]
    )


def test_an_attachment_belongs_to_a_draft_or_to_a_case(employee, claim) -> None:
    filed(employee, claim)
    for change in ({"draft": Draft.objects.get()}, {"case": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.update(**change)


def test_an_attached_receipt_cannot_be_deleted(employee, claim) -> None:
    document = filed(employee, claim)
    assert employee.post(f"/belege/{document.uuid}/loeschen/").status_code == 404
    assert uploads() == [document]


def test_a_forged_request_from_elsewhere_brings_nothing(db, claim, office) -> None:
    from meindo.platform.login.models import User

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.get(username="mitarbeiterin"))
    for address in (f"{claim[1]}belege/", "/belege/"):
        answer = browser.post(address, {"receipts": sent(receipts.photo()), "files": sent(receipts.photo())})
        assert answer.status_code == 403
    assert not uploads()


def test_a_page_that_asks_for_no_file_does_not_even_read_one(employee, claim, monkeypatch) -> None:
    from meindo.ui import receiving

    seen: list[bytes] = []
    monkeypatch.setattr(receiving.InMemory, "receive_data_chunk", lambda _self, data, _start: seen.append(data))
    employee.post("/mitteilungen/", {"x": sent(receipts.photo())})
    Client().post(f"{claim[1]}belege/", {"receipts": sent(receipts.photo())})
    assert not seen
    hand_in(employee, claim[1], sent(receipts.photo()))
    assert seen


def test_answers_to_a_question_come_with_more_receipts_behind_the_first(employee, claim, office) -> None:
    case, draft = claim
    filed(employee, claim)
    case.refresh_from_db()
    factory.decide(office, case, "reisestelle", "ask", reason="Wo ist der andere Beleg?")
    address = employee.post(f"/dienstreise/{case.uuid}/abrechnen/")["Location"]
    draft = address[: address.index("/", len("/dienstreise/abrechnung/")) + 1]
    assert "Schon abgegeben:" in text_of(employee.get(f"{draft}belege/"))
    hand_in(employee, draft, sent(receipts.photo(text="zwei"), "zwei.jpg"))
    employee.post(f"{draft}pruefen/")
    rows = Attachment.objects.filter(case=case).order_by("position")
    assert [(row.position, row.document.title) for row in rows] == [(1, "hotel.jpg"), (2, "zwei.jpg")]


def hotel_claim(employee: Client, office: Any, cost: str) -> tuple[Case, str]:
    """A trip with one night in a hotel."""
    first = today() - timedelta(days=20)
    case, draft = claim_of(employee, office, starts_on=first, ends_on=first + timedelta(days=1))
    data = typed(case, nights_kind="receipt", nights_cost=cost, nights_reason="Messe")
    Draft.objects.filter(uuid=draft.split("/")[3]).update(data=data)
    return case, draft


MISSING = "Übernachtung nach Beleg, aber kein Beleg dabei"
PROOFS = [
    ("84,00", None, True),
    ("20,00", None, False),
    ("84,00", "", False),
    ("84,00", "nights", False),
    ("84,00", "leg1", True),
]


@pytest.mark.parametrize(("cost", "slot", "missing"), PROOFS)
def test_the_office_reads_when_a_night_on_receipt_came_without_one(employee, office, cost, slot, missing) -> None:
    case, draft = hotel_claim(employee, office, cost)
    if slot is not None:
        hand_in(employee, draft, sent(receipts.photo()))
        Attachment.objects.update(slot=slot)
    assert employee.post(f"{draft}pruefen/", {"sure": "1"}).status_code == 302
    case.refresh_from_db()
    assert ("receipt_missing" in case.attention) is missing
    assert (MISSING in text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))) is missing
    assert MISSING not in text_of(employee.get(f"/dienstreise/{case.uuid}/"))


def test_the_office_reads_when_a_receipt_came_twice(employee, claim, office) -> None:
    filed(employee, claim)
    case, draft = hotel_claim(employee, office, "84,00")
    hand_in(employee, draft, sent(receipts.photo()), receipts_same="1")
    employee.post(f"{draft}pruefen/", {"sure": "1"})
    case.refresh_from_db()
    assert "receipt_twice" in case.attention
    claim[0].refresh_from_db()
    assert "receipt_twice" not in claim[0].attention


def test_the_office_reads_what_a_receipt_was_given_for(employee, claim) -> None:
    case, draft = claim
    hand_in(employee, draft, sent(receipts.photo(), "bus.jpg"))
    row = Attachment.objects.get()
    employee.post(f"{draft}belege/", {f"receipts_slot_{row.uuid}": "leg1"})
    employee.post(f"{draft}pruefen/")
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    assert "Fahrt 1: Bus, Straßenbahn, U-Bahn" in page
