"""Reads of documents."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.platform.access.viewer import Viewer, rule_for, visible

from .models import Document
from .store import get


def own_documents(viewer: Viewer) -> Q:
    """Everybody sees their own documents; offices see those of a case through the case."""
    return Q(person_id=viewer.person_id)


rule_for(Document, own_documents)


def content_of(document: Document) -> bytes:
    """The bytes of a document."""
    return get(document.address, bytes(document.wrapped_key))


def documents_of(viewer: Viewer) -> QuerySet[Document]:
    """The own documents, latest first."""
    return visible(viewer, Document).order_by("-created_at")


def documents_of_case(case_id: int) -> QuerySet[Document]:
    """The letters of a case that the viewer was already allowed to open, latest first."""
    return Document.objects.filter(case_id=case_id).order_by("-created_at")


def document(uuid: UUID) -> Document:
    """One document; who asks must be its person or may see its case."""
    return Document.objects.get(uuid=uuid)
