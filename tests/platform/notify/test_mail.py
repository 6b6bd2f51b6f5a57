"""Summaries: one mail a day that says how much waits, never what; who chose otherwise is heard."""

from datetime import datetime, time
from typing import Any

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import BERLIN, at
from meindo.platform.notify.commands import choose_rhythms, notify
from meindo.platform.notify.mail import Waiting, plan_morning, waiting_sentence
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.platform.people.models import Person

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
WORKER = Actor.system("worker")
MONDAY, TUESDAY = datetime(2026, 11, 23, 11, tzinfo=BERLIN), datetime(2026, 11, 24, 7, 5, tzinfo=BERLIN)


def person_of(office: Office, name: str, email: str) -> Person:
    person = office.people[name]
    Person.objects.filter(pk=person.pk).update(email=email)
    return person


def say(person: Person, key: str, **more: Any) -> None:
    with unit_of_work(WORKER, purpose="test") as work:
        notify(work, person_id=person.pk, key=key, msgid="Geheim {number}", url="/", number="DR-1", **more)


def choose(person: Person, **rhythms: str) -> None:
    choose_rhythms(person.pk, rhythms, quiet_from=time(19), quiet_until=time(6, 30), quiet_weekends=True)


def test_by_default_several_messages_are_one_mail_in_the_morning(office: Office, mailoutbox: list[Any]) -> None:
    person = person_of(office, "mitarbeiterin", "a@example.org")
    with at(MONDAY):
        for number in range(3):
            say(person, f"k{number}")
        drain()
        assert mailoutbox == []
    with at(TUESDAY):
        drain()
        drain()
    assert len(mailoutbox) == 1
    assert "3 neue Nachrichten" in mailoutbox[0].body
    assert "Geheim" not in mailoutbox[0].body
    assert not Notification.objects.filter(person=person, mailed_at__isnull=True).exists()


def test_what_was_read_meanwhile_is_not_mailed(office: Office, mailoutbox: list[Any]) -> None:
    person = person_of(office, "mitarbeiterin", "a@example.org")
    with at(MONDAY):
        say(person, "k")
        Notification.objects.update(read_at=MONDAY)
    with at(TUESDAY):
        drain()
    assert mailoutbox == []


def test_never_means_no_mail_and_the_portal_still_shows_it(office: Office, mailoutbox: list[Any]) -> None:
    person = person_of(office, "mitarbeiterin", "a@example.org")
    choose(person, own="never")
    with at(MONDAY):
        say(person, "k")
    assert not Task.objects.filter(kind__startswith="notify.").exists()
    assert Notification.objects.filter(person=person).exists()


def test_the_morning_says_how_many_decisions_wait_and_since_when(office: Office, mailoutbox: list[Any]) -> None:
    manager = person_of(office, "teamleitung", "chef@example.org")
    with at(datetime(2026, 11, 19, 10, tzinfo=BERLIN)):
        factory.make(office)
        factory.make(office)
    with at(datetime(2026, 11, 23, 7, 1, tzinfo=BERLIN)):
        plan_morning("", {})
        plan_morning("", {})
        drain()
    mine = [mail for mail in mailoutbox if mail.to == ["chef@example.org"]]
    assert len(mine) == 1
    assert "2 Entscheidungen warten, die älteste seit 4 Tagen." in mine[0].body
    with at(datetime(2026, 11, 22, 9, tzinfo=BERLIN)):  # a Sunday
        plan_morning("", {})
        drain()
    assert len([mail for mail in mailoutbox if mail.to == ["chef@example.org"]]) == 1
    assert manager.pk


def test_who_wants_to_hear_at_once_gets_one_mail_per_case(office: Office, mailoutbox: list[Any]) -> None:
    manager = person_of(office, "teamleitung", "chef@example.org")
    choose(manager, waiting="at_once")
    with at(MONDAY):
        case = factory.make(office)
        drain()
    assert [mail.to for mail in mailoutbox] == [["chef@example.org"]]
    assert case.number not in mailoutbox[0].body + mailoutbox[0].subject


def test_choices_that_do_not_exist_are_refused(office: Office) -> None:
    for rhythms in ({"own": "hourly"}, {"gossip": "daily"}):
        with pytest.raises(ValueError, match="unknown"):
            choose(office.people["mitarbeiterin"], **rhythms)


def test_one_decision_is_said_in_the_singular() -> None:
    with at(MONDAY):
        assert waiting_sentence(Waiting(1, MONDAY)) == "1 Entscheidung wartet seit heute."
        assert waiting_sentence(Waiting(0)) == ""
