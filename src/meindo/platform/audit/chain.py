"""Chain audit rows one after the other, and verify the chain."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction

from meindo.platform.sql import update_many

from .models import AuditEvent, AuditHead

GENESIS = "0" * 64


def digest(prev_hash: str, seq: int, event: AuditEvent) -> str:
    """The hash of a row: everything it says, bound to its place in the chain."""
    content = json.dumps(
        [
            prev_hash,
            seq,
            event.at.isoformat(),
            event.actor,
            event.acting_for,
            event.purpose,
            event.kind,
            event.subject,
            event.data,
        ],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()


def chain_pending(limit: int = 2000) -> int:
    """Chain up to `limit` rows that wait, in one short transaction; returns how many."""
    with transaction.atomic():
        AuditHead.objects.get_or_create(pk=1)
        head = AuditHead.objects.select_for_update().get(pk=1)
        waiting = list(AuditEvent.objects.filter(seq__isnull=True).order_by("id")[:limit])
        for event in waiting:
            head.seq += 1
            event.prev_hash, event.seq = head.hash, head.seq
            event.hash = head.hash = digest(head.hash, head.seq, event)
        update_many(AuditEvent, waiting, ["seq", "prev_hash", "hash"])
        if waiting:
            head.save()
    return len(waiting)


def chain_all() -> int:
    """Chain every waiting row, in as many short transactions as needed."""
    total = 0
    while done := chain_pending():
        total += done
    return total


@dataclass(frozen=True)
class ChainReport:
    """Outcome of a verification: rows checked, rows still waiting, and the first broken place, if any."""

    checked: int
    waiting: int
    broken_at: int | None


def verify() -> ChainReport:
    """Recompute the whole chain; a changed, removed or inserted row shows as the first broken sequence number."""
    prev, expected, broken = GENESIS, 0, None
    for event in AuditEvent.objects.filter(seq__isnull=False).order_by("seq").iterator(2000):
        expected += 1
        if event.seq != expected or event.prev_hash != prev or event.hash != digest(prev, expected, event):
            broken = expected
            break
        prev = event.hash or ""
    head = AuditHead.objects.filter(pk=1).first()
    if broken is None and head is not None and (head.seq, head.hash) != (expected, prev):
        broken = expected + 1
    return ChainReport(expected, AuditEvent.objects.filter(seq__isnull=True).count(), broken)


def verify_end(rows: int) -> ChainReport:
    """Recompute the last rows only: what was changed there shows at once, the rest with `verify`."""
    head = AuditHead.objects.filter(pk=1).first()
    waiting = AuditEvent.objects.filter(seq__isnull=True).count()
    if head is None:
        return ChainReport(0, waiting, None)
    first = max(1, head.seq - rows + 1)
    before = AuditEvent.objects.filter(seq=first - 1).first()
    prev, expected = (before.hash or "") if before else GENESIS, first - 1
    for event in AuditEvent.objects.filter(seq__gte=first).order_by("seq"):
        expected += 1
        if event.seq != expected or event.prev_hash != prev or event.hash != digest(prev, expected, event):
            return ChainReport(expected - first, waiting, expected)
        prev = event.hash or ""
    whole = (head.seq, head.hash) == (expected, prev)
    return ChainReport(expected - first + 1, waiting, None if whole else expected + 1)
