"""File documents."""

import hashlib
from typing import Any

from meindo.platform.audit import erasures
from meindo.platform.clock import now
from meindo.platform.outbox.work import Work

from . import store
from .models import UPLOAD, Document, PageImage
from .upkeep import REMOVE

ERASED = "upload"


def file_document(
    work: Work, *, key: str, content: bytes, person_id: int, title: str, file_name: str, media_type: str, **facts: Any
) -> Document:
    """Put a document into a person's file, once per `key`; asked again, the first one is returned.

    `facts`: employment_id, case_id, service, plain_summary, remedy. The bytes are on disk before the row exists.
    """
    known = Document.objects.filter(key=key).first()
    if known is not None:
        return known
    address, wrapped_key = store.put(content)
    document = Document.objects.create(
        key=key,
        person_id=person_id,
        title=title,
        file_name=file_name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        address=address,
        wrapped_key=wrapped_key,
        created_at=work.at,
        **facts,
    )
    work.record("document.filed", f"document:{document.uuid}", title_kind=facts.get("service", ""))
    return document


def mark_opened(document: Document) -> None:
    """Note when the person concerned first opened the document."""
    Document.objects.filter(pk=document.pk, first_opened_at__isnull=True).update(first_opened_at=now())


def remove_upload(work: Work, document: Document) -> None:
    """Delete an upload for good: its row with the key now, its bytes by the worker. An attached one is protected."""
    pages = PageImage.objects.filter(document=document).values_list("address", flat=True)
    addresses = [document.address, *pages]
    Document.objects.filter(pk=document.pk, kind=UPLOAD).delete()
    erasures.note(ERASED, str(document.uuid))
    work.record("document.removed", f"document:{document.uuid}")
    work.task(REMOVE, str(document.uuid), {"addresses": addresses})
