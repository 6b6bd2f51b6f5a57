"""Bundles: unremarkable cases together, each for itself; chance pulls some out; nothing is decided unread."""

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case
from meindo.platform.cases.sampling import SAMPLE
from meindo.web.views.bundle import MOST

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
ADDRESS = "/vorgaenge/buendel/"


@pytest.fixture
def clerk() -> Client:
    return browser_of("reisestelle", "travel_office")


def entry(case: Case) -> str:
    return f"{case.uuid}:{case.revision}"


def steps(*cases: Case) -> list[str]:
    for case in cases:
        case.refresh_from_db()
    return [case.step for case in cases]


def test_a_row_says_what_is_paid_for_what(office: Office, clerk: Client) -> None:
    case = factory.filed(office)
    page = clerk.get(ADDRESS).content.decode()
    assert entry(case) in page
    assert "66,50\N{NO-BREAK SPACE}€" in page, "190 km by car"
    assert AccessRecord.objects.filter(case_id=case.pk).exists()


def test_ticked_cases_are_decided_and_the_others_stay(office: Office, clerk: Client) -> None:
    first, second, third = (factory.filed(office) for _ in range(3))
    page = clerk.post(ADDRESS, {"case": [entry(first), entry(third)]}, follow=True).content.decode()
    assert steps(first, second, third) == ["ordering", "checking", "ordering"]
    assert "2 Vorgänge sind erledigt." in page


@pytest.mark.parametrize("why", ["late", SAMPLE, "not_covered"])
def test_what_needs_a_look_is_neither_offered_nor_decided(office: Office, clerk: Client, why: str) -> None:
    plain, other = factory.filed(office), factory.filed(office)
    Case.objects.filter(pk=other.pk).update(attention=[why])
    page = clerk.get(ADDRESS).content.decode()
    assert entry(plain) in page
    assert entry(other) not in page
    clerk.post(ADDRESS, {"case": [entry(other)]})
    assert steps(other) == ["checking"]


def test_a_case_that_changed_since_it_was_read_is_left(office: Office, clerk: Client) -> None:
    case = factory.filed(office)
    sent = entry(case)
    factory.decide(office, case, "reisestelle", "ask", reason="Welcher Zug?")
    assert "inzwischen geändert" in clerk.post(ADDRESS, {"case": [sent]}, follow=True).content.decode()
    assert steps(case) == ["claim_revision"]


@pytest.mark.parametrize("sent", ["", "x", ":", "x:0", "\x00:0", "00000000-0000-0000-0000-000000000000:0"])
def test_nonsense_decides_nothing(office: Office, clerk: Client, sent: str) -> None:
    case = factory.filed(office)
    assert clerk.post(ADDRESS, {"case": [sent]}).status_code == 302
    assert steps(case) == ["checking"]


def test_nobody_decides_cases_of_another_role(office: Office) -> None:
    case, request = factory.filed(office), factory.make(office)
    payer = browser_of("anordnung", "payment_office")
    payer.post(ADDRESS, {"case": [entry(case), entry(request)]})
    assert steps(case, request) == ["checking", "approval"]
    browser_of("mitarbeiterin").post(ADDRESS, {"case": [entry(request)]})
    assert steps(request) == ["approval"]


def test_a_bundle_holds_at_most_25_and_asks_no_more_for_more(
    office: Office, clerk: Client, django_assert_max_num_queries
) -> None:
    cases = [factory.filed(office) for _ in range(MOST + 3)]
    clerk.get(ADDRESS)
    with django_assert_max_num_queries(15):
        page = clerk.get(ADDRESS).content.decode()
    assert page.count('name="case"') == MOST
    clerk.post(ADDRESS, {"case": [entry(case) for case in cases]})
    assert Case.objects.filter(step="ordering").count() == MOST


def test_chance_draws_the_declared_share_and_a_drawn_case_stays_drawn(office: Office, settings) -> None:
    settings.SAMPLE_PERCENT = 100
    case = factory.filed(office)
    assert SAMPLE in case.attention
    settings.SAMPLE_PERCENT = 0
    factory.decide(office, case, "reisestelle", "ask", reason="Welcher Zug?")
    factory.file_claim(office, case)
    case.refresh_from_db()
    assert SAMPLE in case.attention
    assert SAMPLE not in factory.filed(office).attention
    owner = browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/").content.decode()
    assert "Stichprobe" not in owner, "nobody is put under suspicion"
