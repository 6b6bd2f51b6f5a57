"""Writes of Auskunftssperren: set with a reason and an end, lengthen, end."""

from datetime import date

from django.db import IntegrityError, transaction

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work

from .block_models import DisclosureBlock
from .models import Person

PURPOSE = "people.block"


class BlockRefused(Exception):
    """There is one already, or its end lies in the past."""


def set_block(person: Person, *, reason: str, until: date, by: Actor) -> DisclosureBlock:
    """Hide the contact of a person until a day (inclusive). One whose day is over makes room for a new one."""
    if by.person_id is None or by.person_id == person.pk:
        raise PermissionError("an office sets it, for somebody else")
    if until < today():
        raise BlockRefused
    try:
        with transaction.atomic(), unit_of_work(by, purpose=PURPOSE) as work:
            over = DisclosureBlock.objects.filter(person=person, ended_at__isnull=True, until__lt=today())
            over.update(ended_at=work.at, ended_by_id=by.person_id)
            block = DisclosureBlock.objects.create(
                person=person, reason=reason, until=until, set_by_id=by.person_id, set_at=work.at
            )
            work.record("people.blocked", f"block:{block.uuid}")
    except IntegrityError as problem:
        raise BlockRefused from problem
    return block


def end_block(block: DisclosureBlock, *, by: Actor) -> None:
    """The reason is gone."""
    if by.person_id is None or by.person_id == block.person_id:
        raise PermissionError("an office ends it, for somebody else")
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = DisclosureBlock.objects.filter(pk=block.pk, ended_at__isnull=True)
        if rows.update(ended_at=work.at, ended_by_id=by.person_id):
            work.record("people.unblocked", f"block:{block.uuid}")
