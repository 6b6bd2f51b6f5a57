"""Reads of documents."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.platform.access.viewer import Viewer, rule_for, visible

from .models import LETTER, READY, UPLOAD, Document, PageImage
from .store import get


def own_documents(viewer: Viewer) -> Q:
    """Everybody sees their own documents; offices see those of a case through the case."""
    return Q(person_id=viewer.person_id)


rule_for(Document, own_documents)


def content_of(document: Document) -> bytes:
    """The bytes of a document."""
    return get(document.address, bytes(document.wrapped_key))


def shown_content_of(document: Document) -> bytes:
    """The bytes of an upload for somebody who may see it; PermissionError while the scanner has not let it through."""
    if document.state != READY:
        raise PermissionError(f"{document.uuid} is in {document.state}")
    return content_of(document)


def page_image(document: Document, number: int) -> bytes:
    """One page of an upload as a JPEG image."""
    page = PageImage.objects.get(document=document, document__state=READY, number=number)
    return get(page.address, bytes(page.wrapped_key))


def documents_of(viewer: Viewer) -> QuerySet[Document]:
    """The own letters, latest first."""
    return visible(viewer, Document).filter(kind=LETTER).order_by("-created_at")


def document(uuid: UUID) -> Document:
    """One letter; who asks must be its person or may see its case."""
    return Document.objects.get(uuid=uuid, kind=LETTER)


def upload(uuid: UUID) -> Document:
    """One upload; who asks must be its person or may see the case to which it is attached."""
    return Document.objects.get(uuid=uuid, kind=UPLOAD)


def listed_for(person_id: int) -> list[dict[str, str]]:
    """What lies in a person's file, as a list: title, file, day."""
    rows = Document.objects.filter(person_id=person_id).order_by("created_at", "pk")
    found = rows.values_list("title", "file_name", "kind", "created_at")
    return [{"title": t, "file_name": f, "kind": k, "created_at": at.isoformat()} for t, f, k, at in found]
