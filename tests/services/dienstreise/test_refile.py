"""A claim that is filed again after a question: it is in time by the day of the first time (LRKG NRW § 3 Abs. 2)."""

from datetime import timedelta

import pytest
from tests.services.dienstreise import factory
from tests.support.office import build_office

from meindo.platform.clock import at, today
from meindo.services.dienstreise.models import Claim
from meindo.services.dienstreise.queries import claimed_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "late"), [(0, False), (400, True)], ids=["filed in time", "filed too late"])
def test_what_is_filed_again_counts_from_the_first_time(days: int, late: bool) -> None:
    office = build_office()
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    with at(today() + timedelta(days=days)):
        factory.file_claim(office, case)
        factory.decide(office, case, "reisestelle", "ask", reason="Bitte ergänzen.")
        first = claimed_on(case)
        assert first == today()
    with at(today() + timedelta(days=days + 400)):
        factory.file_claim(office, case)
        assert claimed_on(case) == first
    case.refresh_from_db()
    assert ("late" in case.attention) is late
    assert list(Claim.objects.filter(trip__case=case).values_list("is_late", flat=True)) == [late, late]
