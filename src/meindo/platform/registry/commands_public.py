"""Writes of the public face: what the city says in its registers, questions from the public and their answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now
from meindo.platform.outbox.work import unit_of_work

from .models import EntryReading, LocalEntry, PublicQuestion
from .queries_local import digests

PURPOSE = "registry.public"


class AlreadyAnswered(Exception):
    """Somebody else was faster."""


class EntryChanged(Exception):
    """Somebody else changed the entry in between."""


def write_entry(
    *, register: str, title: str, values: Mapping[str, str], by: Actor, instead_of: LocalEntry | None = None
) -> LocalEntry:
    """Write an entry of a register, or write one anew: the one before is superseded and stays."""
    return _write(register, title, values, by, instead_of, is_removed=False)


def remove_entry(*, entry: LocalEntry, by: Actor) -> None:
    """Take an entry out of its register; what it said stays on record."""
    _write(entry.register, entry.title, entry.content, by, entry, is_removed=True)


def _write(
    register: str, title: str, values: Mapping[str, str], by: Actor, before: LocalEntry | None, *, is_removed: bool
) -> LocalEntry:
    assert by.person_id is not None  # noqa: S101 (only people write)
    with unit_of_work(by, purpose=PURPOSE) as work:
        same: dict[str, Any] = {}
        if before is not None:
            current = LocalEntry.objects.filter(pk=before.pk, superseded_at__isnull=True)
            if not current.update(superseded_at=work.at):
                raise EntryChanged
            same = {"key": before.key}
        row = LocalEntry.objects.create(
            register=register,
            title=title,
            content={key: value for key, value in values.items() if value},
            is_removed=is_removed,
            recorded_at=work.at,
            recorded_by_id=by.person_id,
            **same,
        )
        work.record("registry.entry", f"entry:{row.key}", register=register)
    return row


def note_readings(register: str, read: Mapping[str, str], day: date) -> int:
    """Note how each entry reads (its digest) from a day on, where that is new; returns how many. Repeatable."""
    known = digests(register)
    new = [
        EntryReading(register=register, entry=entry, digest=digest, since=day)
        for entry, digest in read.items()
        if known.get(entry) != digest
    ]
    EntryReading.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def ask_in_public(
    *, text: str, register: str = "", entry: str = "", page: str = "", contact: str = ""
) -> PublicQuestion:
    """Take in a question about an entry, or a report about accessibility; nobody's name is asked for."""
    return PublicQuestion.objects.create(
        register=register, entry=entry, text=text, page=page, contact=contact, asked_at=now()
    )


def answer_question(*, question: PublicQuestion, answer: str, is_public: bool, by: Actor) -> None:
    """Answer a question once, in public or not; how to reach who asked is forgotten with it."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        waiting = PublicQuestion.objects.filter(pk=question.pk, answered_at__isnull=True)
        said = {"answer": answer, "is_public": is_public, "contact": ""}
        if not waiting.update(answered_at=work.at, answered_by_id=work.by.person_id, **said):
            raise AlreadyAnswered
        work.record("registry.answer", f"question:{question.uuid}", public=is_public)
