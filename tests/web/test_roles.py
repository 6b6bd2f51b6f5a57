"""Every address for everybody: what opens, what is refused, what does not exist; and reading changes nothing."""

from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from tests.support.once import built_once, taken_back
from tests.web.world import ACTORS, World, browser_of, build_world

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import InHand
from meindo.platform.files.models import Document
from meindo.platform.payroll.models import PayRun
from meindo.platform.registry.models import SearchMiss

COLUMNS = ("anonymous", *ACTORS)
# One letter per column: L = to the log-in, > = somewhere else, 2 = 200, 1 = 401, 3 = 403, 4 = 404, 5 = 405, 9 = 409,
# ! = 422.
# Columns:      anonymous, owner, colleague, manager, travel office, payment office, release of values, payroll office.
OWN, FOREIGN, PUBLIC = "L2433333", "L2422244", "22222222"
REQUESTED, CLAIMED = "L2424444", "L2422444"  # an office sees a case from the first step on at which it acts
FOREIGN_ALONE = "L2444444"  # what belongs to nothing is its person's alone
MATRIX: dict[str, tuple[str, str]] = {  # name [of the thing]: GET, POST
    "home": ("L2222222", ""),
    "services": ("L2222222", ""),
    "pin_service dienstreise": ("55555555", "L>>>>>>>"),
    "pin_service nothing": ("55555555", "L4444444"),
    "dismiss_first_steps": ("55555555", "L>>>>>>>"),
    "role": ("55555555", "L>>>>>>>"),
    "language": ("55555555", ">>>>>>>>"),
    "inbox": ("L2222222", ""),
    "case waiting": ("L>4>4444", ""),
    "case checking": ("L>4>>444", ""),
    "case ordering": ("L>4>>>44", ""),
    "case paid": ("L>4>>>44", ""),
    "decide waiting": ("55555555", "L!4!4444"),
    "decide checking": ("55555555", "L!4!!444"),
    "bundle": ("L>>22222", "L>>>>>>>"),
    "save_view": ("55555555", "L>>>>>>>"),
    "drop_view": ("55555555", "L>>>>>>>"),
    "keys": ("55555555", "L>>>>>>>"),
    "take_back waiting": ("55555555", "L>4>4444"),
    "file": ("L2222222", ""),
    "read_news": ("55555555", "L>>>>>>>"),
    "document letter": (REQUESTED, ""),
    "document notice": (FOREIGN, ""),
    "document_file letter": (REQUESTED, ""),
    "document_file notice": (FOREIGN, ""),
    "cockpit": ("L2222222", ""),
    "cockpit_file csv": ("L2222222", ""),
    "cockpit_file json": ("L2222222", ""),
    "cockpit_file nothing": ("L4444444", ""),
    "shelf": ("L2233333", "L!!33333"),
    "shelf_remove receipt": ("55555555", "L4433333"),
    "shelf_remove kept": ("55555555", "L>433333"),
    "upload receipt": (CLAIMED, ""),
    "upload kept": (FOREIGN_ALONE, ""),
    "upload_page receipt 1": (CLAIMED, ""),
    "hand_in nothing": ("44444444", "44444444"),
    "deputies": ("L3323333", "L33!3333"),
    "end_deputy deputyship": ("55555555", "L33>3333"),
    "measures": ("L3333333", ""),
    "measure measure": ("L3333333", ""),
    "measure_act measure": ("55555555", "L3333333"),
    "rollout": ("L3333333", ""),
    "rollout_act stage": ("55555555", "L3333333"),
    "rollout_plan": ("L3333333", "L3333333"),
    "rollout_edit stage": ("L3333333", "L3333333"),
    "paper_forms dienstreise": ("L2222222", ""),
    "paper_forms nothing": ("L4444444", ""),
    "paper_print dienstreise dienstreise_antrag": ("55555555", "L>>>>>>>"),
    "paper_print dienstreise nothing": ("55555555", "L4444444"),
    "paper_file form": ("L2444444", ""),
    "paper_enter": ("L3333333", "L3333333"),
    "paper_begin form": ("L3333333", "L3333333"),
    "law": ("L3333323", ""),
    "law_history": ("L3332323", ""),
    "law_act": ("55555555", "L33333>3"),
    "payroll": ("L3333332", ""),
    "payroll_export": ("55555555", "L333333>"),
    "payroll_receipt": ("55555555", "L333333>"),
    "payroll_file run": ("L3333332", ""),
    "notices": ("L2222222", "L!!!!!!!"),
    "calendar": ("L2222222", "L!!!!!!!"),
    "calendar_close": ("55555555", "L>>>>>>>"),
    "calendar_feed nothing": ("44444444", "55555555"),
    "search": ("L2222222", ""),
    "search_person person": ("L2422244", ""),
    "public": (PUBLIC, "55555555"),
    "accessibility": (PUBLIC, "!!!!!!!!"),
    "public_register algorithmen": (PUBLIC, "55555555"),
    "public_register nothing": ("44444444", "55555555"),
    "public_entry algorithmen dienstreise.settlement": (PUBLIC, "!!!!!!!!"),
    "public_entry algorithmen nothing": ("44444444", "44444444"),
    "public_read algorithmen": ("55555555", "L>>>>>>>"),
    "public_json algorithmen": (PUBLIC, "55555555"),
    "public_schema algorithmen": (PUBLIC, "55555555"),
    "public_pdf charta": (PUBLIC, "55555555"),
    "public_bpmn dienstreise": (PUBLIC, "55555555"),
    "public_bpmn nothing": ("44444444", "55555555"),
    "publicity": ("L3333333", ""),
    "publicity_answer question": ("L3333333", "L3333333"),
    "publicity_new lieferanten": ("L3333333", "L3333333"),
    "publicity_new algorithmen": ("L3333333", "L3333333"),
    "publicity_entry lieferanten supplier": ("L3333333", "L3333333"),
    "help": (PUBLIC, ""),
    "healthz": (PUBLIC, ""),
    "account_login": ("2>>>>>>>", "!>>>>>>>"),
    "account_logout": (">2222222", ">>>>>>>>"),
    "account_reauthenticate": ("L2222222", "L!!!!!!!"),
    "account_inactive": (PUBLIC, "55555555"),
    "mfa_index": ("L2222222", "L5555555"),
    "mfa_authenticate": ("L>>>>>>>", "L>>>>>>>"),
    "mfa_reauthenticate": ("L>>>>>>>", "L>>>>>>>"),
    "mfa_activate_totp": ("L>>>>>>>", "L>>>>>>>"),
    "mfa_deactivate_totp": ("L4444444", "L4444444"),
    "mfa_view_recovery_codes": ("L4444444", "L5555555"),
    "mfa_generate_recovery_codes": ("L>>>>>>>", "L>>>>>>>"),
    "mfa_download_recovery_codes": ("L4444444", "L4444444"),
    "dienstreise_home": ("L2233333", ""),
    "dienstreise_new": ("L2233333", "L!!33333"),
    "dienstreise_case waiting": (REQUESTED, ""),
    "dienstreise_case journey": (REQUESTED, ""),
    "dienstreise_case rejected": (REQUESTED, ""),
    "dienstreise_case checking": (CLAIMED, ""),
    "dienstreise_case ordering": (FOREIGN, ""),
    "dienstreise_case paid": (FOREIGN, ""),
    "dienstreise_done waiting": (OWN, ""),
    "dienstreise_calendar waiting": (OWN, ""),
    "dienstreise_claim journey": ("55555555", "L>433333"),
    "dienstreise_antrag_all request": (OWN, "L>433333"),
    "dienstreise_antrag_check request": (OWN, "L>433333"),
    "dienstreise_antrag_drop request": (OWN, "L>433333"),
    "dienstreise_antrag_question request wann": (OWN, "L!433333"),
    "dienstreise_change journey": ("55555555", "L>433333"),
    "dienstreise_change entered": ("55555555", "L4433333"),
    "dienstreise_object paid": ("55555555", "L>433333"),
    "dienstreise_widerspruch_all objection": (OWN, OWN),
    "dienstreise_widerspruch_check objection": ("L>433333", "L>433333"),
    "dienstreise_widerspruch_drop objection": (OWN, "L>433333"),
    "dienstreise_widerspruch_question objection warum": (OWN, "L!433333"),
    "dienstreise_entitlements": ("L3332333", ""),
    "dienstreise_entitle person": ("L3332333", "L333!333"),
    "dienstreise_entitlement_end person": ("55555555", "L333>333"),
    "dienstreise_report": ("L2233333", "L2233333"),
    "dienstreise_anzeige_all report": (OWN, "L>433333"),
    "dienstreise_anzeige_check report": (OWN, "L9433333"),
    "dienstreise_anzeige_drop report": (OWN, "L>433333"),
    "dienstreise_anzeige_question report wann": (OWN, "L!433333"),
    "dienstreise_aenderung_all change": (OWN, OWN),
    "dienstreise_aenderung_check change": ("L>433333", "L>433333"),
    "dienstreise_aenderung_drop change": (OWN, "L>433333"),
    "dienstreise_aenderung_question change wann": (OWN, "L!433333"),
    "dienstreise_answer asked": ("55555555", "L>433333"),
    "dienstreise_antwort_check answer": (OWN, "L!433333"),
    "dienstreise_figures": ("L3332333", ""),
    "dienstreise_figures_file": ("L3332333", ""),
    "dienstreise_for_others": ("L3333333", ""),
    "dienstreise_new_for person": ("L3333333", "L3333333"),
    "dienstreise_case entered": ("L4424444", ""),
    "dienstreise_done entered": ("L4433333", ""),
    "dienstreise_claim entered": ("55555555", "L4433333"),
    "dienstreise_antrag_check for_other": ("L4433333", "L4433333"),
    "dienstreise_antrag_drop for_other": ("L4433333", "L4433333"),
    "dienstreise_antrag_question for_other wann": ("L4433333", "L4433333"),
    "dienstreise_abrechnung_all claim": (OWN, OWN),
    "dienstreise_abrechnung_check claim": ("L>433333", "L>433333"),
    "dienstreise_abrechnung_drop claim": (OWN, "L>433333"),
    "dienstreise_abrechnung_phone claim": (OWN, "L>433333"),
    "dienstreise_abrechnung_question claim zeiten": (OWN, "L!433333"),
    "datenschutz_home": ("L2233333", ""),
    "datenschutz_new": ("L2233333", "L>>33333"),
    "datenschutz_new_question": ("L2233333", "L!!33333"),
    "datenschutz_ask record": ("55555555", "L>433333"),
    "datenschutz_case why": (FOREIGN_ALONE.replace("L4", "L2", 1), ""),
    "datenschutz_case information": (FOREIGN_ALONE.replace("L4", "L2", 1), ""),
    "datenschutz_frage_all why_draft": (OWN, OWN),
    "datenschutz_frage_check why_draft": ("L>433333", "L>433333"),
    "datenschutz_frage_drop why_draft": (OWN, "L>433333"),
    "datenschutz_frage_question why_draft frage": (OWN, "L!433333"),
    "datenschutz_auskunft_all all_draft": (OWN, "L>433333"),
    "datenschutz_auskunft_check all_draft": (OWN, "L>433333"),
    "datenschutz_auskunft_drop all_draft": (OWN, "L>433333"),
    "datenschutz_auskunft_question all_draft wunsch": (OWN, "L>433333"),
    "api:openapi-json": (PUBLIC, ""),
    "api:trips": ("11111111", "55555555"),
    "api:trip waiting": ("11111111", "55555555"),
    "api:api-root": ("44444444", ""),
}
OF_THE_OWNER = [
    *(("antrag", page) for page in ("all request", "check request", "drop request", "question request wann")),
    *(
        ("abrechnung", page)
        for page in ("all claim", "check claim", "drop claim", "phone claim", "question claim zeiten")
    ),
    *(("aenderung", page) for page in ("all change", "check change", "drop change", "question change wann")),
]
# The personnel office gets what the payroll office gets (last column), except of these: GET, POST.
PERSONNEL = {
    "payroll": ("3", ""),
    "payroll_export": ("5", "3"),
    "payroll_receipt": ("5", "3"),
    "payroll_file run": ("3", ""),
    "measures": ("2", ""),
    "measure measure": ("2", ""),
    "measure_act measure": ("5", ">"),
}
# The travel assistant as well, except of these: what they enter is theirs, what others began does not exist.
ASSISTANT = {
    "payroll": ("3", ""),
    "payroll_file run": ("3", ""),
    "payroll_export": ("5", "3"),
    "payroll_receipt": ("5", "3"),
    "paper_enter": ("2", "!"),
    "paper_begin form": ("2", "!"),
    "dienstreise_for_others": ("2", ""),
    "dienstreise_new_for person": ("2", "!"),
    "dienstreise_case entered": ("2", ""),
    "dienstreise_done entered": ("2", ""),
    "dienstreise_done waiting": ("4", ""),
    "dienstreise_claim journey": ("5", "4"),
    "dienstreise_claim entered": ("5", ">"),
    "dienstreise_change journey": ("5", "4"),
    "dienstreise_change entered": ("5", ">"),
    **{f"dienstreise_{wizard}_{page}": ("4", "4") for wizard, page in OF_THE_OWNER},
    "dienstreise_answer asked": ("5", "4"),
    "dienstreise_antwort_check answer": ("4", "4"),
    "dienstreise_antrag_check for_other": ("2", ">"),
    "dienstreise_antrag_drop for_other": ("2", ">"),
    "dienstreise_antrag_question for_other wann": ("2", "!"),
}
# So do the roll-out office and a DigitalXpert, who sees no case at all.
NO_PAY = {
    "payroll": ("3", ""),
    "payroll_file run": ("3", ""),
    "payroll_export": ("5", "3"),
    "payroll_receipt": ("5", "3"),
}
ROLLOUT = {**NO_PAY, "rollout": ("2", ""), "rollout_act stage": ("5", ">")}
ROLLOUT |= {"rollout_plan": ("2", "!"), "rollout_edit stage": (">", ">")}
XPERT = {**NO_PAY, "rollout": ("2", "")}
PUBLICIST = {
    **NO_PAY,
    "publicity": ("2", ""),
    "publicity_answer question": ("2", "!"),
    "publicity_new lieferanten": ("2", "!"),
    "publicity_new algorithmen": ("4", "4"),
    "publicity_entry lieferanten supplier": ("2", "!"),
}
DSB = {
    **NO_PAY,
    "search_person person": ("2", ""),
    "datenschutz_case why": ("2", ""),
    "datenschutz_case information": ("2", ""),
}
SPECIAL = (PERSONNEL, ASSISTANT, ROLLOUT, XPERT, PUBLICIST, DSB)
CODES = {200: "2", 401: "1", 403: "3", 404: "4", 405: "5", 409: "9", 422: "!"}
world, db = built_once("world", build_world)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    return {"anonymous": Client(), **{actor: browser_of(*found) for actor, found in ACTORS.items()}}


def names(patterns: list[Any], space: str = "") -> set[str]:
    """Every named address of the platform."""
    found: set[str] = set()
    for entry in patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        else:
            assert entry.name, f"{entry.pattern} has no name"
            found.add(space + entry.name)
    return found


def address(entry: str, ids: dict[str, Any]) -> str:
    """The address of a row of the matrix."""
    name, *things = entry.split()
    if things == ["run"]:
        return reverse(name, args=[PayRun.objects.get().number, "csv"])
    return reverse(name, args=[ids.get(thing, thing) for thing in things])


def letter_of(answer: Any) -> str:
    """The answer as one letter of the matrix."""
    if answer.status_code == 302:
        return "L" if "/anmelden/" in answer["Location"] else ">"
    return CODES.get(answer.status_code, str(answer.status_code))


def row(browsers: dict[str, Client], method: str, url: str) -> str:
    """What everybody gets at an address; each request is taken back."""
    letters = []
    for name in COLUMNS:
        cookies = deepcopy(browsers[name].cookies)
        with taken_back():
            letters.append(letter_of(getattr(browsers[name], method)(url)))
        browsers[name].cookies = cookies
    return "".join(letters)


def test_every_address_stands_in_the_matrix() -> None:
    assert names(get_resolver().url_patterns) == {entry.split()[0] for entry in MATRIX}


@pytest.mark.parametrize("entry", MATRIX)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(db, world, browsers, entry: str) -> None:
    url = address(entry, world.ids())
    get, post = MATRIX[entry]
    more = [special.get(entry, (get[-1:], post[-1:])) for special in SPECIAL]
    assert row(browsers, "get", url) == get + "".join(own for own, _ in more), f"GET {url}: {COLUMNS}"
    if post:
        assert row(browsers, "post", url) == post + "".join(own for _, own in more), f"POST {url}: {COLUMNS}"


NOTED = {Session: None, AccessRecord: None, SearchMiss: None, InHand: None, Document: "first_opened_at"}


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table, without what reading is meant to note."""
    found = {}
    for model in apps.get_models():
        if NOTED.get(model, "") is not None and model._meta.db_table in connection.introspection.table_names():
            fields = [f.attname for f in model._meta.concrete_fields if f.attname != NOTED.get(model)]
            found[model._meta.label] = sorted(map(repr, model._default_manager.values_list(*fields)))
    return found


def test_reading_changes_nothing(db, world, browsers) -> None:
    ids = world.ids()
    before = snapshot()
    for entry in MATRIX:
        for name in ("owner", "manager", "travel", "release", "payroll", "hr", "assistant", "rollout"):
            browsers[name].get(address(entry, ids) + "?list=1&sort=name&q=x&page=2&wie=DR-1&einzeln=1&check=1")
    after = snapshot()
    assert [table for table in before if before[table] != after[table]] == []


def test_an_account_without_a_person_gets_a_sentence(db) -> None:
    from meindo.platform.login.models import User

    browser = Client()
    browser.force_login(User.objects.create_user("technik", "x"))
    for url in ("/", "/vorgaenge/", "/dienstreise/"):
        answer = browser.get(url)
        assert answer.status_code == 403
        assert "keine Person verbunden" in answer.content.decode()


def test_a_role_that_one_does_not_hold_cannot_be_taken(db, world) -> None:
    browser = browser_of("mitarbeiterin")
    browser.post("/rolle/", {"role": "travel_office"})
    assert browser.session["role"] == "applicant"
    forged = browser_of("mitarbeiterin", "travel_office")
    assert forged.get(f"/dienstreise/{world.cases['checking'].uuid}/").status_code == 200, "the own case, as oneself"
    assert forged.get("/dienstreise/").status_code == 200
    assert forged.get("/entgelt/").status_code == 403


def test_a_foreign_thing_and_one_that_does_not_exist_look_the_same(db, world) -> None:
    from uuid import uuid4

    browser = browser_of("beamter")
    own, none = (browser.get(f"/dienstreise/{uuid}/") for uuid in (world.cases["waiting"].uuid, uuid4()))
    assert own.status_code == none.status_code == 404

    def text(answer: Any) -> str:
        body = answer.content.decode()
        return body[body.index("<main") : body.index("</main>")]

    assert text(own) == text(none)
