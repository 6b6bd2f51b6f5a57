"""Drafts: what a person typed, kept until it is sent or expires; sent twice, it is one case."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from meindo.platform.clock import now, today

from .commands_attachments import hand_over
from .commands_links import revoke_links
from .models import Case, Draft

KEEP = timedelta(days=60)


class DraftChanged(Exception):
    """The draft was changed in another window meanwhile."""


def drafts_of(person_id: int, service: str = "", form: str = "") -> QuerySet[Draft]:
    """The person's own drafts that were not sent, latest first."""
    rows = Draft.objects.filter(person_id=person_id, sent_case__isnull=True, expires_on__gte=today())
    if service:
        rows = rows.filter(service=service)
    return (rows.filter(form=form) if form else rows).order_by("-changed_at")


def draft_of(person_id: int, uuid: UUID | str) -> Draft:
    """One own draft, sent or not; a foreign one does not exist."""
    return Draft.objects.select_related("case", "sent_case").get(person_id=person_id, uuid=uuid)


def start_draft(
    *,
    person_id: int,
    service: str,
    form: str,
    title: str,
    data: dict[str, Any] | None = None,
    case: Case | None = None,
) -> Draft:
    """Begin a draft, or go on with the one of the same case."""
    if case is not None:
        known = drafts_of(person_id, service, form).filter(case=case).first()
        if known is not None:
            return known
    return Draft.objects.create(
        person_id=person_id,
        service=service,
        form=form,
        title=title,
        case=case,
        data=_storable(data or {}),
        changed_at=now(),
        expires_on=today() + KEEP,
    )


def save_draft(draft: Draft, data: dict[str, Any]) -> None:
    """Keep what was typed; DraftChanged if another window was faster."""
    data = _storable(data)
    saved = Draft.objects.filter(pk=draft.pk, revision=draft.revision, sent_case__isnull=True).update(
        data=data, revision=F("revision") + 1, changed_at=now(), expires_on=today() + KEEP
    )
    if not saved:
        raise DraftChanged
    draft.data, draft.revision = data, draft.revision + 1


def _storable(value: Any) -> Any:
    """What was typed without the one character that PostgreSQL cannot hold."""
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value.replace("\x00", "") if isinstance(value, str) else value


def drop_draft(draft: Draft) -> None:
    """Throw a draft away, as its owner asked; what was attached lies on the owner's shelf from then on."""
    Draft.objects.filter(pk=draft.pk, sent_case__isnull=True).delete()


@transaction.atomic
def claim_for_sending(draft: Draft) -> Draft:
    """Lock the draft while it is sent: the second click of a double click finds the case of the first."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


def mark_sent(draft: Draft, case: Case) -> None:
    """The draft became a case; its content is dropped, the case holds the answers and what was attached."""
    hand_over(draft, case)
    revoke_links(draft)
    Draft.objects.filter(pk=draft.pk).update(sent_case=case, data={})
