"""The applications at which somebody logged in through meindo: what is read of them, and who may end it."""

from datetime import timedelta

from django.test import Client
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import at, now
from meindo.platform.login.commands_applications import KEPT_DAYS
from meindo.platform.login.models import ApplicationUse, User
from meindo.platform.login.queries_account import account_of
from meindo.web.commands_clients import end_visit, forget_tokens, note_visit, remove_client
from meindo.web.queries_clients import client_named

world, db = built_once("world", build_world)
PAGE = "/konto/anwendungen/"


def page_of(name: str, language: str = "de") -> str:
    answer = browser_of(name).get(PAGE, headers={"accept-language": language})
    assert answer.status_code == 200
    body: str = answer.content.decode()
    return body[body.index("<main") : body.index("</main>")]


def test_the_own_ones_are_listed_with_what_they_learn(db, world: World) -> None:
    page = page_of("mitarbeiterin")
    assert "Fachverfahren" in page
    assert "Ihren Namen und Ihren Anmeldenamen" in page
    assert "Mailadresse" not in page, "not asked for"
    assert "your name and your user name" in page_of("mitarbeiterin", "en")
    assert "Fachverfahren" not in page_of("beamter")
    assert PAGE in browser_of("mitarbeiterin").get("/konto/geraete/").content.decode()


def test_nobody_else_ends_it_and_ending_twice_is_once(db, world: World) -> None:
    use = ApplicationUse.objects.get()
    address = f"{PAGE}{use.uuid}/beenden/"
    assert browser_of("beamter").post(address).status_code == 404
    assert Client().post(address)["Location"].startswith("/konto/anmelden/")
    owner = browser_of("mitarbeiterin")
    assert "erfährt ab jetzt nichts mehr über Sie" in owner.post(address, follow=True).content.decode()
    use.refresh_from_db()
    first = use.ended_at
    assert first is not None
    with at(now() + timedelta(days=3)):
        end_visit(use, by=world.office.actor("mitarbeiterin"))
    use.refresh_from_db()
    assert use.ended_at == first
    assert "beendet am" in page_of("mitarbeiterin")


def test_going_on_again_is_one_row_that_keeps_its_first_day(db, world: World) -> None:
    use = ApplicationUse.objects.get()
    client, user = client_named(use.client_id), User.objects.get(username="mitarbeiterin")
    assert client is not None
    end_visit(use, by=world.office.actor("mitarbeiterin"))
    with at(now() + timedelta(days=5)):
        note_visit(client, user, scopes=["openid", "email", "profile"], by=world.office.actor("mitarbeiterin"))
    again = ApplicationUse.objects.get()
    assert (again.since, again.ended_at) == (use.since, None)
    assert again.last_used_on == use.since + timedelta(days=5)
    assert again.scopes == "openid profile", "never more than the application was registered with"


def test_a_removed_application_is_read_as_ended(db, world: World) -> None:
    assert remove_client(ApplicationUse.objects.get().client_id, by=Actor.system("test"))
    assert "beendet am" in page_of("mitarbeiterin")


def test_it_is_forgotten_after_two_years_and_the_person_gets_it_in_the_package(db, world: World) -> None:
    found = account_of(world.office.people["mitarbeiterin"].pk)["applications"]
    assert [(row["name"], row["learns"], row["ended"]) for row in found] == [
        ("Fachverfahren", ["openid", "profile"], None)
    ]
    for days, left in ((KEPT_DAYS, 1), (KEPT_DAYS + 1, 0)):
        with at(now() + timedelta(days=days)):
            forget_tokens("", {})
        assert ApplicationUse.objects.count() == left
