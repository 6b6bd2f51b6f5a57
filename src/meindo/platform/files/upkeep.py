"""What the worker looks after: files in quarantine are scanned again, and what no row knows is swept."""

import itertools
import logging
import time
from collections.abc import Iterable, Iterator
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

logger = logging.getLogger(__name__)
REMOVE = "files.remove"
WORKER = Actor.system("worker")
PURPOSE = "portal"
A_DAY = 24 * 3600
AT_ONCE = 50
AS = {Verdict.CLEAN: READY, Verdict.NOT_CONFIGURED: READY, Verdict.INFECTED: INFECTED}


def scan_again(_key: str, _payload: dict[str, Any]) -> None:
    """Ask about the files that wait, oldest first; stop at the first question without an answer. A file that cannot be
    read is named and keeps no other one waiting; `meindo check` names it until somebody has put it right.
    """
    for document, content in itertools.islice(_waiting(), AT_ONCE):
        verdict = scan(content)
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


def _waiting() -> Iterator[tuple[Document, bytes]]:
    for pk in list(Document.objects.filter(state=QUARANTINE).order_by("created_at", "pk").values_list("pk", flat=True)):
        document = Document.objects.filter(pk=pk).first()
        if document is None:
            continue
        try:
            content = content_of(document)
        except store.UNREADABLE as problem:
            logger.error("document %s cannot be read: %s", document.uuid, type(problem).__name__)
            continue
        yield document, content


def remove_blobs(_key: str, payload: dict[str, Any]) -> None:
    """Take away the bytes of documents that were deleted. What resists is named when all others are gone."""
    _name(_removed(store.path_of(address) for address in _unknown(payload["addresses"])))


def sweep(_key: str, _payload: dict[str, Any]) -> None:
    """Remove files older than a day that no row knows: what a killed process left behind. What resists is named at the
    end, when all others are gone.
    """
    resisted: list[str] = []
    for folder in sorted(path for path in store.root().glob("??") if path.is_dir()):
        old = [path for path in folder.iterdir() if _age(path) > A_DAY]
        resisted += _removed(path for path in old if path.suffix == ".part")
        resisted += _removed(store.path_of(address) for address in _unknown([p.name for p in old if not p.suffix]))
    _name(resisted)


def _removed(paths: Iterable[Path]) -> list[str]:
    """Remove files; gives the names of those that stay, each with why."""
    resisted = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            resisted.append(f"{path.name} ({type(problem).__name__})")
    return resisted


def _name(resisted: list[str]) -> None:
    if resisted:
        raise OSError(f"{len(resisted)} files cannot be removed: {', '.join(resisted)}")


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
