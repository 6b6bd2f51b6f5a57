"""An approved trip is changed before it begins: a person decides again, nothing is overwritten, no approval is lost."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.files.models import Document
from meindo.services.dienstreise import commands, queries
from meindo.services.dienstreise.commands_requests import request_in
from meindo.services.dienstreise.models import Trip

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
SHOWN = ("headline", "starts_on", "ends_on", "amount_eur", "summary")


def approved(office: Office) -> Case:
    """A trip in three weeks."""
    case = factory.make(office, starts_on=today() + timedelta(days=21))
    factory.decide(office, case, "teamleitung", "approve")
    return case


def change(office: Office, case: Case, **changes: Any) -> None:
    """Ask for the same trip in another form."""
    request = replace(request_in(queries.trip_of(case)), **changes)
    commands.change_trip(case=case, request=request, reason="Tagung verlegt", by=office.actor("mitarbeiterin"))


def shown(case: Case) -> dict[str, Any]:
    case.refresh_from_db()
    return {name: getattr(case, name) for name in SHOWN}


def test_a_change_goes_back_to_the_manager_and_the_request_before_stays_readable(office) -> None:
    case = approved(office)
    later = today() + timedelta(days=30)
    change(office, case, destination="Bonn", starts_on=later, ends_on=later, estimate_eur=Decimal(120))
    assert (case.step, case.attention, case.headline, case.starts_on) == ("change_approval", ["changed"], "Bonn", later)
    first, second = queries.requests_of(case)
    assert (first.destination, second.destination, second.number) == ("Köln", "Bonn", 2)
    assert first.superseded_at is not None
    assert second.superseded_at is None
    factory.decide(office, case, "teamleitung", "approve_change")
    assert (case.step, case.attention, case.headline) == ("journey", [], "Bonn")
    assert case.due_on == commands.claim_deadline(case)
    assert queries.trip_of(case).destination == "Bonn"


@pytest.mark.parametrize(("who", "move"), [("teamleitung", "reject_change"), ("mitarbeiterin", "withdraw_change")])
def test_without_an_approved_change_the_approval_before_it_holds(office, who, move) -> None:
    case = approved(office)
    due, before = case.due_on, shown(case)
    change(office, case, destination="Bonn")
    factory.decide(office, case, who, move, reason="Der erste Tag genügt")
    assert (case.step, case.attention, case.due_on) == ("journey", [], due)
    assert shown(case) == before
    assert [trip.destination for trip in queries.requests_of(case)] == ["Köln", "Bonn", "Köln"]
    assert Trip.objects.filter(case=case, superseded_at__isnull=True).count() == 1


def test_a_rejected_change_that_is_taken_back_waits_again_with_its_own_request(office) -> None:
    case = approved(office)
    change(office, case, destination="Bonn")
    before = shown(case)
    factory.decide(office, case, "teamleitung", "reject_change", reason="Nein")
    commands.take_back(case=case, by=office.actor("teamleitung"), revision=case.revision)
    assert case.step == "change_approval"
    assert shown(case) == before
    assert queries.trip_of(case).destination == "Bonn"


def test_a_rejected_change_is_told_in_a_letter_that_names_what_holds(office) -> None:
    case = approved(office)
    change(office, case, destination="Bonn")
    factory.decide(office, case, "teamleitung", "reject_change", reason="Der Bus fährt nicht")
    factory.settle_down()
    assert Document.objects.get(case_id=case.pk).title == "Die Änderung Ihrer Dienstreise nach Köln"


def test_a_trip_that_has_begun_is_not_changed_any_more(office) -> None:
    case = approved(office)
    with at(case.starts_on), pytest.raises(MoveRefused, match="bis zum Tag davor"):
        change(office, case, destination="Bonn")
    assert queries.requests_of(case)[-1].destination == "Köln"
    with at(case.starts_on - timedelta(days=1)):
        change(office, case, destination="Bonn")


def test_a_change_to_a_day_that_is_over_is_marked_not_refused(office) -> None:
    case = approved(office)
    over = today() - timedelta(days=2)
    change(office, case, starts_on=over, ends_on=over)
    assert case.attention == ["changed", "afterwards"]
    factory.decide(office, case, "teamleitung", "approve_change")
    assert case.attention == ["afterwards"]


def test_only_with_a_request_and_never_by_anybody_else(office) -> None:
    case = approved(office)
    with pytest.raises(MoveRefused):
        factory.decide(office, case, "mitarbeiterin", "change", reason="x")
    request = replace(request_in(queries.trip_of(case)), destination="Bonn")
    with pytest.raises(MoveRefused):
        commands.change_trip(case=case, request=request, reason="x", by=office.actor("beamter"))
    assert len(queries.requests_of(case)) == 1, "nothing of a refused change stays"


def test_the_database_keeps_what_was_asked_for(office) -> None:
    case = approved(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Trip.objects.filter(case=case).update(destination="Bonn")
    with pytest.raises(IntegrityError), transaction.atomic():
        Trip.objects.filter(case=case).delete()
