"""The search in the header: services by synonym and typing mistake, own cases, people within the role."""

import pytest
from django.test import Client
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world

from meindo.kernel.spelling import fold
from meindo.platform.registry.models import SearchMiss
from meindo.platform.registry.queries import search_misses

world, db = built_once("world", build_world)
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(world: World) -> Client:
    return browser_of("mitarbeiterin", "applicant")


@pytest.fixture
def manager(world: World) -> Client:
    return browser_of("teamleitung", "line_manager")


def family_of(world: World, who: str) -> str:
    """The family name that the projection shows today."""
    person = world.office.people[who]
    person.refresh_from_db()
    return person.sort_name.split(",")[0]


@pytest.mark.parametrize(
    "text", ["Kilometergeld", "kilometer", "geld", "REISEKOSTEN", "Dienstriese", "Dienstreise beantragen"[:11]]
)
def test_a_service_is_found_by_its_words(owner: Client, text: str) -> None:
    page = owner.get("/suche/", {"q": text})
    assert "/dienstreise/neu/" in page.content.decode()
    assert not SearchMiss.objects.exists()


def test_without_a_result_it_says_what_to_try_and_counts_the_word_alone(owner: Client) -> None:
    for _ in range(2):
        page = owner.get("/suche/", {"q": "Parkausweis 4711"}).content.decode()
    assert "Zu „Parkausweis 4711“ wurde nichts gefunden" in page
    assert "/dienste/" in page
    miss = SearchMiss.objects.get()
    assert (miss.word, miss.count) == ("parkausweis", 2)
    assert search_misses(miss.day) == [("parkausweis", 2)]


def test_a_name_is_never_counted(owner: Client, world: World) -> None:
    name = family_of(world, "teamleitung")
    owner.get("/suche/", {"q": f"{name} Sonderparkplatz"})
    assert [miss.word for miss in SearchMiss.objects.all()] == ["sonderparkplatz"]


def test_a_full_number_opens_the_case_and_a_foreign_one_does_not_exist(owner: Client, world: World) -> None:
    case = world.cases["waiting"]
    answer = owner.get("/suche/", {"q": case.number.lower()})
    assert answer["Location"].endswith(f"/vorgang/{case.uuid}/")
    stranger = browser_of("beamter", "applicant").get("/suche/", {"q": case.number})
    assert stranger.status_code == 200
    assert str(case.uuid) not in stranger.content.decode()


def test_people_are_found_only_through_cases_that_the_role_may_see(
    owner: Client, manager: Client, world: World
) -> None:
    person = world.office.people["mitarbeiterin"]
    family = family_of(world, "mitarbeiterin")
    assert f"/suche/person/{person.uuid}/" in manager.get("/suche/", {"q": family[:4]}).content.decode()
    assert "/suche/person/" not in browser_of("beamter", "applicant").get("/suche/", {"q": family}).content.decode()
    assert "/suche/person/" not in browser_of("freigabe", "law_release").get("/suche/", {"q": family}).content.decode()


def test_own_cases_are_found_by_destination_and_number_end(owner: Client, world: World) -> None:
    case = world.cases["waiting"]
    for text in (case.headline[:5], case.number[-4:]):
        assert str(case.uuid) in owner.get("/suche/", {"q": text}).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "\x00", "%", "_" * 300, "<script>", "' OR 1=1 --", "🚲", "Ä" * 100])
def test_nonsense_is_answered(owner: Client, text: str) -> None:
    page = owner.get("/suche/", {"q": text})
    assert page.status_code in (200, 404)
    assert "<script>" not in page.content.decode().partition("<main")[2]


def test_folding_makes_spellings_equal() -> None:
    assert fold("Übernachtung") == fold("UEBERNACHTUNG") == fold("U\u0308bernachtung")
