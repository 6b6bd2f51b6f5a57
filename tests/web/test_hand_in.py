"""The link behind the QR code: ten minutes, one draft, one device, only to hand in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client
from tests.support import receipts
from tests.support.office import build_office
from tests.support.once import built_once
from tests.support.receipts import sent, thirteen, uploads
from tests.web.test_bad_input import claim_of, text_of
from tests.web.world import browser_of

from meindo.platform.cases.models import Attachment, UploadLink
from meindo.platform.clock import at, now

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def link(employee, claim) -> str:
    """The address of a fresh link, as the desktop shows it."""
    return shown_link(employee, claim[1])


def shown_link(browser: Client, draft: str) -> str:
    page = text_of(browser.post(f"{draft}handy/", follow=True))
    assert "data:image/svg+xml" in page
    found = re.search(r'value="(http[^"]+/abgeben/[^"]+)"', page)
    assert found
    return "/abgeben/" + found[1].split("/abgeben/")[1]


def phone(link: str) -> Client:
    """A device that has opened the link."""
    device = Client()
    assert device.get(link, follow=True).status_code == 200
    return device


def give(device: Client, link: str, *files: Any) -> Any:
    return device.post(link, {"files": list(files) or [sent(receipts.photo(), "hotel.jpg")]}, follow=True)


def assert_closed(answer: Any) -> None:
    assert answer.status_code == 404
    assert "Dieser Link gilt nicht" in text_of(answer)


def test_a_phone_without_log_in_hands_in_and_the_desktop_sees_it_after_loading_again(employee, claim, link) -> None:
    answer = give(phone(link), link, sent(receipts.photo(), "hotel.jpg"), sent(receipts.pdf(), "bahn.pdf"))
    assert "2 Dateien sind angekommen." in text_of(answer)
    for page in ("handy", "belege", "pruefen"):
        assert "hotel.jpg" in text_of(employee.get(f"{claim[1]}{page}/")), page
    assert uploads()[0].person_id == claim[0].person_id


def test_it_reads_nothing(employee, claim, link) -> None:
    device = phone(link)
    give(device, link)
    page = text_of(device.get(link))
    for secret in ("hotel.jpg", claim[0].number, claim[0].headline, "Yılmaz"):
        assert secret not in page
    (upload,) = uploads()
    for address in ("/", f"/belege/{upload.uuid}/", f"{claim[1]}belege/", "/belege/"):
        assert "/anmelden/" in device.get(address)["Location"]


def test_a_second_device_is_turned_away(link) -> None:
    first = phone(link)
    second = Client()
    assert_closed(second.get(link))
    assert_closed(give(second, link))
    assert uploads() == []
    assert give(first, link).status_code == 200
    assert len(uploads()) == 1


def test_a_device_that_never_opened_it_and_a_preview_bind_nothing(link) -> None:
    assert_closed(give(Client(), link))
    Client().head(link)
    assert phone(link)


def test_the_cookie_of_another_link_does_not_help(employee, link, office) -> None:
    device = phone(link)
    other = claim_of(browser_of("beamter"), office, who="beamter")[1]
    foreign = shown_link(browser_of("beamter"), other)
    Client().get(foreign)
    stolen = Client()
    stolen.cookies["meindo_hand_in"] = device.cookies["meindo_hand_in"].value
    assert_closed(stolen.get(foreign))
    assert_closed(give(stolen, foreign))
    assert uploads() == []


def test_after_ten_minutes_it_is_closed_also_for_the_device_that_opened_it(link) -> None:
    device = phone(link)
    with at(now() + timedelta(minutes=9, seconds=50)):
        assert device.get(link).status_code == 200
    with at(now() + timedelta(minutes=10, seconds=1)):
        assert_closed(device.get(link))
        assert_closed(give(device, link))
        assert_closed(Client().get(link))
    assert uploads() == []


def test_a_new_link_ends_the_earlier_one(employee, claim, link) -> None:
    device = phone(link)
    fresh = shown_link(employee, claim[1])
    assert fresh != link
    assert_closed(device.get(link))
    assert_closed(give(device, link))
    assert phone(fresh)


def test_sending_the_draft_ends_it(employee, claim, link) -> None:
    device = phone(link)
    assert employee.post(f"{claim[1]}pruefen/").status_code == 302
    assert_closed(device.get(link))
    assert_closed(give(device, link))
    assert UploadLink.objects.get().revoked_at is not None
    assert uploads() == []


def test_throwing_the_draft_away_ends_it_too(employee, claim, link) -> None:
    device = phone(link)
    employee.post(f"{claim[1]}verwerfen/")
    assert_closed(give(device, link))


def test_the_26th_file_is_refused(link) -> None:
    device = phone(link)
    for start in (0, 13):
        give(device, link, *thirteen(start))
    answer = give(device, link, sent(receipts.photo(text="mehr"), "mehr.jpg"))
    assert answer.status_code == 422
    assert Attachment.objects.count() == len(uploads()) == 25


def test_a_refused_file_is_told_on_the_phone(link) -> None:
    answer = give(phone(link), link, sent(b"", "leer.jpg"))
    assert answer.status_code == 422
    assert "„leer.jpg“ ist leer." in text_of(answer)


@pytest.mark.parametrize("secret", ["x", "x.y", f"{'0' * 32}.x", "%00", "a" * 5000])
def test_a_guessed_address_looks_like_an_expired_one(db, secret: str) -> None:
    assert_closed(Client().get(f"/abgeben/{secret}/"))


def test_a_secret_signed_for_something_else_opens_nothing(link) -> None:
    uuid = UploadLink.objects.get().uuid.hex
    assert_closed(Client().get(f"/abgeben/{Signer(sep='.').sign(uuid)}/"))


def test_a_form_from_elsewhere_hands_nothing_in(link) -> None:
    device = Client(enforce_csrf_checks=True)
    device.get(link, follow=True)
    assert device.post(link, {"files": sent(receipts.photo())}).status_code == 403
    assert uploads() == []


def test_only_the_owner_of_a_draft_gets_a_link(claim, office) -> None:
    for name in ("beamter", "teamleitung"):
        assert browser_of(name).post(f"{claim[1]}handy/").status_code == 404
    assert not UploadLink.objects.exists()
