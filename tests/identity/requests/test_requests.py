"""A right from the request to the account: asked for, approved by two others, carried out at once, given back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.identity.requests import factory
from tests.identity.requests.factory import BOSS, IT, IT2, LOOKS, OWNS, WHO
from tests.support.office import Office, build_office

from meindo.identity.models import Account, DutyException, Grant, Plan
from meindo.identity.queries_mine import access_of
from meindo.identity.requests import commands_back, reminding
from meindo.identity.requests.queries_team import members, team_of
from meindo.identity.roles import OWNER
from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases import queries_inbox
from meindo.platform.cases.commands import MoveRefused, StaleCase
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import at, now, start_of, today
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Office]:
    return factory.with_catalogue(build_office(released=False))


def refused(call, *args, **more) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(MoveRefused) as problem:
        call(*args, **more)
    return problem.value.reason.msgid


def waiting_for(office: Office, who: str, role: str) -> set[str]:
    """The numbers in somebody's inbox."""
    viewer = Viewer(office.actor(who), role, "cases.inbox", today())
    return set(queries_inbox.inbox(viewer).values_list("number", flat=True))


def rights_of(office: Office, who: str = WHO) -> set[str]:
    """What somebody may do, by the words of their own page."""
    return {right.label for access in access_of(office.people[who].pk) for right in access.rights}


def messages(office: Office, who: str) -> list[str]:
    found = Notification.objects.filter(person=office.people[who]).order_by("id")
    return [f"{row.msgid} {row.params}" for row in found]


def test_the_whole_way_of_an_own_request(office: Office) -> None:
    case = factory.make(office)
    assert waiting_for(office, BOSS, "line_manager") == {case.number}
    assert waiting_for(office, OWNS, OWNER) == set()
    factory.decide(office, case, "endorse", BOSS)
    assert waiting_for(office, OWNS, OWNER) == {case.number}
    assert rights_of(office) == set()
    factory.decide(office, case, "grant", OWNS)
    grant = Grant.objects.get(request=case.number)
    assert (grant.approved_by, grant.valid_until) == (office.people[OWNS], today() + timedelta(days=61))
    drain()
    assert "Zeichnen" in rights_of(office)
    plan = Plan.objects.get(kind="grant")
    assert [turn.person_id for turn in plan.turns.all()] == [office.people[WHO].pk]
    assert Account.objects.filter(person=office.people[WHO], application__key="karten").exists()
    assert any("bewilligt" in text for text in messages(office, WHO))
    assert any("bewilligt" in text and case.number in text for text in messages(office, BOSS))


def test_what_the_line_manager_asks_for_goes_straight_to_the_owner(office: Office) -> None:
    case = factory.make(office, by=BOSS)
    assert (case.step, case.entered_by) == ("requests_owner", office.people[BOSS])
    assert waiting_for(office, OWNS, OWNER) == {case.number}
    assert "andere Stelle" in refused(factory.decide, office, case, "grant", BOSS)
    factory.decide(office, case, "grant", OWNS)
    assert Grant.objects.get().approved_by == office.people[OWNS]


def test_nobody_asks_for_somebody_of_another_unit(office: Office) -> None:
    assert "andere Stelle" in refused(factory.make, office, "reisestelle", BOSS)
    assert not Case.objects.filter(service="berechtigungen").exists()


def test_nobody_approves_their_own(office: Office) -> None:
    own = factory.make(office, OWNS)
    step = factory.decide(office, own, "endorse", "ob")
    assert step.target == "requests_owner"
    own.refresh_from_db()
    assert own.step == "requests_office", "the owner is the person concerned: the IT house decides"
    assert "andere Stelle" in refused(factory.decide, office, own, "grant_office", OWNS)
    factory.decide(office, own, "grant_office", IT)
    assert Grant.objects.get().approved_by == office.people[IT]


def test_the_it_house_does_not_decide_about_itself(office: Office) -> None:
    case = factory.make(office, IT)
    factory.decide(office, case, "endorse", "ob")
    factory.decide(office, case, "refer", OWNS, reason="Unklar")
    assert "eigenen Antrag" in refused(factory.decide, office, case, "grant_special", IT, reason="x")
    factory.decide(office, case, "grant_special", IT2, reason="Vertretung")


def test_an_owner_of_something_else_neither_sees_nor_decides(office: Office) -> None:
    office.people["fremd"] = office.city.person("Fremd", office.units["11"])
    office.city.responsible(office.people["fremd"], OWNER, office.units["root"])
    office.city.store()
    case = factory.make(office, by=BOSS)
    assert waiting_for(office, "fremd", OWNER) == set()
    assert "andere Stelle" in refused(factory.decide, office, case, "grant", "fremd")


def test_a_role_over_several_applications_is_decided_by_the_it_house(office: Office) -> None:
    from meindo.identity.models import Application

    other = Application.objects.get(key="kasse")
    role = factory.role(office, "planung", "karten.sehen", "kasse.buchen")
    case = factory.make(office, by=BOSS, what=role)
    assert other.owner_id == office.people[OWNS].pk
    assert case.step == "requests_office"
    factory.decide(office, case, "grant_office", IT)
    drain()
    assert {"Sehen", "Buchen"} <= rights_of(office)


def test_a_role_within_one_application_is_its_owners(office: Office) -> None:
    role = factory.role(office, "karte", "karten.sehen", "karten.zeichnen")
    assert factory.make(office, by=BOSS, what=role).step == "requests_owner"


def test_what_is_held_until_then_is_refused_by_name(office: Office) -> None:
    factory.granted(office, days=60)
    assert "schon vorhanden" in refused(factory.make, office, days=50)
    assert factory.make(office, days=90).step == "requests_manager", "longer than now: that is an extension"


def test_the_same_is_not_asked_for_twice(office: Office) -> None:
    factory.make(office)
    assert "schon beantragt" in refused(factory.make, office, days=30)


@pytest.mark.parametrize("days", [-1, 365, 5000])
def test_the_end_is_within_what_may_be_granted(office: Office, days: int) -> None:
    assert "Das Ende muss" in refused(factory.make, office, days=days)


def test_protected_and_withdrawn_rights_are_not_offered(office: Office) -> None:
    assert "nicht mehr angeboten" in refused(factory.make, office, what="geheim.lesen")
    case = factory.make(office, by=BOSS)
    found = factory.right("karten.zeichnen")
    found.is_requestable = False
    found.save()
    assert "nicht mehr angeboten" in refused(factory.decide, office, case, "grant", OWNS)


def test_a_lapsed_end_is_refused(office: Office) -> None:
    case = factory.make(office, by=BOSS, days=3)
    with at(start_of(today() + timedelta(days=4))):
        assert "ist vorbei" in refused(factory.decide, office, case, "grant", OWNS)
    assert not Grant.objects.exists()


def test_a_second_click_grants_once(office: Office) -> None:
    case = factory.make(office, by=BOSS)
    before = case.revision
    factory.decide(office, case, "grant", OWNS, revision=before)
    with pytest.raises(StaleCase):
        factory.decide(office, case, "grant", OWNS, revision=before)
    assert Grant.objects.count() == 1


def both_sides(office: Office, action: str) -> Case:
    """Somebody who books asks to order."""
    factory.granted(office, what="kasse.buchen")
    factory.duty(office, action)
    return factory.make(office, by=BOSS, what="kasse.anordnen", days=30)


def test_a_duty_that_forbids_leaves_only_the_special_case(office: Office) -> None:
    case = both_sides(office, "forbid")
    assert "verbietet" in refused(factory.decide, office, case, "grant", OWNS)
    assert "verbietet" in refused(factory.decide, office, case, "grant_excepted", OWNS, reason="x")
    factory.decide(office, case, "refer", OWNS, reason="Nur während der Vertretung")
    assert "verbietet" in refused(factory.decide, office, case, "grant_office", IT)
    factory.decide(office, case, "grant_special", IT, reason="Vertretung bis Monatsende")
    grant = Grant.objects.get(request=case.number)
    exception = DutyException.objects.get()
    assert (exception.valid_until, exception.grant) == (grant.valid_until, grant)
    assert exception.approved_by == office.people[IT]
    drain()
    assert "Anordnen" in rights_of(office)


def test_a_duty_that_asks_for_a_yes_gets_an_exception_with_the_reason_of_the_owner(office: Office) -> None:
    case = both_sides(office, "approve")
    assert "Ausnahme" in refused(factory.decide, office, case, "grant", OWNS)
    assert "begründen" in refused(factory.decide, office, case, "grant_excepted", OWNS)
    factory.decide(office, case, "grant_excepted", OWNS, reason="Kleine Stelle")
    exception = DutyException.objects.get()
    assert (exception.reason, exception.person) == ("Kleine Stelle", office.people[WHO])
    grant = Grant.objects.get(request=case.number)
    commands_back.give_back(grant, by=office.actor(WHO), reason="Fertig")
    exception.refresh_from_db()
    assert exception.valid_until <= today() + timedelta(days=1), "it ends with the grant"


def test_a_duty_that_reports_is_recorded(office: Office) -> None:
    case = both_sides(office, "report")
    factory.decide(office, case, "grant", OWNS)
    assert not DutyException.objects.exists()
    event = AuditEvent.objects.get(kind="identity.duty_met")
    assert event.data == {"duty": "kasse-report", "action": "report"}


def test_an_exception_without_need_is_refused(office: Office) -> None:
    case = factory.make(office, by=BOSS)
    assert "keine Ausnahme" in refused(factory.decide, office, case, "grant_excepted", OWNS, reason="x")


def test_an_own_right_is_given_back_and_the_account_follows(office: Office) -> None:
    grant = factory.granted(office)
    drain()
    commands_back.give_back(grant, by=office.actor(WHO), reason="Fertig")
    drain()
    assert "Zeichnen" not in rights_of(office)
    assert Plan.objects.filter(kind="grant").count() == 2


def test_a_line_manager_gives_back_for_the_team_and_nobody_else_does(office: Office) -> None:
    grant = factory.granted(office)
    for who in ("reisestelle", "beamter", OWNS):
        assert "entscheiden Sie nicht" in refused(commands_back.give_back, grant, by=office.actor(who), reason="x")
    commands_back.give_back(grant, by=office.actor(BOSS), reason="Aufgabe beendet")
    assert any("vor dem Ende" in text for text in messages(office, WHO))
    assert "schon" in refused(commands_back.give_back, grant, by=office.actor(WHO), reason="x")


def test_a_reminder_comes_once_two_weeks_before_the_end(office: Office) -> None:
    grant = factory.granted(office, days=60)
    drain()
    reminding.remind()
    assert not Notification.objects.filter(key__contains=":ends:").exists()
    with at(start_of(grant.valid_until - timedelta(days=14))):
        reminding.remind()
        reminding.remind()
    found = Notification.objects.filter(key__contains=":ends:")
    assert {row.person for row in found} == {office.people[WHO], office.people[BOSS]}
    assert found.count() == 2
    assert Grant.objects.get() == grant, "nothing is extended by itself"


def test_nobody_is_reminded_of_what_goes_on(office: Office) -> None:
    grant = factory.granted(office, days=60)
    factory.granted(office, days=120)
    with at(start_of(grant.valid_until - timedelta(days=5))):
        reminding.remind()
    assert not Notification.objects.filter(key__contains=":ends:").exists()


def test_an_emergency_works_at_once_ends_after_a_day_and_is_reviewed(office: Office) -> None:
    case = factory.emergency(office)
    drain()
    assert "Drucken" in rights_of(office)
    assert any("Zugang sofort gegeben" in text for text in messages(office, WHO))
    assert "noch nicht geprüft" in refused(factory.emergency, office)
    with at(now() + timedelta(hours=25)):
        drain()
        assert "Drucken" not in rights_of(office)
    factory.decide(office, case, "confirm", LOOKS, reason="War dringend")
    case.refresh_from_db()
    assert case.step == "requests_in_order"


def test_who_gave_an_emergency_does_not_review_it_and_nobody_gives_their_own(office: Office) -> None:
    assert "sich selbst" in refused(factory.emergency, office, OWNS)
    office.city.responsible(office.people[IT], "identity_auditor", office.units["root"])
    office.city.store()
    case = factory.emergency(office, by=IT)
    assert "erfasst" in refused(factory.decide, office, case, "confirm", IT, reason="x")


def test_not_in_order_ends_an_emergency(office: Office) -> None:
    case = factory.emergency(office)
    factory.decide(office, case, "object", LOOKS, reason="Ein Antrag hätte genügt")
    assert Grant.objects.get(request=case.number).revoked_at is not None


def test_an_emergency_lifts_no_duty_and_needs_the_right_office(office: Office) -> None:
    factory.granted(office, what="kasse.buchen")
    factory.duty(office, "forbid")
    assert "hebt sie nicht auf" in refused(factory.emergency, office, what="kasse.anordnen")
    assert "andere Stelle" in refused(factory.emergency, office, by="reisestelle")
    assert "keinen Notfallzugang" in refused(factory.emergency, office, what="geheim.lesen")


def test_the_team_shows_rights_but_never_protected_ones(office: Office) -> None:
    from meindo.identity.commands_grants import grant_right

    factory.granted(office)
    grant_right(
        person_id=office.people[WHO].pk, what=factory.right("geheim.lesen"), reason="x", valid_from=today(),
        valid_until=today() + timedelta(days=9), by=office.actor(OWNS),
    )  # fmt: skip
    shown = {row.place.person: row for row in members(team_of(office.people[BOSS].pk))}
    assert set(shown) == {office.people[WHO], office.people["beamter"]}
    assert {right.label for right in shown[office.people[WHO]].rights} == {"Zeichnen"}
    assert "geheim" not in str(shown)
    assert len(shown[office.people[WHO]].grants) == 1


def test_the_team_does_not_show_what_comes_of_a_protected_function(office: Office) -> None:
    from meindo.identity.commands_rules import activate_rule, draft_rule, try_rule

    by = office.actor(IT)
    for key, function in (("jav", ""), ("alle", "")):
        role = factory.role(office, key, "karten.sehen" if key == "jav" else "karten.drucken")
        version = draft_rule(rule=key, role=role, reason="Test", by=by, function=function)
        try_rule(version, by=by)
        activate_rule(version, by=office.actor(IT2))
    labels = {right.label for row in members(team_of(office.people[BOSS].pk)) for right in row.rights}
    assert labels == {"Drucken"}


def test_withdrawn_is_withdrawn(office: Office) -> None:
    own, other = factory.make(office), factory.make(office, "beamter", BOSS)
    factory.decide(office, own, "withdraw", WHO)
    factory.decide(office, other, "call_off", BOSS)
    assert {Case.objects.get(pk=case.pk).step for case in (own, other)} == {"requests_withdrawn"}
    assert CaseEvent.objects.filter(move="call_off", by=office.people[BOSS]).exists()
