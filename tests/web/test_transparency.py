"""The public registers: page, JSON with schema, PDF; what they say is what the program does."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import translation
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from tests.support.once import built_once
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool
from tests.web.world import World, browser_of, build_world

from meindo.platform.clock import today
from meindo.platform.law import values
from meindo.platform.purpose import all_purposes
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.commands_public import note_readings, write_entry
from meindo.platform.registry.models import EntryReading, LocalEntry
from meindo.platform.rollout.commands import take_back_stage
from meindo.web.readings import note_all
from meindo.web.registers import REGISTERS
from meindo.web.registers.charter import GUIDELINES
from meindo.web.registers.feed import ATOM
from meindo.web.views.transparency import ON_A_PAGE

ROOT = Path(__file__).parent.parent.parent
EACH = pytest.mark.parametrize("key", REGISTERS)
world, db = built_once("world", build_world)


@pytest.fixture
def public(db) -> Client:
    return Client()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@EACH
def test_every_entry_of_a_register_has_a_page_without_a_log_in(public: Client, key: str) -> None:
    pages = range(1, len(list(REGISTERS[key].entries())) // ON_A_PAGE + 2)
    listed = "".join(page(public, f"/transparenz/{key}/?page={number}") for number in pages)
    for entry in REGISTERS[key].entries():
        assert f"/transparenz/{key}/eintrag/{entry.key}/" in listed
        page(public, f"/transparenz/{key}/eintrag/{entry.key}/")


@EACH
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_data_keep_their_own_schema(public: Client, key: str, language: str) -> None:
    client = Client(headers={"accept-language": language})
    schema = json.loads(page(client, f"/transparenz/{key}/schema.json"))
    data = json.loads(page(client, f"/transparenz/{key}/register.json"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    validator.validate(data)
    assert data["language"] == language
    if data["entries"]:
        data["entries"][0]["secret"] = "x"
        with pytest.raises(ValidationError):
            validator.validate(data)


@EACH
def test_the_print_is_accessible(public: Client, key: str, tmp_path: Path) -> None:
    pdf = public.get(f"/transparenz/{key}/register.pdf").content
    report = check(pdf)
    assert report.passed, report.failed
    file = tmp_path / "register.pdf"
    file.write_bytes(pdf)
    run_tool("qpdf", "--check", str(file))


def test_an_algorithm_names_every_value_in_force(public: Client) -> None:
    shown = page(public, "/transparenz/algorithmen/eintrag/dienstreise.settlement/")
    for row in values.in_use()["dienstreise"].values.values():
        now = [value for value in row if value.period.contains(today())]
        for value in now[:1]:
            if not value.label.startswith("Steuerfrei"):
                assert value.label in shown
    assert "Kilometer und Verkehrsmittel je Fahrt" in shown
    assert "0,35 Euro je Kilometer" in shown
    assert "LRKG NRW § 5" in shown


def test_the_process_stands_there_as_picture_table_and_file(public: Client) -> None:
    shown = page(public, "/transparenz/algorithmen/eintrag/dienstreise.settlement/")
    assert '<svg class="process" role="img"' in shown
    assert "Genehmigung der Reise" in shown
    assert "5 Arbeitstage" in shown
    file = public.get("/transparenz/verfahren/dienstreise.bpmn")
    assert file["Content-Type"] == "application/xml"
    assert b"exclusiveGateway" in file.content


def test_every_purpose_and_every_computation_is_in_its_register(db) -> None:
    assert {entry.key for entry in REGISTERS["verarbeitungen"].entries()} == {p.key for p in all_purposes()}
    declared = {algorithm.key for service in services() for algorithm in service.algorithms}
    assert {entry.key for entry in REGISTERS["algorithmen"].entries()} == declared


def test_what_leaves_and_what_is_told_is_named(db) -> None:
    flows = {entry.key: entry for entry in REGISTERS["datenfluesse"].entries()}
    assert "Dienstreise" in flows["case.moved"].values["receivers"]
    assert {"payroll", "mail", "calendar", "sensors"} <= flows.keys()


def test_a_stage_that_was_taken_back_says_why(db, world: World) -> None:
    assert world.stage is not None
    (entry,) = [e for e in REGISTERS["einfuehrungen"].entries() if e.key == str(world.stage.uuid)]
    assert entry.values["state"] == "läuft"
    take_back_stage(world.stage, reason="Zu viele Rückfragen", by=world.office.actor("einfuehrung"))
    (entry,) = [e for e in REGISTERS["einfuehrungen"].entries() if e.key == str(world.stage.uuid)]
    assert entry.values["state"] == "zurückgenommen"
    assert entry.values["reason"] == "Zu viele Rückfragen"


def test_no_name_of_anybody_is_public(db, world: World) -> None:
    names = {person.sort_name.split(",")[0] for person in world.office.people.values()} - {""}
    for register in REGISTERS.values():
        for entry in register.entries():
            said = json.dumps([entry.title, entry.values], ensure_ascii=False)
            assert not [name for name in names if name in said], (register.key, entry.key)


def test_all_guidelines_are_there_and_every_proof_exists() -> None:
    assert len(GUIDELINES) == 13
    for guideline in GUIDELINES:
        assert guideline.kept or guideline.open, guideline.key
        for _text, proof in guideline.kept:
            assert (ROOT / proof).is_file(), proof


def test_searching_and_since_when_narrow_the_list(public: Client) -> None:
    assert "dienstreise.check" not in page(public, "/transparenz/algorithmen/?q=Verkehrsmittel")
    assert "dienstreise.settlement" in page(public, "/transparenz/algorithmen/?q=Verkehrsmittel")
    note_all("", {})
    tomorrow = today() + timedelta(days=1)
    assert "dienstreise.settlement" in page(public, f"/transparenz/algorithmen/?seit={today()}")
    assert "steht hier nichts" in page(public, f"/transparenz/algorithmen/?seit={tomorrow}")
    assert "dienstreise.settlement" in page(public, "/transparenz/algorithmen/?seit=gestern")


def test_an_entry_is_dated_by_its_words_and_only_when_they_change(db, world: World) -> None:
    with translation.override("en"):
        note_all("", {})
    first = EntryReading.objects.count()
    assert first >= 13
    note_all("", {})
    assert EntryReading.objects.count() == first
    assert note_readings("charta", {"vertrauen": "other"}, today() + timedelta(days=1)) == 1
    assert EntryReading.objects.filter(register="charta", entry="vertrauen").count() == 2


def test_who_is_logged_in_reads_what_changed_since_the_last_visit(db, world: World) -> None:
    owner = browser_of("mitarbeiterin", "applicant")
    assert "letzten Besuch" not in page(owner, "/transparenz/charta/")
    assert owner.post("/transparenz/charta/gelesen/").status_code == 302
    assert "hat sich nichts geändert" in page(owner, "/transparenz/charta/")
    note_readings("charta", {"vertrauen": "other"}, today() + timedelta(days=1))
    assert "1 Eintrag hat sich" in page(owner, "/transparenz/charta/")
    assert "letzten Besuch" not in page(Client(), "/transparenz/charta/")


def test_the_page_of_all_registers_says_how_much_changed_since_each_visit(db, world: World) -> None:
    owner = browser_of("mitarbeiterin", "applicant")
    owner.post("/transparenz/charta/gelesen/")
    assert "letzten Besuch" not in page(owner, "/transparenz/")
    note_readings("charta", {"vertrauen": "other", "zugang": "other"}, today() + timedelta(days=1))
    note_readings("datenfluesse", {"x": "other"}, today() + timedelta(days=1))
    text = page(owner, "/transparenz/")
    assert "2 Einträge geändert seit Ihrem letzten Besuch" in text
    assert text.count("letzten Besuch") == 1, "only of the register that was read"
    assert "letzten Besuch" not in page(Client(), "/transparenz/")


def test_a_feed_tells_changes_to_who_has_no_log_in(db, world: World) -> None:
    note_all("", {})
    feed = entries_of("/transparenz/charta/aenderungen.atom")
    assert len(feed) == len(list(REGISTERS["charta"].entries()))
    assert len({entry["id"] for entry in feed}) == len(feed)
    first = next(entry for entry in feed if "vertrauen" in entry["id"])
    note_readings("charta", {"vertrauen": "other"}, today() + timedelta(days=1))
    again = entries_of("/transparenz/charta/aenderungen.atom")
    assert "vertrauen" in again[0]["id"], "the latest change comes first"
    assert again[0]["id"] != first["id"], "a reader shows it once more"
    assert again[0]["updated"].startswith((today() + timedelta(days=1)).isoformat())
    assert 'type="application/atom+xml"' in page(Client(), "/transparenz/charta/")


def entries_of(url: str) -> list[dict[str, str]]:
    """The entries of a feed, each as its plain parts."""
    answer = Client().get(url)
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    assert root.tag == f"{{{ATOM}}}feed"
    for part in ("title", "id", "updated"):
        assert root.findtext(f"{{{ATOM}}}{part}")
    return [
        {part: entry.findtext(f"{{{ATOM}}}{part}") or "" for part in ("title", "id", "updated")}
        for entry in root.findall(f"{{{ATOM}}}entry")
    ]


def test_since_when_nothing_changed_is_said_once(db, world: World) -> None:
    note_all("", {})
    once = page(Client(), "/transparenz/charta/")
    assert once.count("unverändert") == 1
    assert f"Alle Einträge lauten unverändert so seit dem {today():%d.%m.%Y}" in once
    note_readings("charta", {"vertrauen": "other"}, today() + timedelta(days=1))
    changed = page(Client(), "/transparenz/charta/")
    assert f"Einträge ohne eigenen Tag lauten unverändert so seit dem {today():%d.%m.%Y}" in changed
    assert changed.count("unverändert seit") == 1, "at the one that changed"


GERMAN = re.compile(r"[äöüß]|\b(und|der|die|das|nicht|mit|für|ist|von|nur|Sie|wird|zum|zur|des|ohne)\b")
AS_WRITTEN = {"lieferanten", "erprobungen", "beitritte", "einfuehrungen"}  # by the city, in its language
NORMS = {"legal_basis", "parameters", "norm"}


@EACH
def test_what_the_program_says_of_itself_is_english_in_english(db, world: World, key: str) -> None:
    with translation.override("en"):
        left = [
            (entry.key, column, text)
            for entry in REGISTERS[key].entries()
            for column, value in entry.values.items()
            for text in said_in(value)
            if column not in NORMS and key not in AS_WRITTEN and GERMAN.search(text)
        ]
    assert left == []


def said_in(value: object) -> Iterator[str]:
    """Every text of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from said_in(part)


def test_an_entry_of_the_city_is_superseded_not_edited(db, world: World) -> None:
    office, old = browser_of("oeffentlich", "public_office"), world.supplier
    assert old is not None
    address = f"/oeffentlichkeit/lieferanten/{old.key}/"
    assert office.post(address, {"title": "Rechenzentrum Nord", "place": "Dortmund"}).status_code == 302
    assert [row.title for row in LocalEntry.objects.filter(key=old.key).order_by("id")] == [
        "Rechenzentrum",
        "Rechenzentrum Nord",
    ]
    assert "Rechenzentrum Nord" in page(Client(), "/transparenz/lieferanten/")
    assert office.post(address, {"remove": "1"}).status_code == 302
    assert "Rechenzentrum" not in page(Client(), "/transparenz/lieferanten/")
    assert LocalEntry.objects.filter(key=old.key).count() == 3


def test_who_writes_later_does_not_overwrite(db, world: World) -> None:
    from meindo.platform.registry.commands_public import EntryChanged

    assert world.supplier is not None
    said = {"register": "lieferanten", "by": world.office.actor("oeffentlich"), "instead_of": world.supplier}
    write_entry(title="Erste", values={}, **said)
    with pytest.raises(EntryChanged):
        write_entry(title="Zweite", values={}, **said)
