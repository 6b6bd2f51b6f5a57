"""Documents in a person's file."""

import uuid

from django.db import models

from meindo.platform.sql import OnceSet


class Document(models.Model):
    """One document. The bytes lie encrypted in the store under `address`; `wrapped_key` opens them.

    `key` is the stable name of what made it: the same letter is never filed twice. `plain_summary` says what it
    decides, `remedy` (a message id) what one can do against it and until when; both in plain words.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=160, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="documents")
    employment = models.ForeignKey("people.Employment", models.PROTECT, null=True, related_name="documents")
    case_id = models.BigIntegerField(null=True, db_index=True)
    service = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    plain_summary = models.CharField(max_length=400, blank=True)
    remedy = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField()
    first_opened_at = models.DateTimeField(null=True)

    guards = (OnceSet(("first_opened_at",)),)

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="document_person")]

    def __str__(self) -> str:
        return self.title
