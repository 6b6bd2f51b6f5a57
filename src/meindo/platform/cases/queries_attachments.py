"""Reads of attachments and of the shelf."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.platform.access.viewer import Viewer, rule_for, visible
from meindo.platform.clock import today
from meindo.platform.files.models import UPLOAD, Document

from .models import Attachment, Case, Draft


def visible_attachments(viewer: Viewer) -> Q:
    """Its person, and who may see the case to which it is attached; nobody else, not through the address either."""
    return Q(document__person_id=viewer.person_id) | Q(case__in=visible(viewer, Case).values("pk"))


rule_for(Attachment, visible_attachments)


def attached_to_draft(draft: Draft) -> QuerySet[Attachment]:
    """What a draft of the viewer's own holds, in its order."""
    return Attachment.objects.filter(draft=draft).select_related("document").order_by("position")


def attached_to_case(case: Case) -> QuerySet[Attachment]:
    """What is attached to a case that the viewer was already allowed to open, with its pages."""
    rows = Attachment.objects.filter(case=case).select_related("document").order_by("position")
    return rows.prefetch_related("document__pages")


def own_attachment(draft: Draft, uuid: UUID | str) -> Attachment:
    """One file of a draft."""
    return Attachment.objects.select_related("document").get(draft=draft, uuid=uuid)


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


def same_elsewhere(documents: list[Document]) -> set[int]:
    """Those of these documents of one person that were handed in a second time with an earlier case."""
    marks = {document.fingerprint for document in documents}
    persons = {document.person_id for document in documents}
    rows = Attachment.objects.filter(
        document__fingerprint__in=marks, document__person_id__in=persons, case__isnull=False
    ).exclude(document__in=documents)
    known = set(rows.values_list("document__fingerprint", flat=True))
    return {document.pk for document in documents if document.fingerprint in known}
