"""The roles around a trip, each from its first page to its aim, on a phone without JavaScript; axe looks on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import switch_role
from tests.browser.test_journey import choose, decide, fill_date, forward, open_from_inbox
from tests.services.dienstreise import factory
from tests.support.pdf_checks import check
from tests.web.world import World, build_world

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.notify.models import Notification
from meindo.platform.payroll.models import PayLine
from meindo.platform.post.models import Batch
from meindo.platform.rollout.models import Stage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]
LookedAt = Callable[..., None]


@pytest.fixture
def world(transactional_db: None, settings: Any, tmp_path: Any) -> World:
    """The office in full work."""
    settings.DATA = tmp_path
    return build_world()


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Callable[[str, str], Page]:
    """Somebody on a phone without JavaScript, in a role that they took from the menu."""

    def open_as(name: str, role: str = "") -> Page:
        page = visit(name, script=False)
        if role:
            switch_role(page, role)
        return page

    return open_as


def answer_request(page: Page, place: str) -> None:
    """All questions of a request after the first one: for one day next week, by train."""
    day = today() + timedelta(days=8)
    fill_date(page, "start_day", day)
    page.fill("[name=start_time]", "7:30")
    fill_date(page, "end_day", day)
    page.fill("[name=end_time]", "18:00")
    forward(page)
    if page.locator("[name=purpose_text]").count():
        page.fill("[name=purpose_text]", f"Termin in {place}")
        forward(page)
    choose(page, "means", "train")
    forward(page)
    expect(page.locator("h1")).to_contain_text("Bitte prüfen")


def test_a_deputy_decides_in_place_of_the_manager(world, phone, looked_at: LookedAt) -> None:
    case, page = world.cases["waiting"], phone("leitung51", "line_manager")
    world.office.city.absent(world.office.people["teamleitung"])
    world.office.city.store()
    page.goto("/vorgaenge/")
    expect(page.locator("main tr", has_text=case.number)).to_contain_text("Mia Leitung")
    looked_at("leitung51", page, "line_manager")
    page.locator("main tr", has_text=case.number).locator("a").first.click()
    looked_at("leitung51", page, "line_manager")
    decide(page, "approve")
    expect(page.locator("main")).to_contain_text(f"{case.number}: Genehmigen ist erledigt.")
    event = case.events.latest("revision")
    assert (event.by, event.acting_for) == (world.office.people["leitung51"], world.office.people["teamleitung"])


def test_a_travel_assistant_enters_for_a_colleague_and_decides_nothing(world, phone, looked_at: LookedAt) -> None:
    page = phone("assistenz", "travel_assistant")
    page.goto("/dienstreise/fuer-andere/")
    page.fill("main [name=q]", "Krü")
    page.locator("main form[role=search] button").click()
    looked_at("assistenz", page, "travel_assistant")
    page.get_by_role("link", name="Reise beantragen für Tom Krüger").click()
    page.fill("[name=destination]", "Hagen")
    forward(page)
    expect(page.locator("main")).to_contain_text("Sie erfassen für: Tom Krüger")
    answer_request(page, "Hagen")
    looked_at("assistenz", page, "travel_assistant")
    forward(page)
    expect(page.locator("h1")).to_contain_text("angekommen")
    case = Case.objects.latest("id")
    assert (case.person, case.entered_by) == (world.office.people["beamter"], world.office.people["assistenz"])
    page.goto(f"/dienstreise/{case.uuid}/")
    looked_at("assistenz", page, "travel_assistant")
    assert not page.locator("button[name=move][value=approve]").count()
    decide(page, "withdraw")
    expect(page.locator("main")).to_contain_text("Antrag zurückziehen ist erledigt.")


def test_a_digital_xpert_reads_the_stages_and_sees_no_case(world, phone, looked_at: LookedAt) -> None:
    page = phone("digitalxpert", "digital_xpert")
    page.goto("/einfuehrung/")
    expect(page.locator("main")).to_contain_text("Erste Stufe")
    assert not page.locator("main form").count(), "reads and changes nothing"
    looked_at("digitalxpert", page, "digital_xpert")
    page.goto("/vorgaenge/")
    expect(page.locator("main tr")).to_have_count(0)
    looked_at("digitalxpert", page, "digital_xpert")
    answer = page.goto(f"/dienstreise/{world.cases['checking'].uuid}/")
    assert answer is not None
    assert answer.status == 404


def test_payroll_hands_over_and_takes_the_answer_in_from_a_file(world, phone, looked_at: LookedAt) -> None:
    case = world.cases["ordering"]
    factory.decide(world.office, case, "anordnung", "order")
    page = phone("entgelt", "payroll_office")
    page.goto("/entgelt/")
    looked_at("entgelt", page, "payroll_office")
    page.get_by_role("button", name="Jetzt übergeben").click()
    expect(page.locator("main")).to_contain_text("Zahlungen: 2.")  # the advance of the office waited too
    key = PayLine.objects.get(case=case).key
    rows = f"key;status;text\n{key};accepted;\nDR-1;vielleicht;\n".encode()
    page.set_input_files("#receipt", {"name": "antwort.csv", "mimeType": "text/csv", "buffer": rows})
    page.get_by_role("button", name="Einlesen").click()
    expect(page.locator("main")).to_contain_text("1 übernommen, 0 zurückgewiesen.")
    expect(page.locator("main")).to_contain_text("Zeile 3")
    looked_at("entgelt", page, "payroll_office")
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "paid"


def test_the_roll_out_office_plans_and_takes_back_a_stage(world, phone, looked_at: LookedAt) -> None:
    page = phone("einfuehrung", "rollout_office")
    page.goto("/einfuehrung/neu/")
    looked_at("einfuehrung", page, "rollout_office")
    forward(page)
    expect(page.locator("main")).to_contain_text("Fehler:")
    choose(page, "service", "dienstreise")
    page.fill("[name=label]", "Personalamt")
    page.fill("[name=units]", "11")
    fill_date(page, "starts_on", today() + timedelta(days=30))
    forward(page)
    expect(page.locator("main")).to_contain_text("Personalamt")
    looked_at("einfuehrung", page, "rollout_office")
    page.locator("summary", has_text="Stufe zurücknehmen").first.click()
    page.locator("textarea").first.fill("Störung am Portal")
    page.locator("button[value=take_back]").first.click()
    expect(page.locator("main")).to_contain_text("Störung am Portal")
    looked_at("einfuehrung", page, "rollout_office")
    assert Stage.objects.filter(ends_on__isnull=False).count() == 1


def test_the_personalrat_notifies_a_trip_and_the_line_learns_the_days_alone(world, phone, looked_at: LookedAt) -> None:
    world.office.city.responsible(world.office.people["beamter"], "personalrat", world.office.units["root"])
    world.office.city.store()
    page = phone("beamter")
    page.goto("/dienstreise/")
    page.locator("main a", has_text="Reise anzeigen").click()
    looked_at("beamter", page)
    forward(page)
    page.fill("[name=destination]", "Köln")
    forward(page)
    assert not page.locator("[name=purpose_text]").count()
    answer_request(page, "Köln")
    looked_at("beamter", page)
    forward(page)
    case = Case.objects.get(process="dienstreise_anzeige")
    page.goto(f"/dienstreise/{case.uuid}/")
    expect(page.locator("main")).to_contain_text("ohne Genehmigung")
    looked_at("beamter", page)
    told = Notification.objects.get(key__startswith="absent:")
    assert (told.person, "Köln" in str(told.params)) == (world.office.people["teamleitung"], False)
    manager = phone("teamleitung", "line_manager")
    answer = manager.goto(f"/dienstreise/{case.uuid}/")
    assert answer is not None
    assert answer.status == 404


def test_the_post_office_makes_a_batch_and_fetches_its_file(world, phone, looked_at: LookedAt) -> None:
    page = phone("poststelle", "post_office")
    page.goto("/poststelle/")
    expect(page.locator("main")).to_contain_text("Gerade ist alles gedruckt.")
    looked_at("poststelle", page, "post_office")
    page.fill("main [name=q]", "Krü")
    page.get_by_role("button", name="Person suchen").click()
    looked_at("poststelle", page, "post_office")
    page.get_by_role("button", name="Ab jetzt auf Papier").click()
    expect(page.locator("main")).to_contain_text("Tom Krüger bekommt Mitteilungen ab jetzt auf Papier.")
    looked_at("poststelle", page, "post_office")
    page.get_by_role("button", name="Alle Stapel bilden").click()
    expect(page.locator("main")).to_contain_text("Stapel 2 ist bereit zum Drucken.")
    looked_at("poststelle", page, "post_office")
    file = page.context.request.get(page.get_by_role("link", name="Stapel drucken (PDF)").get_attribute("href") or "")
    assert check(file.body()).passed
    assert Batch.objects.count() == 2


def test_a_question_at_one_field_is_asked_and_answered_on_phones(world, phone, looked_at: LookedAt) -> None:
    case = world.cases["checking"]
    office = phone("reisestelle", "travel_office")
    open_from_inbox(office, "travel_office", case.number)
    looked_at("reisestelle", office, "travel_office")
    decide(office, "ask", reason="Waren Sie wirklich mit dem Auto dort?")
    expect(office.locator("main")).to_contain_text("Rückfrage stellen ist erledigt.")
    page = phone("mitarbeiterin")
    page.goto(f"/dienstreise/{case.uuid}/")
    page.get_by_role("button", name="Frage beantworten").click()
    looked_at("mitarbeiterin", page)
    page.fill("[name=text]", "Ja, wegen des Materials.")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("main")).to_contain_text("Ihre Antwort ist angekommen.")
    office.goto(f"/dienstreise/{case.uuid}/")
    expect(office.locator("main")).to_contain_text("Ja, wegen des Materials.")
    looked_at("reisestelle", office, "travel_office")
