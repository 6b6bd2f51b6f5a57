"""Reads of attachments and of the shelf."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.platform.access.viewer import Viewer, rule_for, visible
from meindo.platform.clock import today
from meindo.platform.files.models import UPLOAD, Document
from meindo.platform.prepared import Prepared

from .models import Attachment, Case, Draft


def visible_attachments(viewer: Viewer) -> Q:
    """Its person, and who may see the case to which it is attached; nobody else, not through the address either."""
    return Q(document__person_id=viewer.person_id) | Q(case__in=visible(viewer, Case).values("pk"))


rule_for(Attachment, visible_attachments)


def attached_to_draft(draft: Draft) -> QuerySet[Attachment]:
    """What a draft of the viewer's own holds, in its order."""
    return Attachment.objects.filter(draft=draft).select_related("document").order_by("position")


# What case pages show of a document; the keys to its bytes are read where it is opened.
LISTED = (
    *("uuid", "kind", "state", "title", "plain_summary", "remedy", "file_name", "media_type", "size"),
    *("is_damaged", "created_at", "person_id", "fingerprint"),
)


ATTACHED = tuple(
    f"attachment__{name}" for name in ("uuid", "document", "draft", "case", "position", "slot", "added_at")
)

_documents = Prepared(
    lambda case: (
        Document.objects.filter(case_id=case)
        .select_related("attachment")
        .only(*LISTED, *ATTACHED)
        .order_by("-created_at")
    )
)


def documents_and_attachments(case: Case) -> tuple[list[Document], list[Attachment]]:
    """The letters of a case that the viewer was already allowed to open, latest first, and what is attached to it, in
    its order.
    """
    rows = _documents(case.pk)
    attached = [row.attachment for row in rows if row.kind == UPLOAD and hasattr(row, "attachment")]
    return [row for row in rows if row.kind != UPLOAD], sorted(attached, key=lambda row: row.position)


def shelf_of(person_id: int) -> QuerySet[Document]:
    """The uploads of a person that belong to nothing, also those of drafts that expired; latest first."""
    forgotten = Q(attachment__draft__sent_case__isnull=True, attachment__draft__expires_on__lt=today())
    rows = Document.objects.filter(Q(attachment__isnull=True) | forgotten, person_id=person_id, kind=UPLOAD)
    return rows.order_by("-created_at", "-id")


def on_shelf(viewer: Viewer, uuid: UUID | str) -> Document:
    """One upload on the viewer's own shelf."""
    return shelf_of(viewer.person_id).get(uuid=uuid)


def seen_upload(viewer: Viewer, uuid: UUID) -> tuple[Document, Attachment | None]:
    """An upload that the viewer may see, with its attachment; Document.DoesNotExist for everything else."""
    document = Document.objects.get(uuid=uuid, kind=UPLOAD)
    attachment = visible(viewer, Attachment).filter(document=document).first()
    if attachment is None and document.person_id != viewer.person_id:
        raise Document.DoesNotExist
    return document, attachment


def attached_to(case: Case, draft: Draft | None = None) -> list[Attachment]:
    """What belongs to a case already, and what will with a draft."""
    rows = Attachment.objects.filter(Q(case=case) | Q(draft=draft, draft__isnull=False))
    return list(rows.select_related("document").order_by("added_at"))


def same_elsewhere(documents: list[Document]) -> bool:
    """Whether the same bytes were handed in twice: among these of one person, or with another case of theirs."""
    marks = {document.fingerprint for document in documents}
    if len(marks) < len(documents):
        return True
    persons = {document.person_id for document in documents}
    others = Attachment.objects.filter(document__fingerprint__in=marks, document__person_id__in=persons)
    return others.filter(case__isnull=False).exclude(document__in=documents).exists()
