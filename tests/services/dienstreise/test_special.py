"""A special amount belongs to one decision: given back, answered anew or refused by payroll, the computed one holds."""

from decimal import Decimal

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.cases.models import Case
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import queries
from meindo.services.dienstreise.notice import notice_of

office, db = built_once("office", build_office)
SET, COMPUTED = Decimal("500.00"), Decimal("80.50")  # 190 km by car and one day
SAID = "Vorher als besonderer Fall festgesetzt"


def special(office: Office) -> Case:
    """A claim for which the travel office set another amount, before the order."""
    case = factory.filed(office)
    factory.decide(office, case, "reisestelle", "confirm_special", reason="Sonderfall", amount_eur=SET)
    assert case.amount_eur == SET
    return case


def given_back(office: Office) -> Case:
    case = special(office)
    factory.decide(office, case, "anordnung", "return_to_check", reason="Beleg fehlt")
    return case


def filed_again(office: Office) -> Case:
    case = given_back(office)
    factory.decide(office, case, "reisestelle", "ask", reason="Beleg?")
    factory.file_claim(office, case)
    case.refresh_from_db()
    return case


def refused(office: Office) -> Case:
    case = special(office)
    factory.decide(office, case, "anordnung", "order")
    factory.answer(rejected=("6110", "6100"))
    drain()
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("way", [given_back, filed_again, refused])
def test_what_is_checked_anew_has_the_computed_amount_and_the_office_sees_the_earlier_one(
    db, office, settings, tmp_path, way
) -> None:
    settings.DATA = tmp_path
    case = way(office)
    assert (case.step, case.amount_eur) == ("checking", COMPUTED)
    claim = queries.current_claim(case)
    assert claim is not None
    assert claim.decided_eur is None
    address = f"/dienstreise/{case.uuid}/"
    seen = browser_of("reisestelle", "travel_office").get(address).content.decode()
    assert SAID in seen
    assert "500,00" in seen
    assert SAID not in browser_of("mitarbeiterin").get(address).content.decode()


@pytest.mark.parametrize("way", [given_back, filed_again])
def test_confirming_pays_the_computed_amount_and_a_special_one_is_set_anew(db, office, way) -> None:
    case = way(office)
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "order")
    assert sum(line.amount_eur for line in PayLine.objects.filter(case=case)) == COMPUTED
    again = way(office)
    factory.decide(office, again, "reisestelle", "confirm_special", reason="doch", amount_eur=Decimal(80))
    factory.decide(office, again, "anordnung", "order")
    assert sum(line.amount_eur for line in PayLine.objects.filter(case=again)) == 80


def test_a_special_amount_left_from_before_does_not_outlive_the_next_confirmation(db, office) -> None:
    case = special(office)
    Case.objects.filter(pk=case.pk).update(step="checking")  # as the first release left it
    factory.decide(office, case, "reisestelle", "confirm")
    assert case.amount_eur == COMPUTED
    assert queries.special_before(case) is None, "only while it is checked"


def test_a_letter_written_late_tells_the_amount_that_was_ordered(db, office, settings, tmp_path) -> None:
    settings.DATA = tmp_path
    case = refused(office)
    assert "500,00" in notice_of(case, case.events.get(move="order")).plain_summary
