"""External people: an end that the database asks for, somebody who answers for them, and what goes when they go."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.kernel.message import mark
from meindo.kernel.workdays import add_months
from meindo.platform.clock import at, now, today
from meindo.platform.outbox.models import Task
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.commands_externals import (
    LONGEST_MONTHS,
    Engagement,
    ExternalRefused,
    end_engagement,
    engage,
    extend,
    hand_over,
    last_day_of,
    last_extension,
)
from meindo.platform.people.external_models import EngagementKind, Sponsorship
from meindo.platform.people.models import Employment, Holding, Person, Placement, Terms
from meindo.platform.people.projection import rebuild
from meindo.platform.people.queries import has_left
from meindo.platform.people.queries_externals import externals, externals_in_reach, may_sponsor, sponsored_by
from meindo.platform.people.queries_subject import known_of

office, db = built_once("office", lambda: build_office(released=False))
ONE, MONTH = timedelta(days=1), timedelta(days=30)
LONG_AGO = date(2024, 1, 1)


def said(office: Office, **more: object) -> Engagement:
    fields: dict[str, object] = {
        "given_name": "Ivo",
        "family_name": "Fremd",
        "email": "ivo@example.org",
        "unit_id": office.units["51/1"].pk,
        "task": "Umbau",
        "kind": EngagementKind.CONTRACTOR,
        "sponsor_id": office.people["teamleitung"].pk,
        "start": today(),
        "end": today() + MONTH,
    }
    return Engagement(**(fields | more))  # type: ignore[arg-type]


def come(office: Office, **more: object) -> Employment:
    return engage(said(office, **more), by=office.actor("reisestelle"))


def leave(office: Office, who: str, day: date) -> None:
    """The employment of a colleague ends."""
    state(Terms, [Statement({"employment_id": office.employment(who).pk}, None, day)], source="test")


@pytest.mark.parametrize("group", ["extern", "tarif"])
def test_the_database_wants_an_end_for_whom_is_external_and_for_nobody_else(db, office, group: str) -> None:
    job = Employment.objects.create(person=Person.objects.create(), personnel_no="X1")
    row = {"employment": job, "source": "test", "status_group": group}
    if group == "tarif":
        Terms.objects.create(valid_from=LONG_AGO, **row)
        return
    with pytest.raises(IntegrityError, match="terms_external_ends"), transaction.atomic():
        Terms.objects.create(valid_from=LONG_AGO, **row)
    Terms.objects.create(valid_from=LONG_AGO, superseded_at=now(), **row)  # what nobody believes any more
    Terms.objects.create(valid_from=LONG_AGO, valid_until=LONG_AGO + MONTH, **row)


def test_somebody_external_has_a_number_a_place_and_an_end(db, office) -> None:
    job = come(office)
    assert job.personnel_no == f"E-{job.pk:06d}"
    place = Placement.objects.get(employment=job)
    assert (place.unit_id, place.title, place.status_group) == (office.units["51/1"].pk, "Umbau", "extern")
    assert not place.is_lead
    job.person.refresh_from_db()
    assert job.person.display_name == "Ivo Fremd"
    assert not has_left(job.person_id, today() + MONTH - ONE)
    assert has_left(job.person_id, today() + MONTH)
    with at(today() + MONTH):
        rebuild()
        assert not Placement.objects.filter(employment=job).exists()
    own = known_of(job.person_id)["engagements"]
    assert [row["kind"] for row in own] == ["contractor"]
    assert "Leitung" not in str(own)


def test_a_number_is_never_given_twice(db, office) -> None:
    first = come(office)
    taken = Employment.objects.create(person=first.person, personnel_no=f"E-{first.pk + 2:06d}")
    assert come(office).personnel_no not in {first.personnel_no, taken.personnel_no}


@pytest.mark.parametrize("kind", EngagementKind)
def test_no_engagement_is_longer_than_its_kind_allows(db, office, kind: EngagementKind) -> None:
    last = last_day_of(kind, today())
    assert last == add_months(today(), LONGEST_MONTHS[kind]) - ONE
    with pytest.raises(ExternalRefused) as problem:
        come(office, kind=kind, end=last + ONE + ONE)
    assert problem.value.field == "until"
    assert f"{last:%d.%m.%Y}" in problem.value.said(mark)
    assert come(office, kind=kind, end=last + ONE)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"start": date(2020, 1, 1)}, "start"),
        ({"end": date(2020, 1, 1)}, "until"),
        ({"sponsor_id": 0}, "sponsor"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(db, office, more: dict[str, object], field: str) -> None:
    with pytest.raises(ExternalRefused) as problem:
        come(office, **more)
    assert problem.value.field == field


def test_only_who_is_employed_and_not_external_answers_for_others(db, office) -> None:
    job, who = come(office), office.people["mitarbeiterin"]
    assert may_sponsor(who.pk, today())
    for sponsor in (job.person_id, come(office).person_id):
        with pytest.raises(ExternalRefused):
            hand_over(job, sponsor_id=sponsor, kind=EngagementKind.VOLUNTEER, by=office.actor("reisestelle"))
    hand_over(job, sponsor_id=who.pk, kind=EngagementKind.VOLUNTEER, by=office.actor("reisestelle"))
    assert [row.pk for row in sponsored_by(who.pk, today())] == [job.pk]
    assert not sponsored_by(office.people["teamleitung"].pk, today()).filter(pk=job.pk).exists()
    assert Sponsorship.objects.as_of(today()).get(employment=job).valid_until == today() + MONTH
    leave(office, "beamter", today() + ONE)
    assert may_sponsor(office.people["beamter"].pk, today())
    with pytest.raises(ExternalRefused):
        come(office, sponsor_id=office.people["beamter"].pk, start=today() + ONE)


def test_an_extension_moves_everything_and_ends_within_a_year(db, office) -> None:
    job, by = come(office), office.actor("teamleitung")
    for end in (today() + MONTH, last_extension() + ONE + ONE):
        with pytest.raises(ExternalRefused):
            extend(job, end=end, by=by)
    end = last_extension() + ONE
    with at(today() + timedelta(days=3)):
        extend(job, end=end, by=by)
    for model in (Terms, Holding, Sponsorship):
        rows = model.objects.current().filter(employment=job).order_by("valid_from")
        assert rows[0].valid_from == today()
        assert rows.last().valid_until == end
        assert model.objects.as_of(end - ONE).get(employment=job)
    assert externals(today()).get(pk=job.pk).ends_on == end
    with pytest.raises(PermissionError):
        extend(job, end=end + ONE, by=by.__class__(f"person:{job.person.uuid}", job.person_id))


def told(job: Employment) -> int:
    """How often the rest of the platform was told that something holds now."""
    tasks = Task.objects.filter(kind="event", payload__event="people.external_changed")
    return sum(task.payload["fields"] == {"person": job.person_id} for task in tasks)


def test_ended_now_means_gone_now(db, office) -> None:
    job = come(office)
    with at(today() + timedelta(days=5)):
        before = told(job)
        assert end_engagement(job, by=office.actor("teamleitung")) == today()
        assert told(job) > before
        assert has_left(job.person_id, today())
        assert not Placement.objects.filter(employment=job).exists()
        assert not Sponsorship.objects.as_of(today()).filter(employment=job).exists()
        assert not externals(today()).filter(pk=job.pk).exists()
        with pytest.raises(ExternalRefused):
            end_engagement(job, by=office.actor("teamleitung"))


def test_who_was_extended_and_ended_on_one_day_is_gone_as_well(db, office) -> None:
    job, by = come(office), office.actor("teamleitung")
    with at(today() + timedelta(days=5)):
        extend(job, end=today() + timedelta(days=60), by=by)
        assert end_engagement(job, by=by) == today()
        assert has_left(job.person_id, today())


def test_who_began_today_has_this_day_and_has_left_tomorrow(db, office) -> None:
    job = come(office)
    assert end_engagement(job, by=office.actor("teamleitung")) == today() + ONE
    assert not has_left(job.person_id, today())
    assert has_left(job.person_id, today() + ONE)


def test_who_has_yet_to_come_does_not_come(db, office) -> None:
    job = come(office, start=today() + MONTH, end=today() + MONTH + MONTH)
    end_engagement(job, by=office.actor("teamleitung"))
    assert not Terms.objects.current().filter(employment=job).exists()


def test_the_personnel_system_keeps_the_days_of_whom_it_brought(db, office) -> None:
    job = come(office)
    Person.objects.filter(pk=job.person_id).update(key="K1")
    job.person.refresh_from_db()
    by = office.actor("teamleitung")
    for act in (end_engagement, partial(extend, end=today() + MONTH + ONE)):
        with pytest.raises(ExternalRefused, match="Personalsystem"):
            act(job, by=by)
    hand_over(job, sponsor_id=office.people["beamter"].pk, kind=EngagementKind.COUNCIL, by=by)


def test_those_without_anybody_come_first(db, office) -> None:
    cared = come(office, family_name="Gut", end=today() + timedelta(days=20))
    going = come(office, family_name="Geht", sponsor_id=office.people["beamter"].pk)
    none = come(office, family_name="Allein", end=today() + timedelta(days=50))
    state(Sponsorship, [Statement({"employment_id": none.pk}, None, today())], source="test")
    leave(office, "beamter", today() + timedelta(days=14))
    found = [(row.pk, row.attended) for row in externals(today())]
    assert found == [(going.pk, False), (none.pk, False), (cared.pk, True)]
    job = {"employment_id": office.employment("beamter").pk}
    longer = Statement(job, {"status_group": "beamte"}, today(), today() + timedelta(days=15))
    state(Terms, [longer], source="test")
    assert externals(today()).get(pk=going.pk).attended


def test_an_office_finds_those_of_its_units_also_before_they_begin(db, office) -> None:
    office.city.responsible(office.people["reisestelle"], "hr_office", office.units["51"])
    office.city.store()
    who = office.people["reisestelle"].pk
    inside = come(office, start=today() + MONTH, end=today() + MONTH + MONTH)
    come(office, unit_id=office.units["11"].pk)
    assert [row.pk for row in externals_in_reach(who, today())] == [inside.pk]
    assert externals_in_reach(who, today(), "Frem").exists()
    assert externals_in_reach(who, today(), inside.personnel_no).exists()
    assert not externals_in_reach(who, today(), "Yılmaz").exists()
