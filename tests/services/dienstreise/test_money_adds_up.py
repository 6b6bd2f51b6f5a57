"""Whatever payroll refuses on the way: in the end everybody has exactly what is due, and nothing was ever negative."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.services.dienstreise import factory, money
from tests.support.office import Office, build_office
from tests.support.once import built_once, taken_back

from meindo.platform.cases.models import Case
from meindo.platform.clock import at
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import queries_advance

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
DUE = Decimal("80.50")
REFUSED: Any = st.lists(st.sampled_from([(), ("6100",), ("6120",), ("6100", "6120")]), max_size=4)


def answered_until_quiet(office: Office, case: Case, refused: list[tuple[str, ...]], ordered: str) -> None:
    """Payroll answers; what it refuses is confirmed and ordered anew, until it takes everything."""
    while case.step == "payout":
        factory.answer(rejected=refused.pop(0) if refused else ())
        factory.settle_down()
        case.refresh_from_db()
        if case.step == "checking":
            special = {"reason": "x", "amount_eur": case.amount_eur} if ordered == "confirm_special" else {}
            money.decide(office, case, "reisestelle", ordered, **special)
            money.decide(office, case, "anordnung", "order")


@example(advance=Decimal("0.01"), before=[], after=[("6120",), ("6100",)])  # the reversal of 6100 is refused too
@given(advance=st.decimals("0.01", "200.00", places=2), before=REFUSED, after=REFUSED)
@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_all_lines_ever_taken_add_up_to_what_is_due(office, advance, before, after) -> None:
    with taken_back():
        trip = money.trip_ahead(office)
        case = money.ordered(office, trip, str(advance))
        answered_until_quiet(office, case, before, "confirm_special")
        money.claim_ordered(office, trip)
        assert trip.ends_on is not None
        with money.afterwards(trip):
            answered_until_quiet(office, trip, after, "confirm")
        rest = max(Decimal("0.00"), advance - DUE)
        assert queries_advance.open_eur(trip) == rest
        if rest:
            recovery = money.recovery_of(trip)
            with money.afterwards(trip):
                money.decide(office, recovery, "mitarbeiterin", "agree")
                money.decide(office, recovery, "reisestelle", "recover")
                money.decide(office, recovery, "anordnung", "order")
            with at(recovery.pay_lines.get().month.replace(day=5)):
                answered_until_quiet(office, recovery, [], "recover")
        taken = PayLine.objects.filter(person_id=trip.person_id, accepted=True)
        assert sum(line.amount_eur for line in taken) == DUE
        assert sum(line.amount_eur for line in taken.filter(case=trip)) >= 0
