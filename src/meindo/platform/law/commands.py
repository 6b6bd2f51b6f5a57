"""Propose, confirm and end the release of a value; store a table that the city entered."""

import json

from django.db import IntegrityError, transaction

from meindo.kernel.message import mark as _
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.values import DatedValue
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work

from .models import LocalTable, ValueRelease

PURPOSE = "law.release"


class ReleaseRefused(Exception):
    """The release is not possible; the text says why."""


def propose_release(*, value: DatedValue, reason: str, by: Actor, is_demo: bool = False) -> ValueRelease:
    """First of two: somebody vouches for a value, with a reason. ReleaseRefused if one is there already."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        release = ValueRelease(
            value_id=value.id,
            value_hash=value.value_hash,
            proposed_by_id=_person(by),
            proposed_at=work.at,
            reason=reason,
            is_demo=is_demo,
        )
        try:
            with transaction.atomic():
                release.save(force_insert=True)
        except IntegrityError as problem:
            raise ReleaseRefused(_("Für diesen Wert gibt es schon einen Vorschlag.")) from problem
        work.record("law.proposed", f"value:{value.id}", hash=value.value_hash)
    return release


def confirm_release(*, release: ValueRelease, by: Actor) -> None:
    """Second of two: another person confirms. ReleaseRefused for the one who proposed it."""
    if release.proposed_by_id == _person(by):
        raise ReleaseRefused(_("Vorschlag und Freigabe brauchen zwei Personen."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        waiting = ValueRelease.objects.filter(pk=release.pk, confirmed_at__isnull=True, ended_at__isnull=True)
        if not waiting.update(confirmed_by_id=_person(by), confirmed_at=work.at):
            raise ReleaseRefused(_("Dieser Vorschlag ist nicht mehr offen."))
        work.record("law.released", f"value:{release.value_id}", hash=release.value_hash)


def end_release(*, release: ValueRelease, by: Actor) -> None:
    """Withdraw a proposal or a release: from now on results with the value are trial runs again."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        if ValueRelease.objects.filter(pk=release.pk, ended_at__isnull=True).update(ended_at=work.at):
            work.record("law.ended", f"value:{release.value_id}", hash=release.value_hash)


def store_table(act: str, values: ParameterSet, by: Actor) -> bool:
    """Let a table replace the one in use; False, and nothing written, if it is the same.

    It counts for payments only after two people have released it.
    """
    rows = [value for row in values.values.values() for value in row]
    whole = rows[0].table_hash
    with unit_of_work(by, purpose=PURPOSE) as work:
        current = LocalTable.objects.filter(act=act, superseded_at__isnull=True)
        if current.filter(table_hash=whole).exists():
            return False
        current.update(superseded_at=work.at)
        content = json.dumps([value.as_data() for value in rows], ensure_ascii=False)
        LocalTable.objects.create(act=act, table_hash=whole, rows=content, imported_at=work.at)
        work.record("law.table_entered", f"table:{act}", hash=whole, rows=len(rows))
    return True


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise ReleaseRefused(_("Freigaben macht immer ein Mensch."))
    return by.person_id
