"""Tables of cases: where a case stands, what happened, drafts that are not cases yet, and what is attached to both."""

import uuid

from django.db import models
from django.db.models import Q

from meindo.platform.access.models import Decision, decision_constraints
from meindo.platform.sql import OnceSet


class Case(models.Model):
    """One matter of one employment in one process. `unit` is stored for fast lists and moved when the person moves.

    `headline`, `starts_on`, `ends_on`, `amount_eur` and `summary` are written by the service, so that an inbox row
    holds all that is needed to decide. `revision` makes the loser of a race see it. `returned`: the person answered a
    question, and the office has not gone on since; such cases come first in its list.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=24, unique=True)
    service = models.CharField(max_length=40)
    process = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    is_open = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=0)
    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="cases")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="cases")
    entered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    step_since = models.DateTimeField()
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    headline = models.CharField(max_length=200)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    summary = models.JSONField(default=dict)
    attention = models.JSONField(default=list)
    returned = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["service", "step", "unit", "created_at"], name="case_list"),
            models.Index(fields=["person", "-created_at"], name="case_person"),
            models.Index(fields=["due_on"], name="case_due", condition=Q(is_open=True)),
            # what waits, in its order; the last columns let a list be counted without reading a row
            models.Index(
                fields=["step", "-returned", "due_on", "id", "process", "version", "person", "entered_by"],
                name="case_waiting",
                condition=Q(is_open=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseEvent(Decision):
    """One move of a case: who, in which role, from where to where, why. Never changed.

    `before` holds the fields of the case as they were, so that the author can take the move back; `takes_back` names
    the revision of the move that this one takes back.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    move = models.CharField(max_length=40)
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    office = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    departs = models.BooleanField(default=False)
    revision = models.PositiveIntegerField()
    before = models.JSONField(default=dict)
    takes_back = models.PositiveIntegerField(null=True)

    guards = (OnceSet(),)

    class Meta:
        constraints = [
            *decision_constraints("event"),
            models.UniqueConstraint(fields=["case", "revision"], name="event_revision"),
            models.CheckConstraint(name="event_departs_reason", condition=Q(departs=False) | ~Q(reason="")),
        ]
        indexes = [
            models.Index(fields=["case", "move", "by"], name="event_by"),
            models.Index(fields=["by", "-at"], name="event_author"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.move}"


class Inquiry(models.Model):
    """One question to the person concerned, about one field of the matter, and its one answer.

    The words stand in the two events. `field` is named by the service ("leg1_km"), empty for the whole; `kind` is
    "question" or "originals"; `due_on` is the day by which a norm expects the answer. `before` and `after` hold the
    field as typed where the answer changed it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="inquiries")
    asked = models.OneToOneField(CaseEvent, models.PROTECT, related_name="inquiry")
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True)
    answered = models.OneToOneField(CaseEvent, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    guards = (OnceSet(("answered_id", "before", "after")),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.field}"


class InHand(models.Model):
    """Somebody of the office has the case open: a hint for colleagues, never a lock.

    One row per case, overwritten by the next one and erased when it is over; no history of anybody's work is kept.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="in_hand")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    role = models.CharField(max_length=40)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.case_id)


class CaseCounter(models.Model):
    """The last number given in a service and year."""

    key = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


class Draft(models.Model):
    """What was typed so far for a person; a case exists only after it was sent.

    `entered_by` types for the person (empty: they do it themself). Only who types it ever sees a draft.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="drafts")
    entered_by = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    service = models.CharField(max_length=40)
    form = models.CharField(max_length=40)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="drafts")
    title = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    expires_on = models.DateField()
    sent_case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "service", "form"], name="draft_person")]
        constraints = [
            models.CheckConstraint(
                name="draft_author", condition=Q(entered_by__isnull=True) | ~Q(entered_by=models.F("person"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.form}"

    @property
    def resume(self) -> str:
        """The name of the address where the draft goes on; by convention of the wizards."""
        return f"{self.form}_check"


class Attachment(models.Model):
    """To which draft or case an upload belongs, at which place; without one it lies on its person's shelf.

    `slot` is the part of the matter that it proves, as the service names it ("leg1"); empty for the whole.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.OneToOneField("files.Document", models.PROTECT, related_name="attachment")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="attachments")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="attachments")
    position = models.PositiveIntegerField()
    slot = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attachment_owner",
                condition=Q(draft__isnull=True, case__isnull=False) | Q(draft__isnull=False, case__isnull=True),
            ),
            models.UniqueConstraint(fields=["draft", "position"], name="attachment_draft_place"),
            models.UniqueConstraint(fields=["case", "position"], name="attachment_case_place"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.position}"


class UploadLink(models.Model):
    """A way for one device to hand files in to one draft for some minutes, without log-in; it reads nothing.

    The first device that opens it keeps a secret in a cookie; here lies its hash. The address itself is signed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="upload_links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.uuid)
