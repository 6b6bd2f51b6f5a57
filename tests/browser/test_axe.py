"""Every page and every state of it: axe finds nothing, in light and dark, with forced colours, at 320 px."""

import gzip
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response
from tests.browser.look import Look, act_as
from tests.services.dienstreise import factory
from tests.web.matrix import MATRIX
from tests.web.world import ACTORS, World, build_world, running_stage

from meindo.platform.cases import drafts
from meindo.platform.clock import today
from meindo.platform.rollout.commands import StageRefused
from meindo.services.dienstreise.wizards import claim_start

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work."""
    return build_world()


@pytest.fixture
def look_as(visit, world):
    """Log in as somebody and look; at the end nothing may have been wrong."""
    looks = []

    def look(actor: str = "") -> Look:
        name, role = ACTORS.get(actor, ("", ""))
        page = visit(name, phone=False)
        if role:
            act_as(page, role)
        looks.append(Look(page))
        return looks[-1]

    return look


def test_before_the_log_in(look_as) -> None:
    look = look_as()
    look.at("log-in", "/konto/anmelden/")
    look.page.fill("[name=login]", "niemand")
    look.page.fill("[name=password]", "falsch")
    look.press()
    look.at("log-in with error")
    look.at("help", "/hilfe/")
    look.at("inactive", "/konto/inaktiv/")
    look.at("404", "/gibt-es-nicht/")
    look.done()


def test_what_an_employee_does_not_get_and_cases_in_other_states(look_as, world) -> None:
    look, ids = look_as("owner"), world.ids()
    for name, url in {"403": "/vertretung/", "404": "/dienstreise/gibt-es-nicht/"}.items():
        look.at(name, url)
    for name in world.cases:
        if f"dienstreise_case {name}" not in MATRIX:  # the others: test_axe_everywhere.py
            look.at(f"own case: {name}", f"/dienstreise/{ids[name]}/")
    look.done()


def test_the_questions_of_a_request(look_as, world) -> None:
    look, draft = look_as("owner"), f"/dienstreise/antrag/{world.drafts['request'].uuid}/"
    look.at("first question", "/dienstreise/neu/")
    look.press()
    look.at("first question with error")
    for key in ("wohin", "wann", "warum", "womit"):
        look.at(f"question {key}", f"{draft}{key}/")
    look.page.goto(f"{draft}wann/")
    look.page.fill("[name=start_time]", "25:00")
    look.page.fill("[name=end_day_day]", "32")
    look.press()
    look.at("question with errors")
    look.page.goto(f"{draft}wann/")
    look.page.fill("[name=start_time]", "07:30")
    look.at("all on one page", f"{draft}alles/")
    look.page.fill("[name=end_day_month]", "13")
    look.press()
    look.at("all on one page with errors")
    look.page.goto(f"{draft}alles/")
    for name, value in (
        ("start_time", "07:30"),
        ("end_day_day", "1"),
        ("end_day_month", "12"),
        ("end_day_year", "2026"),
    ):
        look.page.fill(f"[name={name}]", value)
    look.press()
    look.at("check")
    look.at("throw away", f"{draft}verwerfen/")
    look.page.goto(f"{draft}pruefen/")
    look.press()
    assert "gesendet" in look.page.url
    look.at("done")
    look.done()


def test_the_questions_of_a_claim_for_a_trip_abroad(look_as, world) -> None:
    look, draft = look_as("owner"), f"/dienstreise/abrechnung/{world.drafts['claim'].uuid}/"
    look.page.goto(f"{draft}zeiten/")
    look.page.locator("label", has_text="Die Reise ging ins Ausland.").click()
    look.press()
    look.page.wait_for_url("**/laender/")
    look.at("country")
    look.press()
    look.at("country with error")
    look.page.select_option("[name=land_place]", "CH.genf")
    look.press()
    look.page.wait_for_url("**/fahrt-1/")
    look.at("ride of a trip abroad")
    look.done()


def test_the_questions_of_a_claim(look_as, world) -> None:
    look, draft = look_as("owner"), f"/dienstreise/abrechnung/{world.drafts['claim'].uuid}/"
    look.at("times", f"{draft}zeiten/")
    look.press()
    look.page.wait_for_url("**/fahrt-1/")
    look.at("ride")
    look.press()
    look.at("ride with errors")
    look.page.locator("label", has_text="Fahrrad").click()
    look.page.fill("[name=leg1_km]", "3000")
    look.page.locator("label", has_text="Nein").click()
    look.press()
    look.at("meals")
    look.press()
    look.at("other costs")
    look.page.fill("[name=cost1_label]", "Parken")
    look.press()
    look.at("other costs with errors")
    look.page.fill("[name=cost1_label]", "")
    look.press()
    look.at("third parties")
    look.page.fill("[name=third_amount]", "5")
    look.press()
    look.at("third parties with errors")
    look.page.fill("[name=third_amount]", "")
    look.press()
    look.page.wait_for_url("**/belege/")
    look.press()
    look.page.wait_for_url("**/pruefen/")
    look.at("check with settlement and doubts")
    look.press()
    look.at("check with the doubts not confirmed")
    look.at("claim on one page", f"{draft}alles/")
    look.done()


def test_the_questions_of_a_long_claim(look_as, world) -> None:
    draft = long_claim(world)
    look = look_as("owner")
    look.at("ride with known places", f"{draft}fahrt-1/")
    sent = {"klasse-1": "first class", "naechte": "nights", "nacht-2": "a night", "aufenthalt": "long stay"}
    for key, name in sent.items():
        look.at(name, f"{draft}{key}/")
    look.page.goto(f"{draft}klasse-1/")
    look.page.fill("[name=leg1_riding]", "999")
    look.press()
    look.at("first class with errors")
    look.page.fill("[name=leg1_riding]", "60")
    look.press()
    look.page.goto(f"{draft}nacht-2/")
    look.page.fill("[name=night2_cost]", "5")
    look.press()
    look.at("a night with errors")
    look.page.fill("[name=night2_cost]", "")
    look.press()
    look.page.goto(f"{draft}aufenthalt/")
    look.page.fill("[name=stay_last_month]", "13")
    look.press()
    look.at("long stay with errors")
    look.page.locator("label", has_text="Nein").click()
    for part in ("day", "month", "year"):
        look.page.fill(f"[name=stay_first_{part}]", "")
        look.page.fill(f"[name=stay_last_{part}]", "")
    look.press()
    look.at("long claim on one page", f"{draft}alles/")
    look.at("check with other costs", f"{draft}pruefen/")
    look.done()


def long_claim(world: World) -> str:
    """The address of a draft for 16 days with everything that can be asked; its rides were accepted once."""
    office, first = world.office, today() - timedelta(days=60)
    ride = {
        "day": f"{first - timedelta(days=9)}",
        "means": "car",
        "km": "95",
        "origin": "Dortmund",
        "destination": "Köln",
    }
    known = factory.make(office, starts_on=first - timedelta(days=9))
    factory.decide(office, known, "teamleitung", "approve")
    factory.file_claim(office, known, legs=[ride])
    factory.decide(office, known, "reisestelle", "confirm")
    case = factory.make(office, starts_on=first, ends_on=first + timedelta(days=15))
    factory.decide(office, case, "teamleitung", "approve")
    data = {**claim_start(case), "leg1_day": f"{first}", "leg1_means": "train", "leg1_km": "", "leg1_fare": "80"}
    data |= {"leg1_first": "on", "leg1_travel": "90", "leg1_riding": "80", "leg1_second": "40", "leg1_more": "no"}
    data |= {"nights_kind": "differ", **{f"night{number}_kind": "lump" for number in range(1, 16)}}
    data |= {f"stay_first_{part}": str(getattr(first, part)) for part in ("day", "month", "year")}
    data |= {f"stay_last_{part}": str(getattr(first, part)) for part in ("day", "month", "year")}
    data |= {"stay_long": "yes", "cost1_label": "Parken", "cost1_amount": "6,50", "cost1_day": f"{first}"}
    data |= {"seen_mahlzeiten": "1", "seen_dritte": "1", "seen_belege": "1"}
    draft = drafts.start_draft(
        person_id=office.people["mitarbeiterin"].pk,
        service="dienstreise",
        form="dienstreise_abrechnung",
        title="Abrechnung",
        case=case,
        data=data,
    )
    return f"/dienstreise/abrechnung/{draft.uuid}/"


def test_trips_of_one_day_and_other_costs_on_the_case_page(look_as, world) -> None:
    office, day = world.office, today() - timedelta(days=90)
    for start, end, name in (("05:00", "14:00", "confirm"), ("14:30", "23:30", ""), ("00:10", "04:00", "close_unpaid")):
        case = factory.make(office, starts_on=day)
        factory.decide(office, case, "teamleitung", "approve")
        cost = [{"day": f"{day}", "label": "Parken", "amount_eur": "6.50"}] if not name else []
        factory.file_claim(office, case, start=f"{day} {start}", end=f"{day} {end}", legs=[], other_costs=cost)
        if name:
            factory.decide(office, case, "reisestelle", name)
        else:
            waiting = case
    look = look_as("travel")
    look.at("case with other trips and costs, out of date", f"/dienstreise/{waiting.uuid}/")
    look.done()


def test_empty_pages_of_somebody_new(look_as) -> None:
    look = look_as("colleague")
    for name, url in {"home": "/", "inbox": "/vorgaenge/", "trips": "/dienstreise/", "file": "/akte/"}.items():
        look.at(f"empty {name}", url)
    look.done()


def test_the_manager_s_pages(look_as, world) -> None:
    look = look_as("manager")
    look.at("home", "/")
    look.at("inbox with rows", "/vorgaenge/")
    look.at("inbox, nothing found", "/vorgaenge/?q=gibtesnicht")
    look.at("case to decide", f"/dienstreise/{world.cases['waiting'].uuid}/?list=1")
    look.page.locator("main button[name=move][value=reject]").click()
    look.at("case with a missing reason")
    look.at("case decided", f"/dienstreise/{world.cases['journey'].uuid}/")
    look.at("deputies", "/vertretung/")
    look.press()
    look.at("deputies with error")
    look.page.goto(f"/dienstreise/{world.cases['waiting'].uuid}/")
    look.page.locator("main button[name=move][value=approve]").click()
    look.at("inbox after a decision")
    look.page.locator("details.recent summary").click()
    look.at("inbox with what can be taken back")
    look.at("case that can be taken back", f"/dienstreise/{world.cases['waiting'].uuid}/")
    look.done()


def test_search(look_as, world) -> None:
    look = look_as("manager")
    for url in ("/suche/?q=reise", "/suche/?q=gibtesnicht"):
        look.at(url, url)
    look.done()


@pytest.mark.parametrize(
    ("actor", "cases", "pages"),
    [
        ("travel", ["checking", "paid"], ["/vorgaenge/?look=no"]),
        ("payment", ["ordering"], []),
        ("post", [], ["/poststelle/?q=Kr", "/poststelle/?q=niemand"]),
    ],
)
def test_the_pages_of_the_offices(look_as, world, actor: str, cases: list[str], pages: list[str]) -> None:
    look = look_as(actor)
    for url in [*pages, *(f"/dienstreise/{world.cases[name].uuid}/" for name in cases)]:
        look.at(f"{actor} {url}", url)
    look.done()


def test_a_trial_run_and_a_late_claim_on_the_case_page(look_as, world) -> None:
    from meindo.platform.law.models import ValueRelease

    ValueRelease.objects.all().delete()
    long_ago = today() - timedelta(days=400)
    case = factory.filed(world.office, starts_on=long_ago, ends_on=long_ago)
    look = look_as("travel")
    look.at("case with trial run and warnings", f"/dienstreise/{case.uuid}/")
    look.done()


def test_the_pages_of_who_enters_for_others(look_as, world) -> None:
    look, ids = look_as("assistant"), world.ids()
    look.at("for others", "/dienstreise/fuer-andere/")
    look.at("for others, found", "/dienstreise/fuer-andere/?q=y")
    look.at("for others, nobody found", "/dienstreise/fuer-andere/?q=niemand")
    look.at("first question for a colleague", f"/dienstreise/fuer-andere/{ids['person']}/")
    look.at("question for a colleague", f"/dienstreise/antrag/{ids['for_other']}/wann/")
    look.at("all questions for a colleague", f"/dienstreise/antrag/{ids['for_other']}/alles/")
    look.at("check for a colleague", f"/dienstreise/antrag/{ids['for_other']}/pruefen/")
    look.at("case entered for a colleague", f"/dienstreise/{ids['entered']}/")
    look.at("done for a colleague", f"/dienstreise/{ids['entered']}/gesendet/")
    look.done()


def test_the_stages_of_a_roll_out_and_the_paper_way(look_as, world) -> None:
    with pytest.raises(StageRefused):
        running_stage(world.office, "11", label="Zweite Stufe", participation="")
    look = look_as("rollout")
    look.at("stages", "/einfuehrung/")
    look.page.locator("summary", has_text="Stufe zurücknehmen").click()
    look.at("a stage to be taken back")
    look.page.fill("textarea", "Störung")
    look.page.locator("button[value=take_back]").click()
    look.at("a stage taken back")
    look.done()
    paper = look_as("owner")
    paper.at("the paper way", "/dienstreise/neu/")
    paper.done()


class Traffic:
    """What a first visit costs: requests, bytes as the server would send them, hosts."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        page.on("response", self._came)

    def _came(self, answer: Response) -> None:
        self.answers.append(answer)

    def bytes(self) -> int:
        """Style and script go out compressed, everything else as it is."""
        total = 0
        for answer in self.answers:
            body = answer.body()
            packed = answer.url.endswith((".css", ".js", ".svg"))
            total += len(gzip.compress(body, 9)) if packed else len(body)
        return total

    def hosts(self) -> set[str]:
        """Everybody who was asked."""
        return {urlsplit(answer.url).netloc for answer in self.answers if not answer.url.startswith("data:")}


@pytest.mark.parametrize("actor", ["", "owner", "manager"])
def test_a_first_visit_is_light_and_asks_no_foreign_host(visit, world, live_server, actor: str) -> None:
    name, role = ACTORS.get(actor, ("", ""))
    known = visit(name)
    if role:
        act_as(known, role)
    page = known.context.browser.new_context(storage_state=known.context.storage_state()).new_page()
    traffic = Traffic(page)
    page.goto(live_server.url + ("/" if actor else "/konto/anmelden/"), wait_until="networkidle")
    assert traffic.hosts() == {urlsplit(live_server.url).netloc}
    assert len(traffic.answers) <= 10, [answer.url for answer in traffic.answers]
    assert traffic.bytes() <= 100 * 1024
    page.context.close()
