"""Every figure of the evidence turns when what it watches breaks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.once import built_once

from meindo.identity.commands_apply import take_turns
from meindo.identity.commands_plans import make_plan
from meindo.identity.models import (
    Account,
    BusinessRole,
    Campaign,
    Entitlement,
    Finding,
    Grant,
    Operation,
    Plan,
    Reconciliation,
    Review,
    RuleVersion,
    Standing,
)
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_evidence import EVIDENCE, Figure, figures, leavers, proofs_of
from meindo.identity.queries_foresight import foresee, question_of
from meindo.identity.requests.commands_emergency import give_at_once
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.chain import chain_all
from meindo.platform.audit.models import AuditEvent, AuditHead
from meindo.platform.clock import FOREVER, now, today
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Terms
from meindo.platform.people.queries import has_left

DAY = timedelta(days=1)


def planned() -> House:
    house = with_rights(build_house())
    owner, ben = house.people["owner"], house.people["ben"]
    RuleVersion.objects.update(made_by=owner, activated_by=ben)
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Anfang", by=Actor.system("test"))
    take_turns(plan)
    mail = house.applications["mail"]
    Account.objects.filter(application=mail).update(state="active")
    Reconciliation.objects.create(application=mail, started_at=now(), ended_at=now())
    Campaign.objects.create(
        title="Post", application=mail, due_on=today(), made_by=owner, made_at=now(), closed_at=now()
    )
    chain_all()
    return house


house, db = built_once("house", planned)


def left(house: House) -> None:
    """Cem has left: no terms from today on."""
    state(Terms, [Statement({"employment_id": house.job("cem").pk}, None, today(), FOREVER)], source="test")


def owner_left(house: House) -> None:
    state(Terms, [Statement({"employment_id": house.job("owner").pk}, None, today(), FOREVER)], source="test")


def finding(kind: str) -> Callable[[House], object]:
    return lambda house: Finding.objects.create(
        application=house.applications["mail"], kind=kind, native_id="x", first_seen_at=now(), seen_at=now()
    )


def grant(**more: object) -> Callable[[House], object]:
    def make(house: House) -> object:
        days = {"valid_from": today(), "valid_until": today() + 30 * DAY}
        by = {"approved_by": house.people["owner"], "reason": "Vertretung"}
        said = {"person": house.people["ada"], "entitlement": house.rights["bau.lesen"], "made_at": now()}
        return Grant.objects.create(**{**said, **days, **by, **more})

    return make


def account(**more: object) -> Callable[[House], object]:
    return lambda house: Account.objects.create(
        **{"application": house.applications["bau"], "native_id": "neu", "state": "active", **more}
    )


def name_in_capitals(house: House) -> None:
    row = Account.objects.filter(application=house.applications["mail"]).exclude(native_id="").first()
    assert row
    Account.objects.filter(pk=row.pk).update(native_id="Arndt")
    Account.objects.create(application=row.application, native_id="arndt")


def operation(state: str) -> Callable[[House], object]:
    def make(house: House) -> None:
        row = Operation.objects.order_by("pk").first()
        assert row
        Operation.objects.filter(pk=row.pk).update(state=state, done_at=now())

    return make


def late_review(house: House) -> None:
    owner = house.people["owner"]
    open_one = Campaign.objects.create(
        title="Offen", application=house.applications["bau"], due_on=today() - DAY, made_by=owner, made_at=now()
    )
    Review.objects.create(campaign=open_one, person=house.people["ada"], reviewer=owner, rights=[])


def emergency(house: House) -> None:
    owner = house.people["owner"]
    house.city.responsible(owner, "application_owner", house.city.root)
    house.city.store()
    what, by = house.rights["bau.lesen"], Actor(f"person:{owner.uuid}", owner.pk)
    give_at_once(employment=house.job("ada"), what=what, reason="Störung", by=by)


def same_author(_house: House) -> None:
    RuleVersion.objects.filter(rule="alle").update(activated_by=None)


def overdue(_house: House) -> None:
    row = Standing.objects.order_by("pk").first()
    assert row
    Standing.objects.filter(pk=row.pk).update(next_change_on=today() - DAY)


def log_cut(_house: House) -> None:
    """The end of the chain says something else than its rows."""
    AuditHead.objects.update(hash="1" * 64)


BROKEN: dict[str, tuple[Callable[[House], object], int]] = {
    "applications": (lambda house: house.application("neu"), 1),
    "writing": (lambda house: house.application("neu"), 1),
    "owners_left": (owner_left, 3),
    "rights": (
        lambda house: Entitlement.objects.create(application=house.applications["bau"], key="x", label="X"), 1,
    ),
    "accounts": (lambda house: account(person=house.people["ada"])(house), 1),
    "accounts_closed": (account(state="disabled"), 1),
    "orphans_open": (finding("orphan"), 1),
    "leavers_open": (left, 1),
    "overdue": (overdue, 1),
    "names_twice": (name_in_capitals, 1),
    "texts_open": (finding("text"), 1),
    "findings_open": (finding("extra"), 1),
    "compared": (lambda _house: Reconciliation.objects.update(ended_at=now() - 3 * DAY), -1),
    "reviewed": (lambda _house: Campaign.objects.update(closed_at=now() - 400 * DAY), -1),
    "reviews_late": (late_review, 1),
    "rules_in_force": (lambda _house: RuleVersion.objects.filter(rule="alle").update(state="retired"), -1),
    "rules_by_two": (same_author, -1),
    "roles": (lambda _house: BusinessRole.objects.create(key="neu", label="Neu"), 1),
    "grants": (grant(), 1),
    "grants_unapproved": (grant(approved_by=None), 1),
    "without_reason": (grant(reason="  "), 1),
    "emergencies": (emergency, 1),
    "operations_done": (operation("done"), 1),
    "operations_failed": (operation("failed"), 1),
}  # fmt: skip
WATCHED = {
    "owners_left", "orphans_open", "leavers_open", "overdue", "names_twice", "texts_open", "findings_open",
    "reviews_late", "rules_by_two", "grants_unapproved", "without_reason", "operations_failed",
}  # fmt: skip


def test_every_figure_is_broken_here_once() -> None:
    assert set(BROKEN) | {"chain"} == set(EVIDENCE)


@pytest.mark.parametrize("key", BROKEN)
def test_a_figure_turns_with_what_it_counts(db, house, key) -> None:
    before = figures({key})[key]
    break_it, by = BROKEN[key]
    break_it(house)
    after = figures({key})[key]
    assert after.value - before.value == by
    if key in WATCHED:
        assert (before.good, after.good) == (True, False)


def test_nothing_is_wrong_where_nothing_is(db, house) -> None:
    wrong = {key for key, found in figures().items() if found.good is False}
    assert wrong == {"compared", "reviewed"}, "two of three applications were neither compared nor reviewed"
    assert figures({"compared"}) == {"compared": Figure(1, 3, False)}


def test_an_open_account_of_nobody_is_out_of_all(db, house) -> None:
    account()(house)
    found = figures({"accounts"})["accounts"]
    assert (found.of, found.good) == (found.value + 1, False)


def test_an_account_seen_open_counts_although_it_was_closed(db, house) -> None:
    left(house)
    rows = Account.objects.filter(person=house.people["cem"])
    rows.update(state="disabled", seen={"enabled": False, "rights": [], "card": {}})
    assert figures({"leavers_open"})["leavers_open"] == Figure(0, good=True)
    rows.filter(application=house.applications["mail"]).update(seen={"enabled": True, "rights": [], "card": {}})
    assert figures({"leavers_open"})["leavers_open"] == Figure(1, good=False)


def test_leavers_are_those_of_whom_the_platform_says_so(db, house) -> None:
    left(house)
    job = house.job("ben").pk
    state(Terms, [Statement({"employment_id": job}, None, date(2000, 1, 1), today() + DAY)], source="test")
    assert {person.pk for person in leavers()} == {house.people["cem"].pk}, "Ben has yet to begin"
    everybody = house.people.values()
    assert {one.pk for one in everybody if has_left(one.pk, today())} == {house.people["cem"].pk}


def test_a_changed_log_shows(db, house) -> None:
    found = figures({"chain"})["chain"]
    assert found.value == AuditEvent.objects.count() > 0
    assert found.good
    log_cut(house)
    assert figures({"chain"})["chain"].good is False


def test_each_application_shows_its_last_proofs(db, house) -> None:
    finding("extra")(house)
    Reconciliation.objects.create(
        application=house.applications["bau"], started_at=now(), ended_at=now(), problem="schweigt"
    )
    mail, bau = proofs_of([house.applications["mail"], house.applications["bau"]])
    assert mail.reviewed_at
    assert mail.compared_at
    assert mail.open == 1
    assert (bau.reviewed_at, bau.compared_at, bau.open) == (None, None, 0), "one that was not read proves nothing"
    assert Plan.objects.exists()
