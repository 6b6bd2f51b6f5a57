"""Recertification: who is asked about whom, what stands out, what goes at the end, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.identity.factory import House, build_house, with_rights
from tests.support.office import PASSWORD
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.identity import queries_campaigns as queries
from meindo.identity.attention import outliers
from meindo.identity.campaign_models import OnSilence
from meindo.identity.commands_apply import take_turns
from meindo.identity.commands_campaigns import (
    CampaignRefused,
    close_campaign,
    decide_review,
    let_have_again,
    run_campaigns,
    start_campaign,
)
from meindo.identity.commands_catalogue import CatalogueRefused, change_application
from meindo.identity.commands_daily import run_daily
from meindo.identity.commands_grants import grant_right
from meindo.identity.commands_plans import make_plan
from meindo.identity.models import Application, Campaign, Grant, Operation, Plan, Review, Withholding
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_foresight import foresee, question_of, standings
from meindo.identity.wanted import rights
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import at, start_of, today
from meindo.platform.login.models import User
from meindo.platform.notify.models import Notification

WEEKS = timedelta(days=28)


def planned() -> House:
    """Everybody's rights are planned; Cem has one more, granted for a time."""
    house = with_rights(build_house())
    owner, cem = house.people["owner"], house.people["cem"]
    grant_right(
        person_id=cem.pk,
        what=house.rights["jugend.freigeben"],
        reason="Vertretung",
        valid_from=today(),
        valid_until=today() + timedelta(days=90),
        by=actor(owner),
    )
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Anfang", by=Actor.system("test"))
    take_turns(plan)
    return house


def actor(person) -> Actor:
    return Actor(f"person:{person.uuid}", person.pk)


house, db = built_once("house", planned)


def start(house: House, key: str = "jugend", **more) -> Campaign:
    return start_campaign(
        title="Prüfung",
        application=house.applications[key],
        due_on=today() + WEEKS,
        by=actor(house.people["ada"]),
        **more,
    )


def review_of(campaign: Campaign, house: House, name: str) -> Review:
    return campaign.reviews.get(person=house.people[name])


def now_has(house: House, name: str) -> set[int]:
    person = house.people[name].pk
    return {right for right in rights(question_of(today(), people=[person])).get(person, ()) if right > 0}


def test_everybody_with_a_right_is_looked_at_by_the_owner_but_never_by_themselves(db, house) -> None:
    campaign = start(house)
    assert {row.person_id for row in campaign.reviews.all()} == {
        house.people[name].pk for name in ("ada", "ben", "cem")
    }
    assert {row.reviewer_id for row in campaign.reviews.all()} == {house.people["owner"].pk}
    assert Notification.objects.filter(person=house.people["owner"]).count() == 1
    everybody = start(house, "mail")
    own = review_of(everybody, house, "owner")
    assert own.reviewer_id is None, "the IT house answers"


def test_what_is_new_stands_first_and_is_not_new_the_next_time(db, house) -> None:
    first = start(house)
    assert review_of(first, house, "cem").news == [house.rights["jugend.freigeben"].pk], "granted, by no rule"
    assert not review_of(first, house, "ada").news
    assert review_of(first, house, "cem").weight > review_of(first, house, "ada").weight
    for row in first.reviews.all():
        decide_review(row, removed=(), reason="", by=actor(house.people["owner"]))
    close_campaign(first, by=actor(house.people["owner"]))
    second = start(house)
    assert not review_of(second, house, "cem").news
    for row in second.reviews.all():
        Review.objects.filter(pk=row.pk).update(rights=[])
    Review.objects.filter(campaign=first, person=house.people["ada"]).update(rights=[])
    third = review_of(start(house), house, "ada")
    assert third.news == third.rights, "nothing of it was confirmed before"


def test_nobody_confirms_their_own_and_a_removal_needs_a_reason(db, house) -> None:
    review = review_of(start(house), house, "ada")
    right = house.rights["jugend.schreiben"].pk
    for by, removed, reason in (
        ("ada", (), ""),
        ("owner", (right,), "  "),
        ("owner", (house.rights["bau.lesen"].pk,), "gehört nicht dazu"),
    ):
        with pytest.raises(CampaignRefused):
            decide_review(review, removed=removed, reason=reason, by=actor(house.people[by]))
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(decided_by=house.people["ada"])
    decide_review(review, removed=(right,), reason="Andere Aufgabe", by=actor(house.people["owner"]))
    with pytest.raises(CampaignRefused, match="schon entschieden"):
        decide_review(review, removed=(), reason="", by=actor(house.people["owner"]))
    review.refresh_from_db()
    assert review.removed == [right]


def test_what_is_no_longer_needed_goes_by_a_plan_and_does_not_come_back_by_its_rule(db, house) -> None:
    campaign = start(house)
    ruled, granted = house.rights["jugend.schreiben"].pk, house.rights["jugend.freigeben"].pk
    by = actor(house.people["owner"])
    decide_review(review_of(campaign, house, "ada"), removed=(ruled,), reason="Andere Aufgabe", by=by)
    decide_review(review_of(campaign, house, "cem"), removed=(granted,), reason="Vertretung vorbei", by=by)
    decide_review(review_of(campaign, house, "ben"), removed=(), reason="", by=by)
    assert ruled in now_has(house, "ada"), "nothing goes before the end"
    closed = close_campaign(campaign, by=by)
    assert closed.plan
    assert closed.plan.kind == PlanKind.RECERTIFICATION
    assert ruled not in now_has(house, "ada")
    assert granted not in now_has(house, "cem")
    assert ruled in now_has(house, "ben")
    touched = Operation.objects.filter(plan=closed.plan).values_list("person_id", flat=True)
    assert set(touched) == {house.people["ada"].pk, house.people["cem"].pk}
    assert Grant.objects.get(entitlement=granted).revoked_reason == "Vertretung vorbei"
    take_turns(closed.plan)
    before = Plan.objects.count()
    run_daily()
    assert Plan.objects.count() == before, "the daily run does not give it back"
    with pytest.raises(CampaignRefused):
        close_campaign(campaign, by=by)
    let_have_again(Withholding.objects.get(), by=by, reason="Doch nötig")
    assert ruled in now_has(house, "ada")


def test_a_withheld_right_comes_back_when_its_time_is_over(db, house) -> None:
    campaign = start(house)
    right, by = house.rights["jugend.schreiben"].pk, actor(house.people["owner"])
    decide_review(review_of(campaign, house, "ada"), removed=(right,), reason="Pause", by=by)
    close_campaign(campaign, by=by)
    until = Withholding.objects.get().valid_until
    person = house.people["ada"].pk
    assert right not in rights(question_of(until - timedelta(days=1), people=[person]))[person]
    assert right in rights(question_of(until, people=[person]))[person]


@pytest.mark.parametrize(("declared", "stays"), [(OnSilence.KEEP, True), (OnSilence.REVOKE, False)])
def test_silence_means_what_was_declared_and_never_touches_a_rule(db, house, declared: str, stays: bool) -> None:
    campaign = start(house, on_silence=declared)
    with at(start_of(campaign.due_on + timedelta(days=1))):
        run_campaigns()
        run_campaigns()
        campaign.refresh_from_db()
        assert campaign.closed_at is None
        assert not campaign.reviews.filter(escalated_at__isnull=True).exists()
    with at(start_of(campaign.due_on + timedelta(days=15))):
        run_campaigns()
        campaign.refresh_from_db()
        assert campaign.closed_at
        assert Grant.objects.get(entitlement=house.rights["jugend.freigeben"]).revoked_at is None or not stays
        assert (house.rights["jugend.freigeben"].pk in now_has(house, "cem")) == stays
        assert house.rights["jugend.schreiben"].pk in now_has(house, "ada")


def test_a_reminder_comes_once(db, house) -> None:
    campaign = start(house)
    with at(start_of(campaign.due_on - timedelta(days=3))):
        run_campaigns()
        run_campaigns()
        assert Notification.objects.filter(key__startswith=f"campaign:{campaign.uuid}:remind").count() == 1


def test_a_unit_is_asked_about_by_its_line_and_nothing_protected_is_named(db, house) -> None:
    house.applications["jugend"].is_protected = True
    house.applications["jugend"].save()
    campaign = start_campaign(
        title="51", unit=house.units["51"], due_on=today() + WEEKS, by=actor(house.people["owner"])
    )
    assert {row.person_id for row in campaign.reviews.all()} == {house.people[name].pk for name in ("ada", "ben")}
    assert all(house.rights["mail.box"].pk in row.rights and len(row.rights) == 1 for row in campaign.reviews.all())
    assert {row.reviewer_id for row in campaign.reviews.all()} == {house.people["owner"].pk}, "no lead below"


def test_a_protected_function_is_reviewed_by_its_own_body_even_when_it_is_late(db, house) -> None:
    app, owner = house.applications["jugend"], house.people["owner"]
    with pytest.raises(CatalogueRefused, match="wer ihr angehört"):
        change_application(app, by=actor(owner), function="personalrat", is_protected=True)
    for name in ("owner", "ben"):
        house.city.responsible(house.people[name], "personalrat", house.city.root)
    house.city.store()
    change_application(app, by=actor(owner), function="personalrat", is_protected=True)
    assert app.function == "personalrat"
    campaign = start_campaign(title="x", application=app, due_on=today() + WEEKS, by=actor(owner))
    assert {row.reviewer_id for row in campaign.reviews.all()} == {owner.pk}
    with at(start_of(campaign.due_on + timedelta(days=1))):
        run_campaigns()
    reviews = list(campaign.reviews.exclude(person=house.people["ben"]))
    assert {row.reviewer_id for row in reviews} == {house.people["ben"].pk}, "no line manager of the owner"
    User.objects.create_user("ben", PASSWORD, person=house.people["ben"])
    page = browser_of("ben", "personalrat").get(f"/berechtigungen/pruefungen/{reviews[0].uuid}/")
    assert page.status_code == 200
    assert "Jugend" in page.content.decode()
    change_application(app, by=actor(owner), owner_id=house.people["ben"].pk)
    with pytest.raises(CatalogueRefused, match="Der Schutz bleibt"):
        change_application(app, by=actor(owner), is_protected=False, function="")


def test_a_review_that_nobody_of_the_body_can_answer_is_not_shown_to_the_it_house(db, house) -> None:
    app = house.applications["jugend"]
    Application.objects.filter(pk=app.pk).update(is_protected=True, owner=house.people["ada"])
    app.refresh_from_db()
    start_campaign(title="x", application=app, due_on=today() + WEEKS, by=actor(house.people["owner"]))
    own = Review.objects.get(person=house.people["ada"])
    assert own.reviewer_id is None
    assert not queries.reviews_for(house.people["owner"].pk, office=True).exists()


def test_a_campaign_about_nobody_or_in_the_past_is_refused(db, house) -> None:
    with pytest.raises(CampaignRefused):
        start_campaign(title="x", unit=house.units["VWB"], due_on=today() + WEEKS, by=actor(house.people["owner"]))
    with pytest.raises(CampaignRefused):
        start_campaign(
            title="x", application=house.applications["mail"], due_on=today(), by=actor(house.people["owner"])
        )
    assert not Campaign.objects.exists()
    assert standings()[0], "there is something to ask about"


def test_what_hardly_anybody_of_a_unit_has_stands_out() -> None:
    sets = {person: frozenset({1}) for person in range(10)} | {3: frozenset({1, 2})}
    units = dict.fromkeys(range(10), 7)
    assert outliers(sets, units) == {3: frozenset({2})}
    assert outliers({1: frozenset({1}), 2: frozenset({2})}, {1: 7, 2: 7}) == {}, "too few to compare"
