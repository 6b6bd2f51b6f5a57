"""Upload links: a signed address for one draft, ten minutes, one device, only to hand in."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now
from meindo.platform.outbox.work import unit_of_work

from .models import Draft, UploadLink

VALID = timedelta(minutes=10)
PURPOSE = "portal"
BY_LINK = Actor.system("upload_link")
_signer = Signer(salt="meindo.upload_link", sep=".")


def open_link(*, draft: Draft, by: Actor) -> UploadLink:
    """A new link into an own draft; earlier ones end."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        revoke_links(draft)
        link = UploadLink.objects.create(draft=draft, created_at=work.at, expires_at=work.at + VALID)
        work.record("upload_link.opened", f"draft:{draft.uuid}")
    return link


def revoke_links(draft: Draft) -> None:
    """End every link into a draft."""
    UploadLink.objects.filter(draft=draft, revoked_at__isnull=True).update(revoked_at=now())


def secret_of(link: UploadLink) -> str:
    """What the address of a link ends with; only this installation can make it."""
    return _signer.sign(link.uuid.hex)


def current_link(draft: Draft) -> UploadLink | None:
    """The link into a draft that can still be used."""
    return _valid().filter(draft=draft).order_by("-created_at").first()


def link_of(secret: str, device: str) -> UploadLink:
    """The link that this device may use; UploadLink.DoesNotExist for every other device, later, or once sent."""
    link = _known(secret)
    if not device or link.device != _hash(device):
        raise UploadLink.DoesNotExist
    return link


def take_link(secret: str) -> str:
    """Bind a fresh link to the device that opens it first; gives the secret for its cookie."""
    link, device = _known(secret), secrets.token_urlsafe(32)
    taken = UploadLink.objects.filter(pk=link.pk, device="").update(device=_hash(device), opened_at=now())
    if not taken:
        raise UploadLink.DoesNotExist
    return device


def _known(secret: str) -> UploadLink:
    try:
        uuid = UUID(_signer.unsign(secret))
    except (BadSignature, ValueError) as problem:
        raise UploadLink.DoesNotExist from problem
    return _valid().select_related("draft__person").get(uuid=uuid)


def _valid() -> QuerySet[UploadLink]:
    return UploadLink.objects.filter(expires_at__gt=now(), revoked_at__isnull=True, draft__sent_case__isnull=True)


def _hash(device: str) -> str:
    return hashlib.sha256(device.encode()).hexdigest()
