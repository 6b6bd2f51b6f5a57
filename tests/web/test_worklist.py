"""The work list of an office: filters, saved views, single keys that can be switched off."""

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.cases.models import Case
from meindo.platform.registry.commands import MOST_VIEWS

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def clerk() -> Client:
    return browser_of("reisestelle", "travel_office")


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_list_can_be_narrowed_to_what_needs_a_look(office: Office, clerk: Client) -> None:
    plain, late = factory.filed(office), factory.filed(office)
    Case.objects.filter(pk=late.pk).update(attention=["late"])
    for look, shown, hidden in (("yes", late, plain), ("no", plain, late)):
        page = text_of(clerk.get("/vorgaenge/", {"look": look}))
        assert shown.number in page
        assert hidden.number not in page
    for look in ("", "x", "\x00"):
        page = text_of(clerk.get("/vorgaenge/", {"look": look}))
        assert look == "\x00" or (plain.number in page and late.number in page)


def test_a_decision_goes_on_within_the_narrowed_list(office: Office, clerk: Client) -> None:
    first, second, late = factory.filed(office), factory.filed(office), factory.filed(office)
    Case.objects.filter(pk=late.pk).update(attention=["late"])
    sent = {"move": "confirm", "revision": first.revision, "list": "1", "look": "no"}
    answer = clerk.post(f"/vorgang/{first.uuid}/entscheiden/", sent)
    assert str(second.uuid) in answer["Location"]
    assert "look=no" in answer["Location"]


def test_a_view_is_kept_replaced_and_forgotten(office: Office, clerk: Client) -> None:
    factory.filed(office)
    clerk.post("/vorgaenge/ansicht/", {"name": "Auffällig", "query": "look=yes&page=3&evil=1"})
    page = text_of(clerk.get("/vorgaenge/"))
    assert '<a href="?look=yes">Auffällig</a>' in page
    clerk.post("/vorgaenge/ansicht/", {"name": "Auffällig", "query": "q=Köln"})
    page = text_of(clerk.get("/vorgaenge/"))
    assert page.count(">Auffällig</a>") == 1
    assert "?q=K%C3%B6ln" in page
    assert "Auffällig" not in text_of(browser_of("teamleitung", "line_manager").get("/vorgaenge/"))
    clerk.post("/vorgaenge/ansicht/loeschen/", {"name": "Auffällig"})
    assert ">Auffällig</a>" not in text_of(clerk.get("/vorgaenge/"))


def test_a_view_needs_a_name_and_there_are_not_too_many(office: Office, clerk: Client) -> None:
    page = text_of(clerk.post("/vorgaenge/ansicht/", {"name": " ", "query": "look=yes"}, follow=True))
    assert "Bitte geben Sie der Ansicht einen Namen." in page
    for number in range(MOST_VIEWS + 1):
        page = text_of(clerk.post("/vorgaenge/ansicht/", {"name": f"A{number}", "query": "look=no"}, follow=True))
    assert "Mehr als zehn Ansichten" in page
    assert f">A{MOST_VIEWS}</a>" not in page


def test_the_keys_can_be_switched_off_and_on(office: Office, clerk: Client) -> None:
    factory.filed(office)
    assert "ui/keys" in text_of(clerk.get("/vorgaenge/"))
    clerk.post("/vorgaenge/tasten/", {"off": "1"})
    page = text_of(clerk.get("/vorgaenge/"))
    assert "ui/keys" not in page
    assert "Tasten einschalten" in page
    clerk.post("/vorgaenge/tasten/", {"off": ""})
    assert "ui/keys" in text_of(clerk.get("/vorgaenge/"))
    assert "ui/keys" not in text_of(browser_of("mitarbeiterin").get("/vorgaenge/")), "nobody else needs them"
