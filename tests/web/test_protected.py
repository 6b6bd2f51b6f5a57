"""Protected functions: every page reads the same for everybody else whether or not a colleague holds one."""

import re
from datetime import timedelta

from django.test import Client
from tests.services.datenschutz import factory as privacy
from tests.support.once import built_once, taken_back
from tests.web.matrix import MATRIX
from tests.web.test_roles import address
from tests.web.world import ACTORS, World, browser_of, build_world

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, now, today
from meindo.platform.people.functions import DATA_PROTECTION, PROTECTED

world, db = built_once("world", build_world)
HOLDER = "mitarbeiterin"
NAMES = ("colleague", "manager", "travel", "payment", "hr", "assistant", "post", "access", "records")
OTHERS = {name: ACTORS[name] for name in NAMES}
ALONE = ("mfa", "account", "activate", "public", "paper", "api")  # they say nothing about colleagues
# pages that list people, cases, figures or deputies, and some of one person or case
PAGES = [
    entry
    for entry in MATRIX
    if MATRIX[entry][0] != "55555555" and not entry.startswith(ALONE) and (" " not in entry or "person" in entry)
]
PAGES += ["mirror_case line_manager waiting", "case waiting", "dienstreise_case waiting", "measure measure"]
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|[?&]_=\d+|nonce="[^"]*"')


SPOKEN_FOR = "beteiligung_home"


def seen_by_all(world: World) -> dict[tuple[str, str], bytes]:
    """What everybody else reads, without what differs each time; that they looked is taken back."""
    found = {}
    with taken_back():
        browsers: dict[str, Client] = {name: browser_of(*who) for name, who in OTHERS.items()}
        for entry in PAGES:
            url = address(entry, world.ids())
            for name, browser in browsers.items():
                with taken_back():
                    answer = browser.get(url, {"q": "Yılmaz"})
                    body = CHANGING.sub(b"", answer.getvalue()) if not answer.streaming else b""
                    found[entry, name] = str(answer.status_code).encode() + body
    return found


def holds(world: World, function: str) -> None:
    """From today on the colleague has the function."""
    world.office.city.responsible(world.office.people[HOLDER], function, world.office.units["root"])


def test_nobody_else_can_tell_that_a_colleague_holds_a_function(db, world) -> None:
    with at(now()):
        before = seen_by_all(world)
        for name in sorted(PROTECTED):
            holds(world, name)
        world.office.city.store()
        after = seen_by_all(world)
    differs = {key for key in before if before[key] != after[key]}
    # who speaks for the staff is told to everybody: whoever needs help must find them
    assert differs == {key for key in before if key[0] == SPOKEN_FOR}
    assert len(before) > 300


def test_what_is_done_in_a_function_reaches_no_line_manager(db, world) -> None:
    """Cases decided in the function and looks made in it: gone from every page of the holder's line."""
    holds(world, DATA_PROTECTION)
    world.office.city.store()
    case = privacy.asked(world.office, who="beamter")
    privacy.decide(world.office, case, "answer", who=HOLDER, reason="Sachverhalt Wolkenbruch geprüft")
    AccessRecord.objects.create(
        day=today() - timedelta(days=1),
        subject=world.office.people["teamleitung"],
        viewer=world.office.people[HOLDER],
        role=DATA_PROTECTION,
        purpose="datenschutz.ask",
        case_id=case.pk,
    )
    line = {name: browser_of(name, role) for name in ("teamleitung", "leitung51") for role in ("line_manager",)}
    for entry in PAGES:
        for name, browser in line.items():
            body = browser.get(address(entry, world.ids()), {"q": "Yılmaz"}).getvalue()
            assert b"Wolkenbruch" not in body, (entry, name)
            assert case.number.encode() not in body, (entry, name)
            assert str(case.uuid).encode() not in body, (entry, name)
    assert Case.objects.get(pk=case.pk).step == "answered"
