"""Dated facts: the database refuses overlaps and edits; statements cut, keep and add; projections follow."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from meindo.platform.clock import FOREVER, now
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Absence, Employment, OrgUnit, Person, Terms

DAY = date(2024, 1, 1)


def employment() -> Employment:
    return Employment.objects.create(person=Person.objects.create(), personnel_no=str(Person.objects.count()))


def test_overlapping_current_rows_are_refused_by_the_database(db) -> None:
    key = {"employment": employment(), "source": "test", "status_group": "tarif"}
    Terms.objects.create(valid_from=DAY, **key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.create(valid_from=DAY + timedelta(days=9), **key)
    Terms.objects.create(valid_from=DAY - timedelta(days=9), valid_until=DAY, **key)


def test_a_fact_is_never_changed_nor_deleted_only_superseded_once(db) -> None:
    fact = Terms.objects.create(valid_from=DAY, employment=employment(), source="test", status_group="tarif")
    rows = Terms.objects.filter(pk=fact.pk)
    for change in ({"status_group": "beamte"}, {"valid_until": DAY}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    rows.update(superseded_at=now())
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(superseded_at=now() + timedelta(days=1))


def test_what_was_known_earlier_can_be_asked(db) -> None:
    job = employment()
    state(Terms, [Statement({"employment_id": job.pk}, {"status_group": "tarif"}, DAY)], source="a")
    before = now()
    state(Terms, [Statement({"employment_id": job.pk}, {"status_group": "beamte"}, DAY)], source="b")
    assert Terms.objects.as_of(DAY).get().status_group == "beamte"
    assert Terms.objects.as_of(DAY, known_on=before).get().status_group == "tarif"


days = st.integers(0, 40)
spans = st.tuples(days, days, st.sampled_from(["tarif", "beamte", None])).filter(lambda s: s[0] < s[1])


class StatedFacts(TestCase):
    """A sequence of statements gives, on each day, what was said last about it: as in a table of days."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(spans, max_size=8))
    def test_the_last_statement_about_a_day_holds(self, said: list[tuple[int, int, str | None]]) -> None:
        job = employment()
        table: dict[int, str] = {}
        for start, end, group in said:
            values = {"status_group": group} if group else None
            span = (DAY + timedelta(days=start), DAY + timedelta(days=end))
            state(Terms, [Statement({"employment_id": job.pk}, values, *span)], source="test")
            table.update(dict.fromkeys(range(start, end), group or ""))
        for number in range(41):
            found = Terms.objects.as_of(DAY + timedelta(days=number)).filter(employment=job).first()
            assert (found.status_group if found else "") == table.get(number, "")


def test_stating_the_same_again_writes_nothing(db) -> None:
    job = employment()
    said = [Statement({"employment_id": job.pk}, {"status_group": "tarif"}, DAY, FOREVER)]
    assert state(Terms, said, source="test") == 1
    assert state(Terms, said, source="test") == 0


def test_absence_has_no_column_for_a_reason() -> None:
    fields = {field.name for field in Absence._meta.get_fields()}
    assert fields == {"id", "person", "valid_from", "valid_until", "recorded_at", "superseded_at", "source", "measure"}


def test_a_renamed_unit_is_the_same_unit(db) -> None:
    from meindo.platform.people import projection
    from meindo.platform.people.models import UnitDescription

    unit = OrgUnit.objects.create(key="51")
    for name, since in (("Jugendamt", DAY), ("Amt für Jugend", DAY + timedelta(days=30))):
        said = Statement({"unit_id": unit.pk}, {"code": "51", "name": name, "kind": "fachbereich"}, since)
        state(UnitDescription, [said], source="test")
    projection.rebuild()
    unit.refresh_from_db()
    assert unit.name == "Amt für Jugend"
    assert UnitDescription.objects.as_of(DAY).get(unit=unit).name == "Jugendamt"
