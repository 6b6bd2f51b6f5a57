"""Deputies: set, list, end."""

from datetime import date, timedelta
from typing import Any

from meindo.kernel.message import Message
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work

from .commands import Statement, state
from .models import DeputyKind, Deputyship, OrgClosure, Placement
from .projection import project_authorities

PURPOSE = "people.line"
LONGEST_DAYS = {
    DeputyKind.ABSENCE: 92,  # three months at most
    DeputyKind.VACANCY: 365,
}


class DeputyRefused(Exception):
    """A deputyship has no such days; `message` says what is possible."""

    def __init__(self, msgid: str, **params: date) -> None:
        super().__init__(msgid)
        self.message = Message(msgid, params)


def last_day_of(kind: DeputyKind, first: date) -> date:
    """The last possible day of a deputyship that begins on a day."""
    return first + timedelta(days=LONGEST_DAYS[kind] - 1)


def candidates(principal: int) -> list[tuple[int, str]]:
    """Whom a lead may name: people of the own units and of the units directly above and below them."""
    own = Placement.objects.filter(person_id=principal).values("unit_id")
    near = OrgClosure.objects.filter(axis="line", depth__lte=1, valid_from__lte=today(), valid_until__gt=today())
    units = set(near.filter(ancestor_id__in=own).values_list("descendant_id", flat=True))
    units |= set(near.filter(descendant_id__in=own).values_list("ancestor_id", flat=True))
    rows = Placement.objects.filter(unit_id__in=units).exclude(person_id=principal)
    return list(rows.order_by("person__sort_name").values_list("person_id", "person__sort_name").distinct())


def deputies_of(principal: int) -> list[Deputyship]:
    """Current and future deputies."""
    rows = Deputyship.objects.current().filter(principal_id=principal, valid_until__gt=today())
    return list(rows.select_related("deputy").order_by("valid_from"))


def set_deputy(
    *,
    principal_id: int,
    deputy_id: int,
    valid_from: date,
    valid_until: date,
    matter: str,
    kind: DeputyKind,
    by: Actor,
) -> None:
    """Name a deputy until a day (exclusive) that the kind allows; routing follows at once."""
    if valid_until <= valid_from:
        raise DeputyRefused(_("Das Ende liegt vor dem Anfang."))
    last = last_day_of(kind, valid_from)
    if valid_until > last + timedelta(days=1):
        raise DeputyRefused(_("So lange gilt diese Vertretung nicht. Der letzte mögliche Tag ist der {day}."), day=last)
    key: dict[str, Any] = {"principal_id": principal_id, "deputy_id": deputy_id, "matter": matter}
    with unit_of_work(by, purpose=PURPOSE) as work:
        state(Deputyship, [Statement(key, {"permanent": False, "kind": kind}, valid_from, valid_until)], source=by.key)
        project_authorities(today())
        work.record("people.deputy", f"person:{principal_id}", deputy=deputy_id)


def end_deputyship(pk: int, *, principal_id: int, by: Actor) -> None:
    """End an own deputyship from today on; a foreign one does not exist."""
    row = Deputyship.objects.current().get(pk=pk, principal_id=principal_id)
    key: dict[str, Any] = {"principal_id": principal_id, "deputy_id": row.deputy_id, "matter": row.matter}
    with unit_of_work(by, purpose=PURPOSE) as work:
        state(Deputyship, [Statement(key, None, max(today(), row.valid_from), row.valid_until)], source=by.key)
        project_authorities(today())
        work.record("people.deputy_ended", f"person:{principal_id}", deputy=row.deputy_id)
