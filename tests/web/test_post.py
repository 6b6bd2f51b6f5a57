"""The pages of the Poststelle, and the choice of paper by the person themself."""

import re

import pytest
from django.test import Client
from tests.support.once import built_once
from tests.web.world import browser_of, build_world

from meindo.platform.access.models import AccessRecord
from meindo.platform.notify.models import NoticeSettings, Notification
from meindo.platform.post.models import Batch, SheetNotice

world, db = built_once("world", build_world)


@pytest.fixture
def post(db, world) -> Client:
    return browser_of("poststelle", "post_office")


def fresh_news(world) -> None:
    """Something new since the batch of the world."""
    person = world.office.people["mitarbeiterin"]
    last = Notification.objects.order_by("-id").first()
    Notification.objects.create(person=person, key="neu", msgid="Neues", url="/", created_at=last.created_at)


def test_a_batch_is_made_shown_and_printed_as_often_as_needed(post, world) -> None:
    assert "Gerade ist alles gedruckt." in post.get("/poststelle/").content.decode()
    fresh_news(world)
    page = post.get("/poststelle/").content.decode()
    assert "51/1 Kita-Fachberatung" in page
    answer = post.post("/poststelle/drucken/", {"unit": world.office.units["51/1"].uuid}, follow=True)
    shown = answer.content.decode()
    assert "Stapel 2 ist bereit zum Drucken." in shown
    assert "Emma Yılmaz" in shown
    files = [post.get("/poststelle/2/pdf/") for _ in range(2)]
    assert files[0].content == files[1].content
    assert files[0]["Content-Type"] == "application/pdf"
    assert SheetNotice.objects.filter(sheet__batch__number=2).count() == 1


def test_looking_at_a_batch_is_recorded_for_each_person_in_it(post, world) -> None:
    AccessRecord.objects.all().delete()
    post.get("/poststelle/1/pdf/")
    row = AccessRecord.objects.get()
    assert (row.subject_id, row.purpose) == (world.office.people["mitarbeiterin"].pk, "notices.paper")
    assert row.role == "post_office"


def test_somebody_who_comes_too_late_reads_a_sentence(post, world) -> None:
    for wanted in (str(world.office.units["51/1"].uuid), "all", "none", "x"):
        page = post.post("/poststelle/drucken/", {"unit": wanted}, follow=True).content.decode()
        assert "Vielleicht hat jemand anderes schon gedruckt" in page
    assert Batch.objects.count() == 1
    assert post.get("/poststelle/77/").status_code == 404


def test_the_office_finds_a_person_and_enters_and_ends_paper_for_them(post, world) -> None:
    person = world.office.people["beamter"]
    page = post.get("/poststelle/?q=Krü").content.decode()
    assert f"/poststelle/person/{person.uuid}/" in page
    page = post.post(f"/poststelle/person/{person.uuid}/", follow=True).content.decode()
    assert "Tom Krüger bekommt Mitteilungen ab jetzt auf Papier." in page
    assert NoticeSettings.objects.get(person=person).paper_since is not None
    post.post(f"/poststelle/person/{person.uuid}/", {"end": "1"})
    assert NoticeSettings.objects.get(person=person).paper_since is None
    assert "niemand gefunden" in post.get("/poststelle/?q=Niemand").content.decode()


def test_a_person_chooses_paper_on_the_page_of_their_notices(db, world) -> None:
    browser, person = browser_of("beamter"), world.office.people["beamter"]
    chosen = {"own": "daily", "waiting": "daily", "deadline": "daily", "quiet_from": "19:00", "quiet_until": "06:30"}
    browser.post("/mitteilungen/", {**chosen, "paper": ["yes"]})
    assert NoticeSettings.objects.get(person=person).paper_since is not None
    assert re.search(r'name="paper"[^>]* checked', browser.get("/mitteilungen/").content.decode())
    browser.post("/mitteilungen/", chosen)
    assert NoticeSettings.objects.get(person=person).paper_since is None
