"""Nobody decides in their own matter: the database itself refuses it, whoever wrote the row."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office(released=False)


@pytest.fixture
def case(office) -> Case:
    return factory.make(office)


def event(case: Case, office: Office, move: str = "approve", **people: str | None) -> CaseEvent:
    """A decision on the case, written past all commands."""
    named = {name: office.people[who] if who else None for name, who in people.items()}
    return CaseEvent.objects.create(
        case=case,
        at=now(),
        move=move,
        target="journey",
        role="x",
        office="x",
        revision=50,
        **{"decides": True, "subject": case.person, "by": office.people["teamleitung"], **named},
    )


@pytest.mark.parametrize(
    "people",
    [
        {"by": "mitarbeiterin"},
        {"acting_for": "mitarbeiterin"},
        {"entered_by": "teamleitung"},
    ],
    ids=["own matter", "for the person concerned", "entered by the one who decides"],
)
def test_such_a_decision_is_refused_by_the_database(case, office, people) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        event(case, office, **people)


def test_whoever_entered_a_trip_can_neither_approve_confirm_nor_order_it_even_past_all_commands(office) -> None:
    office.city.responsible(office.people["teamleitung"], "travel_assistant", office.units["51"])
    office.city.store()
    case = factory.make(office, "beamter", by="teamleitung")
    opened = case.events.get()
    author = office.people["teamleitung"]
    assert (opened.by, opened.entered_by, opened.subject, opened.role) == (
        author,
        author,
        case.person,
        "travel_assistant",
    )
    for move in ("approve", "confirm", "order"):
        with pytest.raises(IntegrityError), transaction.atomic():
            event(case, office, entered_by="teamleitung", by="teamleitung", move=move)


def test_others_decide_also_for_somebody_else_and_after_others_entered(case, office) -> None:
    assert event(case, office, acting_for="ob", entered_by="beamter").pk


def test_two_moves_with_the_same_revision_are_refused(case, office) -> None:
    event(case, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        event(case, office)


def test_a_departure_without_reason_is_refused(case, office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.create(
            case=case,
            at=now(),
            move="special",
            target="x",
            role="x",
            office="x",
            revision=51,
            decides=True,
            departs=True,
            reason="",
            by=office.people["ob"],
            subject=case.person,
        )


def test_what_was_decided_is_never_rewritten(case, office) -> None:
    written = event(case, office)
    rows = CaseEvent.objects.filter(pk=written.pk)
    for change in ({"by": office.people["ob"]}, {"reason": "später"}, {"move": "reject"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
