"""A printed form becomes one case: reserved, begun, bound once, also when two type it in at the same time."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once

from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import at, today
from meindo.platform.paper import commands
from meindo.platform.paper.commands import PaperRefused, begin_entry, bind, reserve_number
from meindo.platform.paper.models import Entry, PrintedForm
from meindo.platform.paper.queries import first_received, form_numbered, forms_of, received_on

pytestmark = pytest.mark.django_db
KNOWN = {"service": "dienstreise", "form": "dienstreise_antrag"}


@pytest.fixture
def office() -> Office:
    return with_clerks(build_office())


def with_clerks(office: Office) -> Office:
    """Two who enter for the youth office."""
    for name in ("assistenz", "assistenz2"):
        office.people[name] = office.city.person(name.title(), office.units["51"])
        office.city.responsible(office.people[name], "travel_assistant", office.units["51"])
    office.city.store()
    return office


def printed(office: Office, who: str = "mitarbeiterin", blank: bool = False) -> PrintedForm:
    return reserve_number(**KNOWN, person=None if blank else office.people[who].pk, by=office.actor(who))


def begun(office: Office, form: PrintedForm, clerk: str = "assistenz", **changes: Any) -> Draft:
    facts = {"person": office.people["mitarbeiterin"].pk, "received_on": today(), "title": "x", **changes}
    return begin_entry(form, by=office.actor(clerk), **facts)


def entered(office: Office, form: PrintedForm, clerk: str = "assistenz") -> Case:
    draft = begun(office, form, clerk)
    return send(office, draft, clerk)


def send(office: Office, draft: Draft, clerk: str = "assistenz") -> Case:
    """What the wizard does when it is sent."""
    with transaction.atomic():
        locked = drafts.claim_for_sending(draft)
        if locked.sent_case is not None:
            return locked.sent_case
        case = factory.make(office, by=clerk)
        bind(locked, case, by=office.actor(clerk))
        drafts.mark_sent(locked, case)
    return case


def test_a_number_is_reserved_for_who_prints_and_found_again(office) -> None:
    form = printed(office)
    assert form_numbered(form.number) == form
    assert (form.person, form.printed_by) == (office.people["mitarbeiterin"],) * 2
    assert printed(office, blank=True).person is None
    assert form_numbered("000000000") is None
    kinds = AuditEvent.objects.filter(subject=f"form:{form.uuid}").values_list("kind", flat=True)
    assert list(kinds) == ["paper.reserved"]


def test_a_number_drawn_twice_is_drawn_again(office, monkeypatch) -> None:
    taken, free = printed(office).number, "K7M4QX2PC"
    drawn = iter([taken, taken, free])
    monkeypatch.setattr(commands, "draw_number", lambda: next(drawn))
    assert printed(office).number == free


def test_the_form_becomes_one_case_with_the_day_on_which_it_came_in(office) -> None:
    with at(today() - timedelta(days=9)):
        form = printed(office)
    came = today() - timedelta(days=4)
    draft = begun(office, form, received_on=came)
    assert received_on(draft) == came
    case = send(office, draft)
    form.refresh_from_db()
    assert (form.case, form.received_on, form.entered_by) == (case, came, office.people["assistenz"])
    assert forms_of(case) == [form]
    assert first_received(case, KNOWN["form"]) == came
    assert first_received(case, "another") is None
    assert AuditEvent.objects.filter(kind="paper.entered", subject=f"case:{case.uuid}").count() == 1


def test_sent_twice_it_is_one_case(office) -> None:
    draft = begun(office, printed(office))
    assert send(office, draft) == send(office, draft)
    assert Case.objects.count() == 1


def test_the_same_author_goes_on_and_can_mend_the_day(office) -> None:
    with at(today() - timedelta(days=9)):
        form = printed(office)
    first = begun(office, form)
    again = begun(office, form, received_on=today() - timedelta(days=2))
    assert again == first
    assert received_on(first) == today() - timedelta(days=2)
    assert Draft.objects.count() == Entry.objects.count() == 1


def test_a_draft_that_was_thrown_away_leaves_the_number_free(office) -> None:
    form = printed(office)
    drafts.drop_draft(begun(office, form))
    assert not Entry.objects.exists()
    assert entered(office, form).printed_forms.get() == form


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_form_comes_in_between_its_print_and_today(office, shift: int) -> None:
    with pytest.raises(PaperRefused, match="zwischen"):
        begun(office, printed(office), received_on=today() + timedelta(days=shift))


def test_a_form_of_somebody_else_is_refused(office) -> None:
    with pytest.raises(PaperRefused, match="andere Person"):
        begun(office, printed(office), person=office.people["beamter"].pk)


def test_a_form_that_is_entered_cannot_be_begun_again(office) -> None:
    form = printed(office)
    entered(office, form)
    with pytest.raises(PaperRefused, match="inzwischen erfasst"):
        begun(office, form, "assistenz2")


def test_the_second_of_two_authors_sends_nothing(office) -> None:
    form = printed(office)
    mine, theirs = begun(office, form), begun(office, form, "assistenz2")
    send(office, mine)
    with pytest.raises(MoveRefused, match="anderen Person erfasst"):
        send(office, theirs, "assistenz2")
    assert Case.objects.count() == 1
    theirs.refresh_from_db()
    assert theirs.sent_case is None


def test_what_was_bound_is_never_bound_anew_and_never_deleted(office) -> None:
    form, other = printed(office), printed(office)
    case = entered(office, form)
    for change in ({"case": factory.make(office)}, {"received_on": today() - timedelta(days=1)}, {"number": "X"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PrintedForm.objects.filter(pk=form.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintedForm.objects.filter(pk=form.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintedForm.objects.filter(pk=other.pk).update(case=case)
    PrintedForm.objects.filter(pk=other.pk).delete()
    assert PrintedForm.objects.get() == form


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_the_same_time_make_one_case(own_database) -> None:
    office = with_clerks(build_office())
    for _round in range(3):
        form = printed(office)
        clerks = ("assistenz", "assistenz2")
        acts = [partial(send, office, begun(office, form, clerk), clerk) for clerk in clerks]
        results = all_at_once(acts)
        assert sorted(type(result).__name__ for result in results) == ["Case", "MoveRefused"], results
        form.refresh_from_db()
        assert form.case in results
    assert Case.objects.count() == 3
