"""A thousand changes by hand in a real directory: all are found, nothing else is, and the repair leaves none."""

import pytest
from tests.identity.factory import House, build_house
from tests.support.city import Newcomer
from tests.support.connected import DirectoryTarget

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_findings import repair
from meindo.identity.commands_plans import RUN, make_plan
from meindo.identity.commands_reconcile import reconcile
from meindo.identity.models import Account, Finding, Plan, Reconciliation
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_drift import open_findings
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import FOREVER, today
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Employment, Terms

pytestmark = [pytest.mark.directory, pytest.mark.django_db]
BY = Actor.system("test")
EACH = 125  # of eight kinds
Found = set[tuple[str, str, str]]


def carried_out(plan: Plan, house: House) -> None:
    released = house.people["owner"].pk if plan.state == PlanState.STOPPED else None
    start_plan(plan, by=BY, released_by=released)
    run(RUN, {"plan": plan.pk})
    assert set(plan.operations.values_list("state", flat=True)) == {"done"}


def everybody(house: House) -> None:
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Plan", by=BY)
    carried_out(plan, house)


@pytest.fixture
def house(directory: DirectoryTarget) -> House:
    """Everybody has an account with two rights; some have left."""
    found = build_house()
    found.application("dir", "lesen", "schreiben", "leiten", connector="directory", settings=directory.settings())
    found.role("alle", "dir.lesen", "dir.schreiben")
    found.rule("alle", "alle")
    people = found.city.people([Newcomer(f"Viel{n}", found.units["51/1"]) for n in range(7 * EACH)])
    found.city.store()
    everybody(found)
    jobs = Employment.objects.filter(person__in=people[:EACH]).values_list("pk", flat=True)
    state(Terms, [Statement({"employment_id": job}, None, today(), FOREVER) for job in jobs], source="test")
    everybody(found)
    return found


def by_hand(directory: DirectoryTarget, house: House) -> Found:
    """What somebody did in the directory without meindo; gives what has to be found."""
    import ldap

    connection = directory.server.admin()
    rows = Account.objects.filter(person__isnull=False).order_by("person_id").exclude(person__in=house.people.values())
    names = list(rows.values_list("native_id", flat=True))
    parts = {kind: names[n * EACH : (n + 1) * EACH] for n, kind in enumerate(KINDS)}
    for name in parts["open"]:
        connection.modify_s(directory.person(name), [(ldap.MOD_DELETE, "employeeType", [b"disabled"])])
    for name in parts["closed"]:
        connection.modify_s(directory.person(name), [(ldap.MOD_ADD, "employeeType", [b"disabled"])])
    for name in parts["missing"]:
        connection.delete_s(directory.person(name))
    for n, name in enumerate(parts["text"]):
        attribute = ("mail", "title", "sn")[n % 3]
        connection.modify_s(directory.person(name), [(ldap.MOD_REPLACE, attribute, [b"anders"])])
    for kind, group, how in (("extra", "leiten", ldap.MOD_ADD), ("lacking", "schreiben", ldap.MOD_DELETE)):
        members = [directory.person(name).encode() for name in parts[kind]]
        connection.modify_s(f"cn={group},ou=groups,{directory.part}", [(how, "member", members)])
    for n, name in enumerate(parts["twice"]):
        added(connection, directory, f"zweit-{n}", employeeNumber=name)
        added(connection, directory, f"fremd-{n}", employeeNumber=f"9999{n}")
    foreign = [directory.person(name).encode() for name in names[::3] if name not in parts["missing"]]
    connection.modify_s(f"cn=fremd,ou=groups,{directory.part}", [(ldap.MOD_ADD, "member", foreign)])
    connection.unbind_s()
    details = {"extra": "leiten", "lacking": "schreiben"}
    expected = {
        (kind, name, details.get(kind, "") if kind != "text" else ("mail", "function", "family_name")[n % 3])
        for kind, own in parts.items()
        if kind != "twice"
        for n, name in enumerate(own)
    }
    return expected | {(kind, f"{word}-{n}", "") for kind, word in WORDS for n in range(EACH)}


KINDS = ("open", "closed", "missing", "text", "extra", "lacking", "twice")
WORDS = (("twice", "zweit"), ("orphan", "fremd"))


def added(connection: object, directory: DirectoryTarget, name: str, **more: str) -> None:
    entry = {"objectClass": "inetOrgPerson", "uid": name, "cn": name, "sn": name, **more}
    connection.add_s(directory.person(name), [(key, [text.encode()]) for key, text in entry.items()])  # type: ignore[attr-defined]


def found_in(house: House) -> Found:
    reconcile(house.applications["dir"])
    assert Reconciliation.objects.latest("id").problem == ""
    return set(open_findings().values_list("kind", "native_id", "detail"))


def test_a_thousand_drifts_of_eight_kinds_are_found_and_repaired(directory: DirectoryTarget, house: House) -> None:
    assert found_in(house) == set(), "no false alarm"
    expected = by_hand(directory, house)
    assert len(expected) == 8 * EACH
    assert found_in(house) == expected
    assert found_in(house) == expected, "the second time the same rows"
    assert Finding.objects.count() == 8 * EACH
    foreign = set(directory.members("fremd"))
    plan = repair(open_findings(), by=BY)
    assert plan.state == PlanState.STOPPED, "so much at once is asked about"
    carried_out(plan, house)
    assert set(Finding.objects.values_list("state", flat=True)) == {"repaired"}
    assert found_in(house) == set()
    assert set(directory.members("fremd")) == foreign, "a right that meindo does not manage is not touched"


def test_a_directory_that_breaks_off_half_way_gives_no_finding(directory: DirectoryTarget, house: House) -> None:
    from tests.support.relay import relay

    application = house.applications["dir"]
    with relay(directory.server.port, breaks_after=800) as line:
        application.settings = {**application.settings, "uri": f"ldap://127.0.0.1:{line.port}"}
        application.save()
        found = reconcile(application)
        assert line.broken
    assert found.problem
    assert not Finding.objects.exists()
