"""Writes of attachments: to a draft, from the shelf, to a case when the draft is sent."""

from django.db import transaction
from django.db.models import F, Max

from meindo.kernel.message import mark as _
from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.files.commands import ERASED, remove_upload
from meindo.platform.files.ingest import Incoming, file_upload, keep
from meindo.platform.files.models import UPLOAD, Document
from meindo.platform.files.refused import Refused
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Person

from .models import Attachment, Case, Draft

MOST_FILES = 25
FULL = _("„{name}“ wurde nicht angenommen: Mehr als 25 Dateien passen nicht zu einem Vorgang.")
SENT = _("„{name}“ kam zu spät: Der Entwurf ist schon gesendet.")
PURPOSE = "portal"


def keep_on_shelf(
    *, incoming: Incoming, person: Person, by: Actor, note: str = "", even_if_same: bool = False
) -> Document:
    """Keep a receipt for later; Refused with a sentence if it cannot be taken."""
    kept = keep(incoming, person=person, note=note, even_if_same=even_if_same)
    with unit_of_work(by, purpose=PURPOSE) as work:
        return file_upload(work, kept)


def attach_file(
    *,
    draft: Draft,
    incoming: Incoming,
    by: Actor,
    slot: str = "",
    even_if_same: bool = False,
    instead_of: Attachment | None = None,
) -> Attachment:
    """Take a file into a draft, perhaps in place of another one; Refused with a sentence if it cannot be taken.

    The file is looked at and stored before the draft is locked, the place is counted under the lock.
    """
    room_for(draft, incoming.name, instead_of)
    kept = keep(incoming, person=draft.person, even_if_same=even_if_same)
    with unit_of_work(by, purpose=PURPOSE) as work:
        _lock(draft, incoming.name)
        room_for(draft, incoming.name, instead_of)
        position = _next_position(draft)
        if instead_of is not None:
            position, slot = instead_of.position, instead_of.slot
            _remove(work, instead_of)
        return Attachment.objects.create(
            document=file_upload(work, kept), draft=draft, position=position, slot=slot, added_at=work.at
        )


def room_for(draft: Draft, name: str, instead_of: Attachment | None = None) -> None:
    """Refuse the 26th file."""
    if instead_of is None and Attachment.objects.filter(draft=draft).count() >= MOST_FILES:
        raise Refused(FULL, name=name)


def attach_document(*, draft: Draft, document: Document, by: Actor) -> None:
    """Take an upload from the owner's shelf into a draft."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        _lock(draft, document.title)
        known = Attachment.objects.filter(document=document).select_related("draft").first()
        if known is not None and known.draft_id != draft.pk:
            if known.case_id is not None:
                return  # another window was faster
            known.delete()
        elif known is not None:
            return
        room_for(draft, document.title)
        Attachment.objects.create(document=document, draft=draft, position=_next_position(draft), added_at=work.at)
        work.record("document.attached", f"document:{document.uuid}")


def put_back(attachment: Attachment) -> None:
    """Take a file out of its draft again; it lies on the shelf from then on."""
    Attachment.objects.filter(pk=attachment.pk, case__isnull=True).delete()


def remove_attached(*, attachment: Attachment, by: Actor) -> None:
    """Delete a file of a draft for good, as its owner asked."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        _remove(work, attachment)


def remove_from_shelf(*, document: Document, by: Actor) -> None:
    """Delete a file from the shelf for good."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        if not Attachment.objects.filter(document=document, case__isnull=False).exists():
            Attachment.objects.filter(document=document).delete()
            remove_upload(work, document)


def name_slots(draft: Draft, slots: dict[str, str]) -> None:
    """Note which part of the matter each attachment proves, by the attachment's uuid."""
    for row in Attachment.objects.filter(draft=draft, uuid__in=slots):
        if row.slot != slots[str(row.uuid)]:
            Attachment.objects.filter(pk=row.pk).update(slot=slots[str(row.uuid)])


def hand_over(draft: Draft, case: Case) -> None:
    """Move everything from a draft to the case that it became, behind what is there; part of the same transaction."""
    first = Attachment.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    rows = Attachment.objects.filter(draft=draft)
    Document.objects.filter(attachment__in=rows.values("pk")).update(case_id=case.pk)
    rows.update(draft=None, case=case, position=F("position") + first)


def _lock(draft: Draft, name: str) -> None:
    if Draft.objects.select_for_update().get(pk=draft.pk).sent_case_id is not None:
        raise Refused(SENT, name=name)


def _remove(work: Work, attachment: Attachment) -> None:
    with transaction.atomic():
        if Attachment.objects.filter(pk=attachment.pk, case__isnull=True).delete()[0]:
            remove_upload(work, attachment.document)


def _next_position(draft: Draft) -> int:
    return (Attachment.objects.filter(draft=draft).aggregate(last=Max("position"))["last"] or 0) + 1


def _erase_again(key: str) -> bool:
    """Delete an upload that a backup brought back; what a case holds by then is kept with the case."""
    document = Document.objects.filter(uuid=key, kind=UPLOAD, attachment__case__isnull=True).first()
    if document is not None:
        remove_from_shelf(document=document, by=Actor.system("restore"))
    return document is not None


erasures.add_eraser(ERASED, _erase_again)
