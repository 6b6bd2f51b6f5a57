"""Reads of documents."""

from django.db.models import Q

from meindo.platform.access.viewer import Viewer, rule_for

from .models import Document
from .store import get


def own_documents(viewer: Viewer) -> Q:
    """Everybody sees their own documents; offices see those of a case through the case."""
    return Q(person_id=viewer.person_id)


rule_for(Document, own_documents)


def content_of(document: Document) -> bytes:
    """The bytes of a document."""
    return get(document.address, bytes(document.wrapped_key))
