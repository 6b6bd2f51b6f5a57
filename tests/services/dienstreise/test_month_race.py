"""Two claims of one month at the same moment: both arrive, and the second one says so."""

import pytest
from tests.services.dienstreise import months
from tests.support.office import build_office
from tests.support.parallel import all_at_once

from meindo.platform.cases.models import Case
from meindo.services.dienstreise import queries


@pytest.mark.django_db(transaction=True)
def test_two_claims_of_a_month_at_the_same_time_are_a_claim_and_a_supplement(own_database) -> None:
    office = build_office()
    held = months.in_force(office)

    def send(day: int) -> str:
        return months.filed(office, held, day).number

    results = all_at_once([lambda: send(3), lambda: send(4)])
    assert not [result for result in results if isinstance(result, Exception)], results
    marks = sorted(tuple(case.attention) for case in Case.objects.filter(process=queries.COLLECTIVE))
    assert marks == [(), ("supplement",)]
