"""Make the demo city in an empty database, or keep the one that is there."""

import json
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from uuid import NAMESPACE_DNS, UUID, uuid5

from django.conf import settings

from meindo.platform.audit.chain import chain_all
from meindo.platform.cases.models import Case
from meindo.platform.clock import now, today
from meindo.platform.notify.mail import MAIL
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.worker import drain
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.importing.run import import_folder
from meindo.platform.people.models import Person

from .access import let_in
from .accounts import create_accounts, release_values, write_letter
from .city import build
from .folder import write
from .identity import connect
from .identity_requests import ask_for_access
from .logins import PLACES
from .paper import choose_paper_for, print_one_batch
from .publicity import publish
from .retention import keep_and_erase
from .stages import roll_out

NAMESPACE = uuid5(NAMESPACE_DNS, "demo.meindo")
Say = Callable[[str], None]


class NotADemo(Exception):
    """The database holds people and is not marked as a demo."""


def marker() -> Path:
    """The folder that marks a demo; the portal shows a banner while it exists."""
    return Path(settings.DATA) / "demo"


def make(people: int, say: Say, life: int | None = None) -> bool:
    """Make the city; False when a finished one was kept. NotADemo rather than mixing invented with real people.

    `life`: fill the services as in a city of so many people, so that cities of two sizes compare with equal lists.
    """
    finished = marker() / "finished.json"
    there = Person.objects.exists()
    if there and not marker().exists():
        raise NotADemo
    if there and finished.exists():
        return False
    city = _import_city(people, say)
    say("Konten und Freigaben")
    create_accounts(city)
    release_values(city)
    roll_out(city)
    publish(city)
    write_letter(city)
    let_in(city)
    connect(city)
    if not Case.objects.exists():
        choose_paper_for(city)
        _fill_services(replace(city, people=life or people), say)
        ask_for_access(city)
        print_one_batch(city)
        keep_and_erase(city)
        _settle()
    chain_all()
    finished.write_text(json.dumps({"people": people, "today": city.today.isoformat()}) + "\n", encoding="utf-8")
    return True


def demo_uuid(kind: str, key: str) -> UUID:
    """The same addresses in every demo."""
    return uuid5(NAMESPACE, f"{kind}:{key}")


def _import_city(people: int, say: Say) -> DemoCity:
    folder = marker() / "people"
    say(f"Stadt mit {people} erfundenen Beschäftigten")
    write(build(people, today()), folder)
    report = import_folder(folder, uuids=demo_uuid)
    for problem in report.problems[:5]:
        say(str(problem))
    return city_of(people)


def city_of(people: int) -> DemoCity:
    """The city as the services see it."""
    users = {place.key: place.user for place in PLACES}
    persons = Person.objects.filter(key__in=users)
    return DemoCity(today(), people, {users[person.key or ""]: person for person in persons})


def _fill_services(city: DemoCity, say: Say) -> None:
    """Let every service that has a demo module fill itself."""
    for app in settings.SERVICE_APPS:
        if find_spec(f"{app}.demo") is not None:
            say(f"Beispiele: {app.rpartition('.')[2]}")
            import_module(f"{app}.demo").fill(city)
            _settle()


def _settle() -> None:
    """Everything that waits happens; nobody gets a mail about a day that is over."""
    Task.objects.filter(kind__in=MAIL, done_at__isnull=True, due_at__lt=now()).delete()
    drain()
