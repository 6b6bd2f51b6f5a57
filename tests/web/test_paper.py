"""Before its stage: the form is printed under a number, a clerk types it in, typed again it shows the one case."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.services.dienstreise import factory, months
from tests.support.once import built_once
from tests.support.pdf_checks import check
from tests.web.world import World, answers, browser_of, build_world, dates

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import at, today
from meindo.platform.paper.commands import begin_entry, reserve_number
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.numbers import grouped
from meindo.platform.people.models import Person
from meindo.platform.registry.catalogue import service
from meindo.platform.rollout.commands import take_back_stage
from meindo.services.dienstreise import commands
from meindo.services.dienstreise.answers_month import month_key
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.models import Claim
from meindo.services.dienstreise.request import MONTH_FORM

world, db = built_once("world", build_world)
ENTER, FORMS, NEW = "/papier/erfassen/", "/papier/dienstreise/", "/dienstreise/neu/"
REQUEST, CLAIM = "dienstreise_antrag", "dienstreise_abrechnung"


@pytest.fixture(autouse=True)
def before_the_stage(db, world) -> None:
    """Nobody is live: the stage was taken back."""
    take_back_stage(world.stage, reason="Störung", by=world.office.actor("reisestelle"))


def clerk() -> Client:
    return browser_of("assistenz", "travel_assistant")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def reserved(world: World, form: str = REQUEST, who: str = "mitarbeiterin", *, blank: bool = False) -> PrintedForm:
    """Printed ten days ago."""
    with at(today() - timedelta(days=10)):
        person = None if blank else world.office.people[who].pk
        return reserve_number(service="dienstreise", form=form, person=person, by=world.office.actor(who))


def typed_in(browser: Client, address: str, day: date | None = None, **more: str) -> str:
    """Say when it came in; the address of the first question."""
    answer = browser.post(address, {**dates(received=day or today()), **more})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def walk(browser: Client, address: str, given: dict[str, str]) -> Any:
    """Answer every question in turn; the answer to sending."""
    while "pruefen" not in address:
        answer = browser.post(address, given)
        assert answer.status_code == 302, text(answer)
        address = answer["Location"]
    return browser.post(address, {"sure": "1"})


def entered(world: World, printed: PrintedForm, day: date | None = None) -> Case:
    """The whole way of a request."""
    opened = clerk().post(ENTER, {"number": grouped(printed.number)})
    walk(clerk(), typed_in(clerk(), opened["Location"], day), answers())
    printed.refresh_from_db()
    assert printed.case is not None
    return printed.case


def test_the_page_of_a_unit_that_is_not_live_leads_to_the_form(world) -> None:
    browser = browser_of("mitarbeiterin")
    page = text(browser.get(NEW))
    assert f'href="{FORMS}"' in page
    assert "Reisestelle (11/4)" in page
    page = text(browser.get(FORMS))
    assert page.count("Mit meinem Namen drucken") == len(service("dienstreise").paper_twin.forms)
    assert "Antrag auf eine Dienstreise" in page
    assert "Abrechnung einer Dienstreise" in page


@pytest.mark.parametrize("blank", [False, True])
def test_a_form_is_printed_with_its_number(world, blank: bool) -> None:
    browser = browser_of("mitarbeiterin")
    before = PrintedForm.objects.count()
    page = text(browser.post(f"{FORMS}{REQUEST}/", {"blank": "1"} if blank else {}, follow=True))
    printed = PrintedForm.objects.latest("id")
    assert PrintedForm.objects.count() == before + 1
    assert f"Das Formular hat die Nummer {grouped(printed.number)}." in page
    assert (printed.person is None) is blank
    file = browser.get(f"/papier/formular/{printed.uuid}/")
    assert file["Content-Type"] == "application/pdf"
    assert grouped(printed.number) in file["Content-Disposition"]
    assert check(file.content).passed
    assert browser.get(f"/papier/formular/{printed.uuid}/").content == file.content, "the same file each time"
    assert browser_of("beamter").get(f"/papier/formular/{printed.uuid}/").status_code == 404


def test_reading_the_page_reserves_nothing(world) -> None:
    before = PrintedForm.objects.count()
    browser_of("mitarbeiterin").get(FORMS)
    assert browser_of("mitarbeiterin").get(f"{FORMS}{REQUEST}/").status_code == 405
    assert PrintedForm.objects.count() == before


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (lambda n: n[:-1] + ("2" if n[-1] != "2" else "3"), "kann nicht stimmen"),
        (lambda n: n[:-1], "kann nicht stimmen"),
        (lambda _n: "", "Bitte füllen Sie dieses Feld aus"),
        (lambda _n: "794", "kann nicht stimmen"),
        (lambda n: f"{n}\x00", "Fehler:"),
    ],
)
def test_a_slip_is_said_at_once(world, slip: Any, said: str) -> None:
    answer = clerk().post(ENTER, {"number": slip(reserved(world).number)})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Fehler:" in text(answer)


def test_a_number_that_was_never_printed_is_said(world) -> None:
    printed = reserved(world)
    number = printed.number
    PrintedForm.objects.filter(pk=printed.pk).delete()
    answer = clerk().post(ENTER, {"number": number})
    assert answer.status_code == 422
    assert "ist hier kein Formular bekannt" in text(answer)


def test_the_number_opens_the_wizard_for_the_person_and_becomes_one_case(world) -> None:
    printed, browser = reserved(world), clerk()
    opened = browser.post(ENTER, {"number": f" {grouped(printed.number).lower()} "})
    page = text(browser.get(opened["Location"]))
    assert "Emma Yılmaz" in page
    first = typed_in(browser, opened["Location"], today() - timedelta(days=5))
    page = text(browser.get(first))
    assert "Sie erfassen für: Emma Yılmaz" in page
    assert "Neue Anträge gehen" not in page, "who types a form in knows"
    sent = walk(browser, first, answers())
    case = Case.objects.latest("id")
    assert sent["Location"] == f"/dienstreise/{case.uuid}/gesendet/"
    assert "Nächstes Papierformular erfassen" in text(browser.get(sent["Location"]))
    assert (case.person, case.entered_by) == (world.office.people["mitarbeiterin"], world.office.people["assistenz"])
    printed.refresh_from_db()
    assert printed.case == case
    for seen in (browser, browser_of("mitarbeiterin"), browser_of("teamleitung", "line_manager")):
        page = text(seen.get(f"/dienstreise/{case.uuid}/"))
        assert re.search(rf"Auf Papier eingegangen am .* \(Formular {grouped(printed.number)}\), erfasst von Ada", page)


def test_typed_again_the_number_shows_the_one_case(world) -> None:
    printed = reserved(world)
    case, before = entered(world, printed), Case.objects.count()
    again = clerk().post(ENTER, {"number": printed.number}, follow=True)
    assert case.number in text(again)
    assert Case.objects.count() == before
    assert clerk().get(f"{ENTER}{printed.uuid}/")["Location"] == ENTER


def test_who_may_not_see_the_case_reads_a_sentence(world) -> None:
    printed, office = reserved(world), world.office
    case = entered(world, printed)
    office.city.responsible(office.people["beamter"], "travel_assistant", office.units["51"])
    office.city.store()
    answer = browser_of("beamter", "travel_assistant").post(ENTER, {"number": printed.number})
    assert answer.status_code == 422
    assert "ist schon erfasst, eingegangen am" in text(answer)
    assert case.number not in text(answer)


def test_what_was_begun_goes_on_where_it_stopped(world) -> None:
    printed, browser = reserved(world), clerk()
    first = typed_in(browser, f"{ENTER}{printed.uuid}/")
    following = browser.post(first, answers())["Location"]
    again = browser.post(ENTER, {"number": printed.number}, follow=True)
    assert again.redirect_chain[-1][0] == following
    assert Draft.objects.filter(paper_entry__printed=printed).count() == 1


def test_a_blank_form_asks_for_the_person_in_the_own_units(world) -> None:
    printed, browser = reserved(world, blank=True), clerk()
    url = browser.post(ENTER, {"number": printed.number})["Location"]
    assert "Wer hat das Formular ausgefüllt?" in text(browser.get(url))
    assert "niemand gefunden" in text(browser.get(url, {"q": "Reise"})), "not of the own units"
    person = world.office.people["beamter"]
    assert f"?person={person.uuid}" in text(browser.get(url, {"q": "Krü"}))
    first = typed_in(browser, f"{url}?person={person.uuid}")
    walk(browser, first, answers())
    printed.refresh_from_db()
    assert printed.case is not None
    assert printed.case.person == person
    for other in (world.office.people["reisestelle"].uuid, "unsinn"):
        assert "Wer hat das Formular" in text(browser.get(f"{ENTER}{reserved(world, blank=True).uuid}/?person={other}"))


def test_a_form_with_a_name_is_typed_in_for_nobody_else(world) -> None:
    url = f"{ENTER}{reserved(world).uuid}/?person={world.office.people['beamter'].uuid}"
    assert "für Emma Yılmaz" in text(clerk().get(url))
    first = typed_in(clerk(), url)
    assert "Sie erfassen für: Emma Yılmaz" in text(clerk().get(first))


def test_a_form_of_another_unit_or_one_s_own_is_handed_on(world) -> None:
    for who in ("reisestelle", "assistenz"):
        page = text(clerk().get(f"{ENTER}{reserved(world, who=who).uuid}/"))
        assert "können Sie nicht erfassen" in page
        assert 'name="received_day"' not in page


@pytest.mark.parametrize("shift", [-11, 1])
def test_it_came_in_between_its_print_and_today(world, shift: int) -> None:
    printed = reserved(world)
    answer = clerk().post(f"{ENTER}{printed.uuid}/", dates(received=today() + timedelta(days=shift)))
    assert answer.status_code == 422
    assert "oder" in text(answer)
    assert not Draft.objects.filter(paper_entry__printed=printed).exists()


def test_who_looks_at_the_form_of_a_colleague_is_recorded(world) -> None:
    AccessRecord.objects.all().delete()
    clerk().get(f"{ENTER}{reserved(world).uuid}/")
    assert AccessRecord.objects.get().subject == world.office.people["mitarbeiterin"]


def test_the_second_of_two_clerks_reads_that_it_is_done(world) -> None:
    printed, office = reserved(world), world.office
    first = typed_in(clerk(), f"{ENTER}{printed.uuid}/")
    office.city.responsible(office.people["beamter"], "travel_assistant", office.units["51"])
    office.city.store()
    other = office.actor("beamter")
    begin_entry(printed, person=printed.person_id, received_on=today(), title="x", by=other)
    second = browser_of("beamter", "travel_assistant")
    draft = Draft.objects.get(entered_by=office.people["beamter"], paper_entry__printed=printed)
    address = f"/dienstreise/antrag/{draft.uuid}/wohin/"
    walk(clerk(), first, answers())
    before = Case.objects.count()
    answer = walk(second, address, answers())
    assert answer.status_code == 409
    assert "von einer anderen Person erfasst" in text(answer)
    assert Case.objects.count() == before
    draft.refresh_from_db()
    assert draft.data["destination"] == "Köln", "nothing typed is lost"


def test_the_day_on_which_a_request_came_in_counts(world) -> None:
    """The trip began yesterday: asked for before it began on paper, after it began on the screen."""
    in_time = entered(world, reserved(world), today() - timedelta(days=3))
    assert in_time.attention == []
    assert entered(world, reserved(world)).attention == ["afterwards"]


def claim_answers(day: date) -> dict[str, str]:
    """All answers of a claim, as typed."""
    facts = {"start_time": "07:30", "end_time": "18:00", "leg1_means": "bicycle", "leg1_km": "12", "leg1_more": "no"}
    return {**facts, **dates(start_day=day, end_day=day)}


def late_trip(world: World, clerk_name: str = "assistenz") -> Case:
    """A trip whose claim was in time until the day before yesterday."""
    ended = _six_months_before(today() - timedelta(days=2))
    case = factory.make(world.office, who="kollegin", by=clerk_name, starts_on=ended)
    factory.decide(world.office, case, "teamleitung", "approve")
    return case


def _six_months_before(day: date) -> date:
    """A day whose deadline of six months, which begin on the next one, ends on `day` or, in short months, before."""
    month = day.month - 6
    year, month = (day.year, month) if month > 0 else (day.year - 1, month + 12)
    return date(year, month, min(day.day, 28))


def filed_on_paper(world: World, case: Case, came: date) -> Claim:
    printed = reserved(world, CLAIM, "kollegin")
    first = typed_in(clerk(), f"{ENTER}{printed.uuid}/", came, case=str(case.uuid))
    assert case.starts_on is not None
    walk(clerk(), first, claim_answers(case.starts_on))
    return Claim.objects.get(trip__case=case, superseded_at__isnull=True)


def test_a_claim_on_paper_is_in_time_if_it_came_in_in_time(world) -> None:
    assert not filed_on_paper(world, late_trip(world), today() - timedelta(days=6)).is_late
    assert filed_on_paper(world, late_trip(world), today()).is_late


def test_a_claim_given_back_keeps_the_day_on_which_its_paper_came_in(world) -> None:
    office, case = world.office, late_trip(world)
    filed_on_paper(world, case, today() - timedelta(days=6))
    factory.decide(office, case, "reisestelle", "ask", reason="Bitte die Uhrzeit.")
    case.refresh_from_db()
    journey = factory.journey_of(case.starts_on)
    assert not commands.file_claim(
        case=case, journeys=Journeys.of(journey), answers={}, by=office.actor("assistenz")
    ).is_late


def test_a_monthly_sheet_is_typed_from_paper_for_the_colleague(world) -> None:
    office, first = world.office, months.last_month()
    held = months.in_force(office, "kollegin", days_ago=40, valid_from=first, by="assistenz")
    printed = reserved(world, MONTH_FORM, "kollegin")
    opened = typed_in(clerk(), f"{ENTER}{printed.uuid}/", today() - timedelta(days=1), case=str(held.uuid))
    row = {f"trip1_{name}": value for name, value in months.row(first.replace(day=6)).items()}
    walk(clerk(), opened, {**row, "month": month_key(first)})
    case = Case.objects.get(process="dienstreise_sammelabrechnung", person=office.people["kollegin"])
    printed.refresh_from_db()
    assert (printed.case, case.entered_by, case.step) == (case, office.people["assistenz"], "checking")
    assert Claim.objects.get(trip__case=case).result().entitlement_eur == Decimal("7.00")
    office_page = browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/")
    assert "Auf Papier eingegangen am" in text(office_page)


def test_a_claim_without_a_trip_that_one_entered_says_what_to_do_first(world) -> None:
    printed = reserved(world, CLAIM)
    page = text(clerk().get(f"{ENTER}{printed.uuid}/"))
    assert "Erfassen Sie zuerst den Antrag" in page
    answer = clerk().post(f"{ENTER}{printed.uuid}/", dates(received=today()))
    assert answer.status_code == 200
    assert not Draft.objects.filter(paper_entry__printed=printed).exists()


def test_a_stage_taken_back_while_the_first_page_is_open_loses_nothing(world) -> None:
    answer = browser_of("mitarbeiterin").post(NEW, answers(destination="Münster", abroad="on"))
    page = text(answer)
    assert "Was Sie gerade eingegeben haben" in page
    assert "Münster" in page
    assert FORMS in page


def test_a_stage_taken_back_while_a_wizard_is_open_is_said_on_every_page(world) -> None:
    browser, draft = browser_of("mitarbeiterin"), world.drafts["request"]
    for page in ("wann", "alles", "pruefen"):
        shown = text(browser.get(f"/dienstreise/antrag/{draft.uuid}/{page}/"))
        assert "Neue Anträge gehen in dieser Einheit jetzt auf Papier." in shown, page
        assert "Diesen Entwurf können Sie noch fertig machen und senden." in shown
    sent = browser.post(f"/dienstreise/antrag/{draft.uuid}/pruefen/")
    assert "gesendet" in sent["Location"]
    claim = world.drafts["claim"]
    assert "Neue Anträge" not in text(browser.get(f"/dienstreise/abrechnung/{claim.uuid}/zeiten/")), "open cases go on"


def test_the_printer_sees_what_became_of_a_form(world) -> None:
    printed = reserved(world)
    owner = browser_of("mitarbeiterin")
    assert "noch nicht erfasst" in text(owner.get(FORMS))
    case = entered(world, printed)
    page = text(owner.get(FORMS))
    assert "erfasst, eingegangen am" in page
    assert case.number in page
    stranger: Person = world.office.people["beamter"]
    foreign = reserve_number(service="dienstreise", form=REQUEST, person=stranger.pk, by=world.office.actor("beamter"))
    assert grouped(foreign.number) not in text(owner.get(FORMS))
