"""What the support sees: nothing without a case that opens it; no role reads cases silently."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.services.datenschutz import factory as privacy
from tests.services.dienstreise import factory as trips
from tests.services.unterstuetzung import factory
from tests.services.unterstuetzung.factory import COLLEAGUE, DSB, HELPER, WHO, decide, seen
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.platform.access import queries_support
from meindo.platform.access.models import AccessRecord
from meindo.platform.access.support_models import ASKED, EMERGENCY, SupportAccess
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, now, today
from meindo.platform.login.models import User
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.worker import drain
from meindo.platform.registry.catalogue import role_labels
from meindo.services.unterstuetzung import adopting, commands, queries
from meindo.services.unterstuetzung.models import SupportRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return factory.with_support(build_office())


def hours_pass() -> None:
    """What runs every hour runs now."""
    Task.objects.create(kind="cases.deadlines", key=f"cases.deadlines:slot:{Task.objects.count()}")
    drain()


def test_nothing_is_seen_before_the_person_agrees_and_nothing_after_the_end(office) -> None:
    case, other = trips.make(office), trips.make(office, "beamter")
    request = factory.asked(office)
    assert seen(office) == set()
    decide(office, request, "grant")
    assert seen(office) == {case.pk}
    assert other.pk not in seen(office)
    assert seen(office, COLLEAGUE) == set(), "granted to one person, not to the office"
    with at(today() + timedelta(days=3)):
        assert seen(office) == {case.pk}, "the last day counts"
    with at(today() + timedelta(days=4)):
        assert seen(office) == set(), "also before the clock has noted it"
    decide(office, request, "end")
    assert seen(office) == set()
    with pytest.raises(MoveRefused):
        decide(office, request, "grant")


def test_nothing_is_seen_after_a_refusal_which_needs_no_reason(office) -> None:
    trips.make(office)
    request = factory.asked(office)
    decide(office, request, "decline")
    assert (request.step, seen(office)) == ("support_declined", set())
    assert SupportAccess.objects.get().ended_at
    told = Notification.objects.get(person=office.people[HELPER])
    assert "nicht zugestimmt" in told.msgid


@pytest.mark.parametrize("move", ["give_back", "end"])
def test_both_may_end_an_open_access_and_nobody_else(office, move: str) -> None:
    trips.make(office)
    request = factory.asked(office)
    decide(office, request, "grant")
    for name in (COLLEAGUE, DSB, "teamleitung"):
        with pytest.raises(MoveRefused):
            decide(office, request, move, who=name)
    decide(office, request, move, who=HELPER if move == "give_back" else WHO)
    assert (request.step, seen(office)) == ("support_ended", set())


def test_only_the_person_agrees_also_not_who_asked(office) -> None:
    request = factory.asked(office)
    for name in (HELPER, COLLEAGUE, DSB, "teamleitung"):
        for move in ("grant", "decline"):
            with pytest.raises(MoveRefused):
                decide(office, request, move, who=name)
    assert request.entered_by == office.people[HELPER]


def test_what_cannot_be_asked_for_is_refused(office) -> None:
    with pytest.raises(MoveRefused):
        factory.asked(office, days=15)
    with pytest.raises(MoveRefused):
        factory.asked(office, days=-1)
    with pytest.raises(MoveRefused):
        factory.make(office, days=15)
    with pytest.raises(MoveRefused):
        factory.asked(office, who=HELPER)
    with pytest.raises(MoveRefused):
        factory.asked(office, by="teamleitung")
    with pytest.raises(MoveRefused):
        factory.taken(office, by="teamleitung")
    with pytest.raises(MoveRefused):
        factory.taken(office, service="")
    assert not Case.objects.exists()
    assert not SupportAccess.objects.exists()


def test_an_access_to_one_service_opens_no_other(office) -> None:
    trip = trips.make(office)
    privacy.make(office)
    decide(office, factory.asked(office, service="dienstreise"), "grant")
    assert seen(office) == {trip.pk}


def test_an_access_ends_by_itself_and_a_question_without_an_answer_too(office) -> None:
    trips.make(office)
    granted, silent = factory.asked(office), factory.asked(office)
    decide(office, granted, "grant")
    drain()
    with at(today() + timedelta(days=3)):
        hours_pass()
    assert {Case.objects.get(pk=case.pk).is_open for case in (granted, silent)} == {True}
    with at(today() + timedelta(days=4)):
        hours_pass()
        for case in (granted, silent):
            case.refresh_from_db()
        assert (granted.step, silent.step) == ("support_ended", "support_unanswered")
        assert seen(office) == set()
    assert not Notification.objects.filter(key__startswith="escalate").exists(), "nobody is late"
    said = [str(found.params) for found in Notification.objects.filter(person=office.people[WHO])]
    assert any("Zugriff abgelaufen" in text for text in said)


def test_a_grant_that_comes_too_late_opens_nothing(office) -> None:
    request = factory.asked(office)
    with at(today() + timedelta(days=4)), pytest.raises(MoveRefused, match="vorbei"):
        decide(office, request, "grant")
    assert SupportAccess.objects.get().granted_at is None


def test_who_asks_for_help_lets_the_one_look_who_takes_it_on(office) -> None:
    trip = trips.make(office)
    case = factory.make(office, service="dienstreise")
    assert seen(office) == set()
    decide(office, case, "take", who=COLLEAGUE)
    assert (seen(office, COLLEAGUE), seen(office)) == ({trip.pk}, set())
    assert case.due_on == today() + timedelta(days=3)
    with pytest.raises(MoveRefused):
        decide(office, case, "take", who=HELPER)
    decide(office, case, "end")
    assert seen(office, COLLEAGUE) == set()


def test_help_without_a_look_and_a_call_withdrawn_open_nothing(office) -> None:
    trips.make(office)
    answered, withdrawn = factory.make(office), factory.make(office)
    decide(office, answered, "answer", who=HELPER, reason="Bitte neu anmelden.")
    decide(office, withdrawn, "withdraw")
    assert seen(office) == set()
    assert not SupportAccess.objects.exists()


def test_an_emergency_is_open_at_once_told_and_reviewed_by_a_second_person(office) -> None:
    trip = trips.make(office)
    case = factory.taken(office)
    assert seen(office) == {trip.pk}
    drain()
    told = Notification.objects.get(person=office.people[WHO])
    assert told.url == f"/vorgang/{case.uuid}/"
    assert HELPER.title() not in str(told.params), "an office acts, nobody is named"
    for name in (HELPER, WHO):
        with pytest.raises(MoveRefused):
            decide(office, case, "confirm", who=name, reason="gut")
    with pytest.raises(MoveRefused):
        decide(office, case, "confirm", who=DSB, reason=" ")
    decide(office, case, "confirm", who=DSB, reason="War dringend")
    access = SupportAccess.objects.get()
    assert (access.reviewed_by, access.review) == (office.people[DSB], "War dringend")
    assert seen(office) == set(), "with the review it ends"


def test_an_emergency_ends_the_day_after_or_as_the_person_wishes_and_is_reviewed_all_the_same(office) -> None:
    trip = trips.make(office)
    case = factory.taken(office)
    due = case.due_on
    with at(today() + timedelta(days=1)):
        assert seen(office) == {trip.pk}
    with at(today() + timedelta(days=2)):
        assert seen(office) == set()
    decide(office, case, "end")
    assert (case.step, case.due_on, seen(office)) == ("support_review", due, set())
    with pytest.raises(MoveRefused, match="schon beendet"):
        decide(office, case, "end")
    decide(office, case, "object", who=DSB, reason="Die Person war da.")
    assert case.step == "support_not_in_order"


def test_the_database_refuses_a_review_by_who_took_it(office) -> None:
    factory.taken(office)
    access = SupportAccess.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportAccess.objects.filter(pk=access.pk).update(reviewed_by=access.by_id, reviewed_at=now(), review="gut")
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportAccess.objects.create(
            kind=ASKED, subject_id=access.by_id, by_id=access.by_id, reason="x", until=today(), asked_at=now()
        )


def test_who_took_an_emergency_takes_the_same_again_only_after_its_review(office) -> None:
    first = factory.taken(office)
    with pytest.raises(MoveRefused) as refused:
        factory.taken(office)
    assert refused.value.reason.params == {"number": first.number}
    factory.taken(office, by=COLLEAGUE)
    factory.taken(office, service="datenschutz")
    factory.taken(office, who="beamter")
    decide(office, first, "end")
    with pytest.raises(MoveRefused):
        factory.taken(office)
    decide(office, first, "confirm", who=DSB, reason="gut")
    factory.taken(office)


def test_what_waits_from_before_becomes_a_case_and_what_is_open_stays(office) -> None:
    trip = trips.make(office)
    known = {"subject": office.people[WHO], "by": office.people[HELPER], "reason": "Störung", "asked_at": now()}
    day = today() + timedelta(days=2)
    waits = SupportAccess.objects.create(**known, kind=ASKED, until=day)
    urgent = SupportAccess.objects.create(**known, kind=EMERGENCY, until=today(), service="x", granted_at=now())
    opened = SupportAccess.objects.create(**known, kind=ASKED, until=day, granted_at=now())
    assert seen(office) == {trip.pk}
    for _twice in range(2):
        adopting.adopt_all("", {})
    assert queries.cases_of([opened.uuid]) == {}
    cases = queries.cases_of([waits.uuid, urgent.uuid])
    assert {case.entered_by for case in cases.values()} == {office.people[HELPER]}
    assert SupportRequest.objects.count() == 2
    decide(office, cases[waits.uuid], "grant")
    with pytest.raises(MoveRefused):
        decide(office, cases[urgent.uuid], "confirm", who=HELPER, reason="x")
    decide(office, cases[urgent.uuid], "confirm", who=DSB, reason="War dringend")
    decide(office, cases[waits.uuid], "end")
    assert seen(office) == {trip.pk}, "the old one is still open"
    with pytest.raises(MoveRefused):
        commands.end_without_case(opened, by=office.actor(HELPER))
    browser_of(WHO).post(f"/unterstuetzung/meine/{opened.uuid}/beenden/")
    assert seen(office) == set()


def test_the_support_reads_and_decides_nothing_and_every_look_is_recorded(office) -> None:
    case = trips.make(office)
    decide(office, factory.asked(office), "grant")
    browser = browser_of(HELPER, queries_support.ROLE)
    page = browser.get(f"/dienstreise/{case.uuid}/")
    assert page.status_code == 200
    assert b'name="move"' not in page.content
    browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "approve", "revision": case.revision})
    case.refresh_from_db()
    assert case.step == "approval"
    record = AccessRecord.objects.filter(subject=office.people[WHO], viewer=office.people[HELPER], case_id=case.pk)
    assert record.get().role == queries_support.ROLE
    assert "Unterstützung" in browser_of(WHO).get("/meine-daten/").content.decode()
    assert browser.get("/vorgaenge/").status_code == 200


NO_CASES = ("activation_office", "digital_xpert", "law_release", "payroll_office", "post_office", "public_office")


def test_no_role_reads_cases_without_a_case_that_came_to_it(office) -> None:
    """Every declared role for somebody who holds all of them: what is seen follows from processes and grants alone."""
    trips.make(office)  # waits for the line: no office acts on it yet
    privacy.make(office)
    for role in role_labels():
        office.city.responsible(office.people["ob"], role, office.units["root"])
    office.city.store()
    found = set(Case.objects.filter(service="dienstreise").values_list("pk", flat=True))
    for role in sorted(role_labels().keys() - {"applicant", "line_manager"}):
        assert not seen(office, "ob", role) & found, role
    for role in (*NO_CASES, "rollout_office", "records_office", queries_support.ROLE, "no_such_role", ""):
        assert seen(office, "ob", role) == set(), role


def test_an_administrator_of_the_database_accounts_sees_no_case(office) -> None:
    case = trips.make(office)
    user = User.objects.get(username="reisestelle2")
    for name in ("is_superuser", "is_staff"):
        if hasattr(user, name):
            setattr(user, name, True)
    user.save()
    assert browser_of("reisestelle2").get(f"/dienstreise/{case.uuid}/").status_code == 404
