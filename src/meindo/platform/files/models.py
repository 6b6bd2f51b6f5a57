"""Documents in a person's file, and the images of their pages."""

import uuid

from django.db import models
from django.db.models import Q

from meindo.platform.sql import OnceSet

LETTER, UPLOAD, HELD = "letter", "upload", "held"
READY, QUARANTINE, INFECTED = "ready", "quarantine", "infected"


class Document(models.Model):
    """One document. The bytes lie encrypted in the store under `address`; `wrapped_key` opens them, and is
    sealed anew when the installation changes its key.

    `key` is the stable name of what made it: the same letter is never filed twice. `plain_summary` says what it
    decides, `remedy` (a message id) what one can do against it and until when; both in plain words.

    An upload is what its person handed in. Only the `ready` ones are ever shown; `quarantine` waits for the scanner.
    `fingerprint` tells the same bytes of the same person and nothing about others; therefore uploads have no `sha256`.
    `is_damaged`: kept as handed in, shown repaired.

    A held document is shown by the service that filed it and by no page of the file (commands_held).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=12, default=LETTER)
    state = models.CharField(max_length=12, default=READY)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="documents")
    employment = models.ForeignKey("people.Employment", models.PROTECT, null=True, related_name="documents")
    case_id = models.BigIntegerField(null=True, db_index=True)
    service = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    plain_summary = models.CharField(max_length=400, blank=True)
    remedy = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    is_damaged = models.BooleanField(default=False)
    address = models.CharField(max_length=64, db_index=True)
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField()
    first_opened_at = models.DateTimeField(null=True)

    guards = (
        OnceSet(
            ("first_opened_at", "case_id"),
            free=("state", "wrapped_key"),
            kept_unless=f"OLD.kind IN ('{UPLOAD}', '{HELD}')",
        ),
    )

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="document_person"),
            models.Index(fields=["person", "fingerprint"], name="document_same", condition=~Q(fingerprint="")),
            models.Index(fields=["created_at"], name="document_waiting", condition=Q(state=QUARANTINE)),
        ]
        constraints = [
            models.CheckConstraint(name="document_kind", condition=Q(kind__in=(LETTER, UPLOAD, HELD))),
            models.CheckConstraint(name="document_state", condition=Q(state__in=(READY, QUARANTINE, INFECTED))),
            models.CheckConstraint(
                name="document_upload",
                condition=Q(kind__in=(LETTER, HELD), state=READY, fingerprint="") | Q(kind=UPLOAD, sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PageImage(models.Model):
    """One page of an upload as an image for the screen: derived from the original, can be made again at any time."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    address = models.CharField(max_length=64, db_index=True)
    wrapped_key = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="page_number")]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"
