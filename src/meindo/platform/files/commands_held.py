"""Documents that one service alone shows: they never lie in the file, and they can be erased."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import Work, unit_of_work

from . import store
from .models import HELD, Document
from .upkeep import REMOVE

ERASED = "held"
PURPOSE = "portal"


@dataclass(frozen=True)
class Stored:
    """Bytes that lie encrypted in the store, and what their row will say. A kill from here on leaves an orphan."""

    size: int
    sha256: str
    address: str
    wrapped_key: bytes


def store_bytes(content: bytes) -> Stored:
    """Encrypt and keep the bytes; before any transaction, because it takes its time."""
    address, wrapped_key = store.put(content)
    return Stored(len(content), hashlib.sha256(content).hexdigest(), address, wrapped_key)


def file_held(
    work: Work,
    stored: Stored,
    *,
    key: str,
    person_id: int,
    employment_id: int,
    service: str,
    title: str,
    file_name: str,
    media_type: str,
) -> Document:
    """File what lies in the store; `key` is the stable name of what it is, a second one is refused by the database."""
    document = Document(
        kind=HELD,
        key=key,
        person_id=person_id,
        employment_id=employment_id,
        service=service,
        title=title,
        file_name=file_name,
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        address=stored.address,
        wrapped_key=stored.wrapped_key,
        created_at=work.at,
    )
    document.save(force_insert=True)
    work.record("document.filed", f"document:{document.uuid}", title_kind=service)
    return document


def remove_held(work: Work, document: Document) -> None:
    """Erase a held document for good: its row with the key now, its bytes by the worker. The second time nothing."""
    rows, _by_table = Document.objects.filter(pk=document.pk, kind=HELD).delete()
    if not rows:
        return
    erasures.note(ERASED, str(document.uuid))
    work.record("document.removed", f"document:{document.uuid}")
    work.task(REMOVE, str(document.uuid), {"addresses": [document.address]})


def _erase_again(key: str) -> bool:
    """Erase a held document that a backup brought back."""
    document = Document.objects.filter(uuid=UUID(key), kind=HELD).first()
    if document is None:
        return False
    with unit_of_work(Actor.system("restore"), purpose=PURPOSE) as work:
        remove_held(work, document)
    return True


erasures.add_eraser(ERASED, _erase_again)
