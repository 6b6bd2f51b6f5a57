"""Which roles a person holds today, asked in one sentence on every page: the same as the facts and authorities say."""

from datetime import timedelta

import pytest
from tests.support.office import build_office

from meindo.platform.clock import today
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Authority, Responsibility, Terms
from meindo.platform.people.queries import responsibilities_of, roles_held

pytestmark = pytest.mark.django_db


def test_the_one_sentence_says_what_facts_and_authorities_say() -> None:
    office = build_office()
    person, unit = office.people["mitarbeiterin"], office.units["51"]
    for role, start, end in (("over", -20, -1), ("today", 0, 1), ("ahead", 1, 9), ("long", -20, 20)):
        begins, ends = today() + timedelta(days=start), today() + timedelta(days=end)
        key = {"person_id": person.pk, "role": role, "unit_id": unit.pk}
        state(Responsibility, [Statement(key, {}, begins, ends)], source="test")
    held = {who: roles_held(row.pk, today())[:2] for who, row in office.people.items()}
    assert held["mitarbeiterin"] == (False, {"today", "long"})
    assert held["teamleitung"][0]
    for who, row in office.people.items():
        decides = Authority.objects.filter(person=row).exists()
        assert held[who] == (decides, responsibilities_of(row.pk, today()))
    for day in (today() - timedelta(days=10), today() + timedelta(days=1)):
        assert roles_held(person.pk, day)[1] == responsibilities_of(person.pk, day)
    assert Responsibility.objects.filter(person=person).count() == 4


def test_one_column_of_a_fact_is_what_the_fact_says() -> None:
    office = build_office()
    job = office.people["beamter"].employments.get()
    for day in (today(), today() - timedelta(days=20_000)):
        wanted = Terms.objects.as_of(day).filter(employment=job).values_list("status_group", flat=True).first()
        assert Terms.value_on(day, "status_group", employment_id=job.pk) == wanted
    assert Terms.value_on(today(), "status_group", employment_id=job.pk) == "beamte"
    with pytest.raises(AssertionError):
        Terms.value_on(today(), "status_group; --", employment_id=job.pk)
