"""Requests for access in the browser, as the people concerned would use them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world, dates

from meindo.identity import commands_catalogue as catalogue
from meindo.identity.commands_grants import grant_right
from meindo.identity.models import Application, Entitlement, Grant, RuleVersion
from meindo.identity.rule_models import RuleState
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import now, today
from meindo.platform.outbox.worker import drain
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.functions import PROTECTED
from meindo.platform.people.models import Affiliation, Person, PostDescription
from meindo.platform.people.projection import rebuild

world, db = built_once("world", build_world)
HOME = "/zugaenge-beantragen/"
TEAM = f"{HOME}team/"
MINE = "/meine-zugaenge/"


@pytest.fixture
def employee(world: World) -> Client:
    return browser_of("beamter")


@pytest.fixture
def manager(world: World) -> Client:
    return browser_of("teamleitung", "line_manager")


@pytest.fixture
def owner(world: World) -> Client:
    return browser_of("verfahren", "application_owner")


def text(browser: Client, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status, url
    return answer.getvalue().decode()


def right(key: str) -> Entitlement:
    return Entitlement.objects.get(application__key="geo", key=key)


def typed(what: Entitlement, **changes: str) -> dict[str, str]:
    """All answers of a request."""
    last = today() + timedelta(days=40)
    return {"what": str(what.uuid), "reason": "Spielplatzplanung", **dates(until=last), **changes}


def asked(browser: Client, start: str, what: Entitlement, **changes: str) -> Case:
    """The wizard page by page, from the link in the catalogue to the case."""
    answers = typed(what, **changes)
    page = browser.post(f"{start}?recht={what.uuid}", answers)
    while "pruefen" not in page["Location"]:
        page = browser.post(page["Location"], answers)
        assert page.status_code == 302
    assert "Spielplatzplanung" in text(browser, page["Location"])
    done = browser.post(page["Location"])
    assert done.status_code == 302
    found = Case.objects.order_by("-pk")[0]
    assert done["Location"] == f"{HOME}vorgang/{found.uuid}/"
    return found


def moved(browser: Client, case: Case, move: str, **more: str) -> Case:
    """A decision on the case page, by its form."""
    case.refresh_from_db()
    assert f'value="{move}"' in text(browser, f"{HOME}vorgang/{case.uuid}/"), move
    sent = {"move": move, "revision": case.revision, **more}
    browser.post(f"/vorgang/{case.uuid}/entscheiden/", sent)
    case.refresh_from_db()
    return case


def granted(world: World, who: str, what: Entitlement) -> Grant:
    """Somebody has a right for a time."""
    return grant_right(
        person_id=world.office.people[who].pk, what=what, reason="Vorhaben", valid_from=today(),
        valid_until=today() + timedelta(days=30), by=world.office.actor("ithaus"),
    )  # fmt: skip


def test_an_own_request_goes_from_the_catalogue_to_my_access(db, world, employee, manager, owner) -> None:
    draw = right("zeichnen")
    assert f"?recht={draw.uuid}" in text(employee, f"{HOME}katalog/?q=pläne")
    case = asked(employee, f"{HOME}neu/", draw)
    assert case.number in text(employee, HOME)
    assert case.number in text(manager, "/vorgaenge/")
    assert case.number not in text(owner, "/vorgaenge/"), "not before the line manager"
    assert owner.get(f"{HOME}vorgang/{case.uuid}/").status_code == 404 or case.step == "requests_manager"
    assert moved(manager, case, "endorse").step == "requests_owner"
    assert case.number in text(owner, "/vorgaenge/")
    assert "trifft bei der Person auf keine Funktionstrennung" in text(owner, f"{HOME}vorgang/{case.uuid}/")
    assert not Grant.objects.filter(request=case.number).exists()
    assert moved(owner, case, "grant").step == "requests_granted"
    grant = Grant.objects.get(request=case.number)
    assert (grant.person, grant.entitlement) == (world.office.people["beamter"], draw)
    drain()
    page = text(employee, MINE)
    assert "Pläne zeichnen" in page
    assert "Grund: Spielplatzplanung" in page
    assert Person.objects.get(pk=world.office.people["verfahren"].pk).display_name in page
    assert "Pläne zeichnen" in text(employee, HOME)


def test_a_line_manager_asks_for_somebody_of_the_team(db, world, manager, owner) -> None:
    who = world.office.people["beamter"]
    assert f"{TEAM}{who.uuid}/katalog/" in text(manager, TEAM)
    assert f"{TEAM}{who.uuid}/neu/" in text(manager, f"{TEAM}{who.uuid}/katalog/")
    case = asked(manager, f"{TEAM}{who.uuid}/neu/", right("zeichnen"))
    assert (case.person, case.entered_by, case.step) == (who, world.office.people["teamleitung"], "requests_owner")
    assert 'value="grant"' not in text(manager, f"{HOME}vorgang/{case.uuid}/")
    moved(owner, case, "grant")
    assert Grant.objects.get(request=case.number).approved_by == world.office.people["verfahren"]


def test_a_right_is_given_back_by_the_person_and_by_the_line_manager(db, world, employee, manager) -> None:
    for browser, after in ((employee, HOME), (manager, TEAM)):
        grant = granted(world, "beamter", right("zeichnen"))
        url = f"{HOME}zurueckgeben/{grant.uuid}/"
        assert url in text(browser, after)
        assert browser.post(url, {"reason": " "}).status_code == 422
        grant.refresh_from_db()
        assert grant.revoked_at is None
        answer = browser.post(url, {"reason": "Fertig"})
        assert answer["Location"] == after
        assert "Das Recht ist zurückgegeben." in text(browser, after)
        grant.refresh_from_db()
        assert grant.revoked_reason == "Fertig"
        assert browser.post(url, {"reason": "Noch einmal"}).status_code == 404
        drain()
    assert "Pläne zeichnen" not in text(employee, MINE)


def test_what_is_not_theirs_is_not_there(db, world) -> None:
    office = world.office
    office.people["fremd"] = office.people["reisestelle"]
    office.city.responsible(office.people["reisestelle"], "application_owner", office.units["root"])
    office.city.store()
    case, grant = world.cases["access_owned"], granted(world, "mitarbeiterin", right("zeichnen"))
    person = office.people["mitarbeiterin"].uuid
    others = [
        browser_of("beamter"), browser_of("reisestelle"), browser_of("reisestelle", "application_owner"),
        browser_of("ob", "line_manager"),
    ]  # fmt: skip
    for number, browser in enumerate(others):
        assert browser.get(f"{HOME}vorgang/{case.uuid}/").status_code == 404, number
        assert browser.get(f"{HOME}zurueckgeben/{grant.uuid}/").status_code in (403, 404), number
        assert browser.post(f"{HOME}zurueckgeben/{grant.uuid}/", {"reason": "x"}).status_code in (403, 404), number
        assert browser.get(f"{TEAM}{person}/neu/?recht={right('zeichnen').uuid}").status_code in (403, 404), number
        assert browser.get(f"{TEAM}{person}/katalog/").status_code in (403, 404), number
        assert browser.post(
            f"/vorgang/{case.uuid}/entscheiden/", {"move": "grant", "revision": case.revision}
        ).status_code in (403, 404), number
    grant.refresh_from_db()
    case.refresh_from_db()
    assert (grant.revoked_at, case.step) == (None, "requests_owner")
    assert others[0].get(f"{HOME}vorgang/{uuid4()}/").status_code == 404


def test_the_draft_of_somebody_else_is_not_there(db, world) -> None:
    url = f"{HOME}antrag/{world.drafts['access_draft'].uuid}/pruefen/"
    assert browser_of("mitarbeiterin").get(url).status_code in (200, 302)
    for browser in (browser_of("beamter"), browser_of("teamleitung", "line_manager")):
        assert browser.get(url).status_code == 404
        assert browser.post(url).status_code == 404


def test_nonsense_changes_nothing_and_is_answered_in_words(db, world, employee, manager) -> None:
    draw, before = right("zeichnen"), Case.objects.count()
    for wrong in ("", "x", str(uuid4()), "'", "%00"):
        answer = employee.get(f"{HOME}neu/", {"recht": wrong})
        assert answer.status_code == 302
        assert answer["Location"] == f"{HOME}katalog/"
    for page in ("0", "-1", "99999999999999999999", "x", ""):
        assert employee.get(f"{HOME}katalog/", {"page": page}).status_code == 200
        assert manager.get(TEAM, {"page": page, "q": "%_'" * 90}).status_code == 200
        assert manager.get(f"{TEAM}datei/", {"q": "²%_"}).status_code == 200
    assert "Dazu wird nichts angeboten" in text(employee, f"{HOME}katalog/?q=gibtesnicht")
    for changes in (
        dates(until=today() - timedelta(days=1)), dates(until=today() + timedelta(days=4000)),
        {"until_day": "31", "until_month": "2", "until_year": "2027"}, {"reason": ""}, {"reason": "x" * 400},
        {"what": str(uuid4())},
    ):  # fmt: skip
        page = employee.post(f"{HOME}neu/?recht={draw.uuid}", typed(draw))
        assert page.status_code == 302
        draft = Draft.objects.order_by("-pk")[0]
        answer = employee.post(f"{HOME}antrag/{draft.uuid}/alles/", {**typed(draw), **changes})
        # which right it is nobody types: a forged one is refused at the end, when it is sent
        assert answer.status_code == 422 or ("what" in changes and answer.status_code == 302), changes
        assert employee.post(f"{HOME}antrag/{draft.uuid}/pruefen/").status_code in (302, 422), changes
    assert Case.objects.count() == before


def test_what_is_no_longer_offered_is_not_sent(db, world, employee) -> None:
    draw, before = right("zeichnen"), Case.objects.count()
    employee.post(f"{HOME}neu/?recht={draw.uuid}", typed(draw))
    draft = Draft.objects.order_by("-pk")[0]
    employee.post(f"{HOME}antrag/{draft.uuid}/alles/", typed(draw))
    Entitlement.objects.filter(pk=draw.pk).update(is_requestable=False)
    answer = employee.post(f"{HOME}antrag/{draft.uuid}/pruefen/")
    assert answer.status_code in (302, 422)
    assert Case.objects.count() == before


def test_what_is_held_is_said_with_its_reason_before_it_is_sent(db, world, employee, manager) -> None:
    granted(world, "beamter", right("zeichnen"))
    draw, who = right("zeichnen"), world.office.people["beamter"]
    for browser, start in ((employee, f"{HOME}neu/"), (manager, f"{TEAM}{who.uuid}/neu/")):
        browser.post(f"{start}?recht={draw.uuid}", typed(draw))
        draft = Draft.objects.order_by("-pk")[0]
        browser.post(f"{HOME}antrag/{draft.uuid}/alles/", typed(draw))
        page = text(browser, f"{HOME}antrag/{draft.uuid}/pruefen/")
        assert "Das ist schon vorhanden" in page
        assert "Grund: Vorhaben" in page


def ruled(world: World, key: str, what: Entitlement, **asks: object) -> None:
    """A rule in force that gives one right."""
    role = catalogue.add_role(key=f"rolle-{key}", label=key, entitlements=[what], by=world.office.actor("ithaus"))
    RuleVersion.objects.create(
        rule=key, number=1, state=RuleState.ACTIVE, role=role, reason="Test", made_at=now(), activated_at=now(), **asks
    )


def said(world: World, model: type, key: dict[str, object], **values: object) -> None:
    state(model, [Statement(key, values, today())], source="test")
    rebuild()


def body(world: World) -> None:
    """A unit of the matrix in which the council sits, with a right for its members."""
    unit = world.office.city.unit("PR", "Vertretung", kind="matrix")
    world.office.city.store()
    ruled(world, "sitzungen", right("zeichnen"), axis="matrix", unit=unit)
    said(
        world,
        Affiliation,
        {"employment_id": world.office.employment("beamter").pk, "unit_id": unit.pk},
        role="mitglied",
    )


def test_the_team_page_says_nothing_of_a_body_in_the_matrix(db, world, employee, manager) -> None:
    before = text(manager, f"{TEAM}datei/")
    body(world)
    assert "Pläne zeichnen" in text(employee, MINE), "the person has it and sees it"
    assert text(manager, f"{TEAM}datei/") == before
    world.office.city.responsible(world.office.people["beamter"], "personalrat", world.office.units["root"])
    world.office.city.store()
    assert text(manager, f"{TEAM}datei/") == before
    assert "sitzungen" not in text(manager, TEAM)


def test_nobody_finds_out_by_asking_for_it(db, world, manager, owner) -> None:
    body(world)
    draw, who = right("zeichnen"), world.office.people["beamter"]
    manager.post(f"{TEAM}{who.uuid}/neu/?recht={draw.uuid}", typed(draw))
    draft = Draft.objects.order_by("-pk")[0]
    manager.post(f"{HOME}antrag/{draft.uuid}/alles/", typed(draw))
    assert "schon vorhanden" not in text(manager, f"{HOME}antrag/{draft.uuid}/pruefen/")
    assert manager.post(f"{HOME}antrag/{draft.uuid}/pruefen/").status_code == 302
    case = Case.objects.order_by("-pk")[0]
    assert case.step == "requests_owner"
    page = text(owner, f"{HOME}vorgang/{case.uuid}/")
    assert "schon vorhanden" in page, "who decides is told"
    owner.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "grant", "revision": case.revision})
    case.refresh_from_db()
    assert case.step == "requests_owner"


@pytest.mark.parametrize("function", sorted(PROTECTED))
def test_the_team_page_says_nothing_of_a_post_that_only_a_body_has(db, world, employee, manager, function) -> None:
    post = world.office.employment("beamter").holdings.get().post
    values = {"unit_id": world.office.units["51/1"].pk, "title": "Freigestelltes Mitglied", "is_lead": False}
    said(world, PostDescription, {"post_id": post.pk}, **values)
    before = text(manager, f"{TEAM}datei/")
    world.office.city.responsible(world.office.people["beamter"], function, world.office.units["root"])
    world.office.city.store()
    ruled(world, "frei", right("zeichnen"), function="Freigestelltes Mitglied")
    assert "Pläne zeichnen" in text(employee, MINE)
    assert text(manager, f"{TEAM}datei/") == before
    assert "Freigestellt" not in text(manager, TEAM)


def test_a_function_that_others_have_too_is_shown_also_of_who_is_in_a_body(db, world, manager) -> None:
    ruled(world, "stelle", right("zeichnen"), function="Stelle", unit=world.office.units["51"])
    before = text(manager, f"{TEAM}datei/")
    assert "Pläne zeichnen" in before
    world.office.city.responsible(world.office.people["beamter"], "jav", world.office.units["root"])
    world.office.city.store()
    assert text(manager, f"{TEAM}datei/") == before


def test_the_team_page_never_shows_a_protected_application(db, world, manager) -> None:
    grant = granted(world, "beamter", right("zeichnen"))
    assert "Pläne zeichnen" in text(manager, TEAM)
    Application.objects.filter(key="geo").update(is_protected=True)
    for url in (TEAM, f"{TEAM}datei/"):
        page = text(manager, url)
        assert "Pläne zeichnen" not in page
        assert "Karten" not in page
    assert manager.get(f"{HOME}zurueckgeben/{grant.uuid}/").status_code == 404
    assert text(browser_of("beamter"), f"{HOME}zurueckgeben/{grant.uuid}/")


def test_a_role_with_something_protected_deep_inside_is_not_shown(db, world, manager) -> None:
    by = world.office.actor("ithaus")
    secret = catalogue.add_application(
        key="geheim",
        label="Geheim",
        purpose="x",
        owner_id=world.office.people["verfahren"].pk,
        by=by,
        is_protected=True,
    )
    hidden = catalogue.add_entitlement(application=secret, key="lesen", label="Lesen", description="x", by=by)
    inner = catalogue.add_role(key="innen", label="Innen", entitlements=[hidden], by=by)
    outer = catalogue.add_role(key="aussen", label="Außenrolle", entitlements=[right("sehen")], by=by)
    outer.parts.add(inner)
    grant = grant_right(
        person_id=world.office.people["beamter"].pk, what=outer, reason="x", valid_from=today(),
        valid_until=today() + timedelta(days=9), by=by,
    )  # fmt: skip
    assert "Außenrolle" not in text(manager, TEAM)
    assert manager.get(f"{HOME}zurueckgeben/{grant.uuid}/").status_code == 404


def test_the_team_is_searched_paged_and_written_to_a_file(db, world, manager) -> None:
    office = world.office
    names = [office.city.person(f"Zz{number:02d}", office.units["51/1"]) for number in range(25)]
    office.city.store()
    granted(world, "beamter", right("zeichnen"))
    first, second = text(manager, TEAM), text(manager, f"{TEAM}?page=2")
    assert "Krüger" in first
    assert "Krüger" not in second
    assert Person.objects.get(pk=names[-1].pk).display_name in second
    found = text(manager, f"{TEAM}?q=Krüg")
    assert "Krüger" in found
    assert "Yılmaz" not in found
    assert "Unter diesem Namen ist niemand" in text(manager, f"{TEAM}?q=Reise"), "of another unit"
    file = text(manager, f"{TEAM}datei/?q=Krüg").splitlines()
    assert any("Krüger" in line and "Pläne zeichnen" in line and "Vorhaben" in line for line in file)
    assert not any("Yılmaz" in line for line in file)
    assert browser_of("beamter").get(f"{TEAM}datei/").status_code == 403


def test_an_emergency_is_given_told_and_reviewed(db, world, employee, owner) -> None:
    office, url = world.office, f"{HOME}notfall/"
    assert "?anwendung=geo" in text(owner, url)
    page = f"{url}?anwendung=geo"
    sent = {
        "number": office.employment("beamter").personnel_no,
        "right": str(right("zeichnen").uuid),
        "reason": "Ausfall",
    }
    own = office.employment("verfahren").personnel_no
    for wrong in ({"number": "0"}, {"number": own}, {"right": str(uuid4())}, {"right": "x"}, {"reason": ""}):
        assert owner.post(page, {**sent, **wrong}).status_code == 422, wrong
    assert owner.post(url, sent).status_code == 422, "no application"
    assert owner.post(page, sent).status_code == 302
    case = Case.objects.order_by("-pk")[0]
    assert case.number in text(owner, url)
    assert owner.post(page, sent).status_code == 422, "not the same once more before the review"
    drain()
    assert "Pläne zeichnen" in text(employee, MINE)
    assert case.number in text(employee, HOME)
    audit = browser_of("pruefung", "identity_auditor")
    assert case.number in text(audit, "/vorgaenge/")
    assert moved(audit, case, "object").step == "requests_review", "not without a reason"
    assert moved(audit, case, "object", reason="Ein Antrag hätte genügt").step == "requests_not_in_order"
    drain()
    assert "Pläne zeichnen" not in text(employee, MINE)


def test_an_owner_gives_an_emergency_in_the_own_applications_only(db, world, owner) -> None:
    Application.objects.create(key="fremd", label="Fremdes", purpose="x", owner=world.office.people["ithaus"], risk=1)
    url = f"{HOME}notfall/"
    assert "Fremdes" not in text(owner, url)
    assert "Fremdes" not in text(owner, f"{url}?anwendung=fremd")
    assert "Fremdes" in text(browser_of("ithaus", "identity_office"), url)
    Application.objects.filter(key="geo").update(is_protected=True)
    assert "?anwendung=geo" not in text(owner, url)
