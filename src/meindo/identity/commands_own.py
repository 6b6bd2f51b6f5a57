"""Writes of meindo itself as an application: roles for the whole city begin and end as facts."""

from collections.abc import Collection

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Person, Responsibility
from meindo.platform.people.queries import whole_city

from .models import OwnAccount
from .purposes import MANAGE
from .queries_own import own_accounts

SOURCE = "identity"
WORKER = Actor.system("worker")


def bring_own(
    person_id: int, native_id: str, *, roles: Collection[str], managed: Collection[str], is_open: bool
) -> None:
    """From today on the person has exactly these of the managed roles, or they rest while the account is closed. Roles
    that are not managed, and those for a part of the city, stay as they are.
    """
    city, wanted = whole_city(), set(roles) if is_open else set[str]()
    before = own_accounts(managed, [person_id]).get(person_id)
    held = set(before.held) if before else set()
    with unit_of_work(WORKER, purpose=MANAGE.key) as work:
        statements = [
            Statement({"person_id": person_id, "role": role, "unit_id": city}, {} if role in wanted else None, today())
            for role in sorted(held ^ wanted)
        ]
        state(Responsibility, statements, source=SOURCE)
        resting = [] if is_open else sorted(roles)
        values = {"native_id": native_id, "is_open": is_open, "resting": resting}
        OwnAccount.objects.update_or_create(person_id=person_id, defaults=values)
        uuid = Person.objects.values_list("uuid", flat=True).get(pk=person_id)
        for role in sorted(held ^ wanted):
            work.record("identity.own_role", f"person:{uuid}", role=role, holds=role in wanted)
