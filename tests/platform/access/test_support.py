"""Support access: nothing without the person or an emergency; no role reads cases silently."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.services.datenschutz import factory as privacy
from tests.services.dienstreise import factory
from tests.support.office import PASSWORD, Office, build_office
from tests.web.world import browser_of

from meindo.platform.access import commands_support, queries_support
from meindo.platform.access.commands_support import SupportRefused
from meindo.platform.access.models import AccessRecord
from meindo.platform.access.support_models import ASKED, EMERGENCY, SupportAccess
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.login.models import User
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.worker import drain
from meindo.platform.registry.catalogue import role_labels

pytestmark = pytest.mark.django_db
WHO, HELPER, DSB = "mitarbeiterin", "hilfe", "datenschutz"


@pytest.fixture
def office() -> Office:
    office = build_office()
    for name, role in ((HELPER, queries_support.ROLE), (DSB, queries_support.REVIEWER)):
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], role, office.units["root"])
    office.city.store()
    for name in (HELPER, DSB):
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    return office


def asked(office: Office, service: str = "", days: int = 3) -> SupportAccess:
    until = today() + timedelta(days=days)
    known = {"subject": office.people[WHO], "reason": "Störung", "by": office.actor(HELPER)}
    return commands_support.ask_for_access(**known, service=service, until=until)


def taken(office: Office, service: str = "dienstreise") -> SupportAccess:
    known = {"subject": office.people[WHO], "reason": "Konto falsch", "by": office.actor(HELPER)}
    return commands_support.take_access(**known, service=service)


def seen(office: Office, who: str = HELPER, role: str = queries_support.ROLE) -> set[int]:
    viewer = Viewer(office.actor(who), role, commands_support.PURPOSE, today())
    return set(visible(viewer, Case).values_list("pk", flat=True))


def test_nothing_is_seen_before_the_person_agrees_and_nothing_after_the_end(office) -> None:
    case, other = factory.make(office), factory.make(office, "beamter")
    access = asked(office)
    assert seen(office) == set()
    commands_support.grant(access, by=office.actor(WHO))
    assert seen(office) == {case.pk}
    assert other.pk not in seen(office)
    with at(today() + timedelta(days=4)):
        assert seen(office) == set()
    commands_support.end_access(access, by=office.actor(WHO))
    assert seen(office) == set()
    with pytest.raises(SupportRefused):
        commands_support.grant(access, by=office.actor(WHO))


def test_only_the_person_grants_and_both_may_end(office) -> None:
    access = asked(office)
    for name in (HELPER, "teamleitung", DSB):
        with pytest.raises(SupportRefused):
            commands_support.grant(access, by=office.actor(name))
    for name in ("teamleitung", DSB):
        with pytest.raises(SupportRefused):
            commands_support.end_access(access, by=office.actor(name))
    commands_support.end_access(access, by=office.actor(HELPER))
    with pytest.raises(SupportRefused):
        asked(office, days=15)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportAccess.objects.create(
            kind=ASKED, subject_id=access.by_id, by_id=access.by_id, reason="x", until=today(), asked_at=access.asked_at
        )


def test_an_access_to_one_service_opens_no_other(office) -> None:
    trip = factory.make(office)
    privacy.make(office)
    commands_support.grant(asked(office, service="dienstreise"), by=office.actor(WHO))
    assert seen(office) == {trip.pk}


def test_the_support_reads_and_decides_nothing_and_every_look_is_recorded(office) -> None:
    case = factory.make(office)
    commands_support.grant(asked(office), by=office.actor(WHO))
    browser = browser_of(HELPER, queries_support.ROLE)
    page = browser.get(f"/dienstreise/{case.uuid}/")
    assert page.status_code == 200
    assert b'name="move"' not in page.content
    sent = {"move": "approve", "revision": case.revision}
    browser.post(f"/vorgang/{case.uuid}/entscheiden/", sent)
    case.refresh_from_db()
    assert case.step == "approval"
    record = AccessRecord.objects.filter(subject=office.people[WHO], viewer=office.people[HELPER], case_id=case.pk)
    assert record.get().role == queries_support.ROLE
    assert "Unterstützung" in browser_of(WHO).get("/meine-daten/").content.decode()
    assert browser.get("/vorgaenge/").status_code == 200


def test_an_emergency_is_open_at_once_told_short_and_reviewed_by_a_second_person(office) -> None:
    case = factory.make(office)
    access = taken(office)
    assert seen(office) == {case.pk}
    drain()
    assert Notification.objects.filter(person=office.people[WHO], url="/meine-daten/unterstuetzung/").exists()
    assert browser_of(HELPER, queries_support.ROLE).get("/unterstuetzung/pruefen/").status_code == 403
    page = browser_of(DSB, queries_support.REVIEWER).get("/unterstuetzung/pruefen/").content.decode()
    assert "Konto falsch" in page
    for name in (HELPER, WHO):
        with pytest.raises(SupportRefused):
            commands_support.review_access(access, text="gut", by=office.actor(name))
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportAccess.objects.filter(pk=access.pk).update(
            reviewed_by=access.by_id, reviewed_at=access.asked_at, review="gut"
        )
    browser_of(DSB, queries_support.REVIEWER).post(f"/unterstuetzung/pruefen/{access.uuid}/", {"text": "War dringend"})
    access.refresh_from_db()
    assert access.reviewed_by == office.people[DSB]
    with pytest.raises(SupportRefused):
        commands_support.review_access(access, text="noch einmal", by=office.actor(DSB))
    assert "War dringend" in browser_of(WHO).get("/meine-daten/unterstuetzung/").content.decode()
    with at(today() + timedelta(days=2)):
        assert seen(office) == set(), "it ends by itself"
    with pytest.raises(SupportRefused):
        taken(office, service="")


def test_the_pages_lead_from_asking_to_the_case_and_the_person_ends_it(office) -> None:
    case = factory.make(office)
    helper, person = browser_of(HELPER, queries_support.ROLE), browser_of(WHO)
    day = today() + timedelta(days=2)
    sent = {"number": office.employment(WHO).personnel_no, "service": "all", "reason": "Störung"}
    assert helper.post("/unterstuetzung/", sent).status_code == 422, "asked for without a last day"
    until = {"until_day": str(day.day), "until_month": str(day.month), "until_year": str(day.year)}
    assert helper.post("/unterstuetzung/", {**sent, **until}).status_code == 302
    access = SupportAccess.objects.get()
    assert helper.get(f"/unterstuetzung/{access.uuid}/").status_code == 404
    person.post(f"/meine-daten/unterstuetzung/{access.uuid}/", {"grant": "1"})
    assert case.number in helper.get(f"/unterstuetzung/{access.uuid}/").content.decode()
    person.post(f"/meine-daten/unterstuetzung/{access.uuid}/", {"end": "1"})
    assert helper.get(f"/unterstuetzung/{access.uuid}/").status_code == 404
    assert helper.get(f"/dienstreise/{case.uuid}/").status_code == 404
    helper.post("/unterstuetzung/", {**sent, "service": "dienstreise", "notfall": "1"})
    assert SupportAccess.objects.filter(kind=EMERGENCY).count() == 1


NO_CASES = ("activation_office", "digital_xpert", "law_release", "payroll_office", "post_office", "public_office")


def test_no_role_reads_cases_without_a_case_that_came_to_it(office) -> None:
    """Every declared role for somebody who holds all of them: what is seen follows from processes and grants alone."""
    factory.make(office)  # waits for the line: no office acts on it yet
    privacy.make(office)
    for role in role_labels():
        office.city.responsible(office.people["ob"], role, office.units["root"])
    office.city.store()
    trips = set(Case.objects.filter(service="dienstreise").values_list("pk", flat=True))
    for role in sorted(role_labels().keys() - {"applicant", "line_manager"}):
        assert not seen(office, "ob", role) & trips, role
    for role in (*NO_CASES, "rollout_office", "records_office", queries_support.ROLE, "no_such_role", ""):
        assert seen(office, "ob", role) == set(), role


def test_an_administrator_of_the_database_accounts_sees_no_case(office) -> None:
    case = factory.make(office)
    user = User.objects.get(username="reisestelle2")
    for name in ("is_superuser", "is_staff"):
        if hasattr(user, name):
            setattr(user, name, True)
    user.save()
    assert browser_of("reisestelle2").get(f"/dienstreise/{case.uuid}/").status_code == 404
