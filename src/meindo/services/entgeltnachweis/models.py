"""Pay statements as they came from payroll, who opened them, and those that reached the wrong person."""

import uuid

from django.db import models
from django.db.models import F, Q

from meindo.platform.sql import OnceSet

CONFIRMED, DECLINED = "confirmed", "declined"


class Delivery(models.Model):
    """One list of statements that was taken in; the same list again is the same delivery."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    manifest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    rows = models.PositiveIntegerField()

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return self.manifest[:12]


class Statement(models.Model):
    """One version of the pay statement of an employment for a month (its first day); the highest version counts.

    `document` holds the bytes; empty once they were erased: they reached the wrong person, or their time is over. The
    checksum stays, so that the same file never comes back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="statements")
    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="pay_statements")
    month = models.DateField()
    version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    document = models.OneToOneField("files.Document", models.SET_NULL, null=True, related_name="pay_statement")
    filed_at = models.DateTimeField()

    guards = (OnceSet(free=("document_id",), kept_unless="OLD.document_id IS NULL"),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "month", "version"], name="statement_version"),
            models.UniqueConstraint(fields=["employment", "month", "sha256"], name="statement_once"),
        ]
        indexes = [models.Index(fields=["employment", "-month"], name="statement_months")]

    def __str__(self) -> str:
        return f"{self.employment_id} {self.month:%Y-%m} v{self.version}"


class Opening(models.Model):
    """The person opened a statement; stays when it turns out that the statement was somebody else's."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="openings")
    at = models.DateTimeField()

    guards = (OnceSet(kept_unless="1 = 1"),)

    def __str__(self) -> str:
        return f"{self.statement_id} {self.at:%Y-%m-%d}"


class Withdrawal(models.Model):
    """Somebody of the office held a statement back at once; another one confirms, which erases it, or declines.

    `subject` is the person who received it. Neither of the two decides about their own statement.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="withdrawals")
    subject = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    guards = (OnceSet(("decided_by_id", "decided_at"), free=("outcome",), kept_unless="1 = 1"),)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=~Q(outcome=DECLINED), name="withdrawal_one_per_statement"
            ),
            models.CheckConstraint(
                name="withdrawal_of_others",
                condition=~Q(asked_by=F("subject")) & (Q(decided_by__isnull=True) | ~Q(decided_by=F("subject"))),
            ),
            models.CheckConstraint(
                name="withdrawal_by_two",
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(outcome__in=(CONFIRMED, DECLINED), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.outcome or 'open'}"


class StatementQuestion(models.Model):
    """What a person asks about a statement: `kind` is one of texts.KINDS, `month` the month in their own words."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="statement_question")
    kind = models.CharField(max_length=12)
    month = models.CharField(max_length=60)
    text = models.TextField(blank=True)

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return str(self.case_id)
