"""Drafts: what a person typed, kept until it is sent or expires; sent twice, it is one case."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit import erasures
from meindo.platform.clock import now, today

from . import catalogue
from .commands_attachments import hand_over
from .commands_links import revoke_links
from .models import Case, Draft

ERASED = "draft"
KEEP = timedelta(days=60)


class DraftChanged(Exception):
    """The draft was changed in another window meanwhile."""


def drafts_of(viewer: Viewer, service: str = "", form: str = "") -> QuerySet[Draft]:
    """What the viewer began in this role and did not send, latest first: for themself, or for others."""
    rows = _typed_by(viewer).filter(sent_case__isnull=True, expires_on__gte=today())
    if service:
        rows = rows.filter(service=service)
    return (rows.filter(form=form) if form else rows).order_by("-changed_at")


def draft_of(viewer: Viewer, uuid: UUID | str) -> Draft:
    """One draft that the viewer types in this role, sent or not; a foreign one does not exist."""
    return _typed_by(viewer).select_related("case", "sent_case").get(uuid=uuid)


def _typed_by(viewer: Viewer) -> QuerySet[Draft]:
    offices = catalogue.forms_of_offices()
    own = Draft.objects.filter(person_id=viewer.person_id, entered_by__isnull=True)
    if viewer.role == "applicant":
        return own.exclude(form__in=sorted(offices)) if offices else own
    if viewer.role in offices.values():
        return own.filter(form__in=sorted(form for form, role in offices.items() if role == viewer.role))
    for_others = Draft.objects.filter(entered_by_id=viewer.person_id).select_related("person")
    if catalogue.is_entering(viewer.role):
        return for_others
    if forms := catalogue.forms_asked_by(viewer.role):
        return for_others.filter(form__in=forms)
    return Draft.objects.none()


def start_draft(
    *,
    person_id: int,
    service: str,
    form: str,
    title: str,
    data: dict[str, Any] | None = None,
    case: Case | None = None,
    entered_by: int | None = None,
    same: Mapping[str, Any] | None = None,
) -> Draft:
    """Begin a draft for a person, or go on with the one of the same case and author.

    `same` are typed values that a draft must have to be the same, where a case can have several (one for each month).
    """
    if case is not None:
        author = Q(entered_by__isnull=True) if entered_by is None else Q(entered_by=entered_by)
        rows = Draft.objects.filter(author, person_id=person_id, service=service, form=form, case=case)
        rows = rows.filter(**{f"data__{name}": value for name, value in (same or {}).items()})
        known = rows.filter(sent_case__isnull=True, expires_on__gte=today()).order_by("-changed_at").first()
        if known is not None:
            return known
    return Draft.objects.create(
        person_id=person_id,
        entered_by_id=entered_by,
        service=service,
        form=form,
        title=title[:200],
        case=case,
        data=_storable({**(data or {}), **(same or {})}),
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


@transaction.atomic
def drop_draft(draft: Draft) -> None:
    """Throw a draft away, as its owner asked; what was attached lies on the owner's shelf from then on.

    Locked first, like every file that comes in: one that came between would hold the draft and fail the commit.
    """
    locked = Draft.objects.select_for_update().filter(pk=draft.pk, sent_case__isnull=True).first()
    if locked is not None:
        erasures.note(ERASED, str(locked.uuid))
        locked.delete()


@transaction.atomic
def claim_for_sending(draft: Draft) -> Draft:
    """Lock the draft while it is sent: the second click of a double click finds the case of the first."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


def mark_sent(draft: Draft, case: Case) -> None:
    """The draft became a case; its content is dropped, the case holds the answers and what was attached."""
    hand_over(draft, case)
    revoke_links(draft)
    Draft.objects.filter(pk=draft.pk).update(sent_case=case, data={})


def _erase_again(key: str) -> bool:
    draft = Draft.objects.filter(uuid=key, sent_case__isnull=True).first()
    if draft is not None:
        draft.delete()
    return draft is not None


erasures.add_eraser(ERASED, _erase_again)
