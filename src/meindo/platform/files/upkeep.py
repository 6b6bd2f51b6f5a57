"""What the worker looks after: files in quarantine are scanned again, and what no row knows is swept."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import unit_of_work

from . import store
from .ingest import PAGES
from .models import INFECTED, QUARANTINE, READY, Document, PageImage
from .queries import content_of
from .scanner import Verdict, scan

REMOVE = "files.remove"
WORKER = Actor.system("worker")
PURPOSE = "portal"
A_DAY = 24 * 3600
AT_ONCE = 50
AS = {Verdict.CLEAN: READY, Verdict.NOT_CONFIGURED: READY, Verdict.INFECTED: INFECTED}


def scan_again(_key: str, _payload: dict[str, Any]) -> None:
    """Ask about the files that wait, oldest first; stop at the first question without an answer."""
    for document in Document.objects.filter(state=QUARANTINE).order_by("created_at")[:AT_ONCE]:
        verdict = scan(content_of(document))
        if verdict is Verdict.NO_ANSWER:
            return
        with unit_of_work(WORKER, purpose=PURPOSE) as work:
            if not Document.objects.filter(pk=document.pk, state=QUARANTINE).update(state=AS[verdict]):
                continue
            work.record("document.scanned", f"document:{document.uuid}", verdict=verdict.value)
            if verdict is Verdict.INFECTED:
                work.emit("files.infected", document=document.pk, person=document.person_id)
            else:
                work.task(PAGES, str(document.uuid), {"document": document.pk})


def remove_blobs(_key: str, payload: dict[str, Any]) -> None:
    """Take away the bytes of documents that were deleted."""
    for address in _unknown(payload["addresses"]):
        store.remove(address)


def sweep(_key: str, _payload: dict[str, Any]) -> None:
    """Remove files older than a day that no row knows: what a killed process left behind."""
    for folder in sorted(store.root().glob("??")):
        old = [path for path in folder.iterdir() if _age(path) > A_DAY]
        for path in old:
            if path.suffix == ".part":
                path.unlink(missing_ok=True)
        for address in _unknown([path.name for path in old if not path.suffix]):
            store.remove(address)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:  # another worker was faster
        return 0


def _unknown(addresses: list[str]) -> Iterator[str]:
    for start in range(0, len(addresses), 500):
        part = set(addresses[start : start + 500])
        for model in (Document, PageImage):
            part -= set(model._default_manager.filter(address__in=part).values_list("address", flat=True))
        yield from sorted(part)


add_job(Job("files.scan_again", scan_again, outside=True), every_minutes=5)
add_job(Job("files.sweep", sweep, outside=True), every_minutes=24 * 60)
add_job(Job(REMOVE, remove_blobs, outside=True))
