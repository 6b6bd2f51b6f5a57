"""A prepared query gives what Django's own gives, each time with the numbers of that call."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.prepared import Prepared, padded_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def both(office: Office) -> list[Case]:
    return [factory.filed(office), factory.filed(office)]


def test_the_rows_are_those_of_django(office) -> None:
    prepared = Prepared(lambda case: CaseEvent.objects.filter(case=case).select_related("by").order_by("revision"))
    for case in both(office):
        events = list(case.events.select_related("by").order_by("revision"))
        found = prepared(case.pk)
        assert found == events
        assert [row.by for row in found] == [event.by for event in events]
        assert [vars(row) | {"_state": None} for row in found] == [vars(row) | {"_state": None} for row in events]


def test_every_call_asks_with_its_own_numbers(office) -> None:
    first, second = both(office)
    prepared = Prepared(lambda case, other: Case.objects.filter(pk__in=[case, other], is_open=True).order_by("pk"))
    assert prepared(first.pk, second.pk) == [first, second]
    assert prepared(second.pk, second.pk) == [second]
    assert prepared.first(0, 0) is None


def test_columns_that_are_left_out_are_read_when_they_are_wanted(office) -> None:
    case = factory.filed(office)
    row = Prepared(lambda case: Case.objects.filter(pk=case).only("number")).first(case.pk)
    assert row is not None
    with CaptureQueriesContext(connection) as asked:
        assert row.headline == case.headline
    assert len(asked) == 1


def test_dates_uuids_counts_and_json_come_as_python_values(office) -> None:
    case = factory.filed(office)
    names = ("uuid", "created_at", "starts_on", "amount_eur", "summary", "attention")
    prepared = Prepared(lambda case: Case.objects.filter(pk=case).annotate(n=Count("events")).values_list(*names, "n"))
    expected = (*(getattr(Case.objects.get(pk=case.pk), name) for name in names), case.events.count())
    assert prepared(case.pk) == [expected]


def test_words_and_days_are_asked_as_they_are_given(office) -> None:
    first, second = both(office)
    prepared = Prepared(
        lambda day, *numbers: Case.objects.filter(number__in=numbers, starts_on__gte=day).order_by("pk")
    )
    assert prepared(date(2000, 1, 1), *padded_words([first.number], 2)) == [first]
    assert prepared(date(2000, 1, 1), second.number, first.number) == [first, second]
    assert prepared(date(2999, 1, 1), second.number, first.number) == []


def test_more_words_than_places_are_refused() -> None:
    with pytest.raises(ValueError, match="3 keys for a query over 2"):
        padded_words(["a", "b", "c"], 2)
