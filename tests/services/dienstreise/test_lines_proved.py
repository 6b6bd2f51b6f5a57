"""A line of a settlement leads to the receipts that were given for the part of the claim from which it comes."""

import re
from datetime import timedelta

from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.support.receipts import incoming, photo
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of

from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import attach_file
from meindo.platform.clock import today
from meindo.platform.outbox.worker import drain
from meindo.services.dienstreise import rules
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.lines_proved import slots_by_line

office, db = built_once("office", build_office)
DAY, NEXT = "2026-03-02", "2026-03-03"


def slots(**parts) -> list[set[str]]:
    journey = Journey.from_data({"start": f"{DAY} 08:00", "end": f"{NEXT} 18:00", "per_diem_claimed": "false", **parts})
    finding = rules.settlement(journey, rules.law_for(journey))
    return [set(found) for found in slots_by_line(finding, Journeys.of(journey))]


def test_fares_and_nights_know_their_part_and_mileage_has_none() -> None:
    legs = [
        {"day": DAY, "means": "car", "km": "10"},
        {"day": DAY, "means": "train", "fare_eur": "20"},
        {"day": DAY, "means": "bus", "fare_eur": "3"},
        {"day": NEXT, "means": "train", "fare_eur": "21"},
    ]
    nights = [{"day": DAY, "kind": "receipt", "cost_eur": "80"}]
    assert slots(legs=legs, nights=nights) == [set(), {"leg2"}, {"leg3"}, {"leg4"}, {"nights", "night1"}]


def test_a_fare_that_is_refused_leaves_the_others_of_the_day_open() -> None:
    legs = [{"day": DAY, "means": "taxi", "fare_eur": "20"}, {"day": DAY, "means": "bus", "fare_eur": "3"}]
    assert slots(legs=legs) == [{"leg1", "leg2"}], "the taxi without a reason has no line"


def test_what_others_paid_is_no_fare() -> None:
    payments = [{"group": "fares", "amount_eur": "5", "payer": "Verein"}]
    legs = [{"day": DAY, "means": "train", "fare_eur": "20"}]
    assert slots(legs=legs, payments=payments) == [{"leg1"}, set()]


def test_the_line_and_the_cost_show_their_receipt_on_the_page(db, office, settings, tmp_path) -> None:
    settings.DATA = tmp_path
    start = today() - timedelta(days=9)
    case = factory.make(office, starts_on=start, ends_on=start)
    factory.decide(office, case, "teamleitung", "approve")
    person = office.people["mitarbeiterin"]
    draft = drafts.start_draft(person_id=person.pk, service="dienstreise", form="x", title="x", case=case)
    for slot, name in (("leg1", "karte.jpg"), ("cost1", "parken.jpg"), ("", "allgemein.jpg")):
        by = office.actor("mitarbeiterin")
        attach_file(draft=draft, incoming=incoming(photo(text=name), name), by=by, slot=slot)
    legs = [{"day": f"{start}", "means": "train", "fare_eur": "20"}]
    cost = [{"day": f"{start}", "label": "Parken", "amount_eur": "6.50"}]
    factory.file_claim(office, case, legs=legs, other_costs=cost)
    drafts.mark_sent(draft, case)
    drain()
    page = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{case.uuid}/"))
    links = re.findall(r'<a href="(#beleg-\d)">(Beleg \d: [\w.]+)</a>', page)
    assert links == [("#beleg-1", "Beleg 1: karte.jpg"), ("#beleg-2", "Beleg 2: parken.jpg")]
    assert all(f'id="{href[1:]}"' in page for href, _ in links)
    own = text_of(browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/"))
    assert re.search(r'<a href="/belege/[0-9a-f-]+/">Beleg 1: karte.jpg</a>', own)
    assert "Ausland" not in own, "a trip within the country says nothing of abroad"


def test_the_list_stands_beside_the_case_that_was_opened_from_it(db, office) -> None:
    cases = [factory.filed(office) for _ in range(3)]
    browser = browser_of("reisestelle", "travel_office")
    page = text_of(browser.get(f"/dienstreise/{cases[1].uuid}/?list=1&look=no"))
    part = page[page.index('<nav class="around"') :]
    for case in cases:
        assert f"/vorgang/{case.uuid}/?list=1&look=no" in part
    assert part.count('aria-current="page"') == 1
    assert '<nav class="around"' not in text_of(browser.get(f"/dienstreise/{cases[1].uuid}/"))
