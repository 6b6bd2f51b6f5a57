"""Reads of the roll-out: whether a service is live in a unit, and the stages."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.platform.people.models import Axis, OrgClosure, Placement
from meindo.platform.prepared import Prepared

from .models import CARRIES, Stage, StageUnit

VALUES = tuple("multiplier_id" if name == "multiplier" else name for name in CARRIES)


def is_live(service: str, unit: int, day: date) -> bool:
    """Whether a unit uses the service on a day: its own stage or that of a unit above it has begun and was not taken
    back. A service without any stage is live everywhere.
    """
    return _live(service, day, lambda: _above_unit(unit, day, day))


def is_live_for(service: str, person: int, day: date) -> bool:
    """The same for the unit in which a person works today."""
    return _live(service, day, lambda: _above_person(person, day, day))


_stages: Prepared[Any] = Prepared(
    lambda: Stage.objects.order_by().values_list(
        "service", "units__unit_id", "units__with_below", "started_at", "starts_on", "ends_on"
    )
)


def _above(units: Q, since: date, until: date) -> QuerySet[OrgClosure, tuple[int, int]]:
    rows = OrgClosure.objects.filter(units, axis=Axis.LINE, valid_from__lte=since, valid_until__gt=until)
    return rows.order_by("-depth").values_list("ancestor_id", "depth")


_above_unit: Prepared[tuple[int, int]] = Prepared(lambda unit, since, until: _above(Q(descendant=unit), since, until))
_above_person: Prepared[tuple[int, int]] = Prepared(
    lambda person, since, until: _above(
        Q(descendant__in=Placement.objects.filter(person=person, is_main=True).values("unit_id")), since, until
    )
)


def _live(service: str, day: date, above: Callable[[], list[tuple[int, int]]]) -> bool:
    # two short reads and a comparison here: as one query with EXISTS per stage it is planned on every request
    known = [row for of_service, *row in _stages() if of_service == service]
    if not known:
        return True
    begun = [
        (unit, with_below)
        for unit, with_below, started_at, starts_on, ends_on in known
        if started_at is not None and starts_on <= day and (ends_on is None or day < ends_on)
    ]
    if not begun:
        return False
    depths = dict(above())
    return any(unit in depths and (with_below or depths[unit] == 0) for unit, with_below in begun)


def stages() -> QuerySet[Stage]:
    """Every stage with its units, the latest first."""
    return Stage.objects.select_related("multiplier").prefetch_related("units__unit").order_by("-starts_on", "-id")


def state_of(stage: Stage) -> str:
    """All that can be changed of a planned stage, as one short mark: another one means that it was changed."""
    units = sorted(StageUnit.objects.filter(stage=stage).values_list("unit_id", "with_below"))
    facts = [stage.label, stage.starts_on, *(getattr(stage, name) for name in VALUES), units]
    return sha256(repr(facts).encode()).hexdigest()[:16]


def stage_named(uuid: UUID) -> Stage:
    """One stage; every stage may be seen by those who see the page."""
    return Stage.objects.get(uuid=uuid)
