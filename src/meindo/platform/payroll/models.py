"""Pay lines and the runs in which they leave."""

import uuid

from django.db import models
from django.db.models import F, Q

from meindo.platform.sql import OnceSet


class PayRun(models.Model):
    """One export file: numbered, with the checksum of its bytes; a re-run gives the same bytes.

    `layout` says which columns the files of the run have: a run keeps those with which it left.
    """

    number = models.PositiveIntegerField(unique=True)
    month = models.DateField()
    created_at = models.DateTimeField()
    line_count = models.PositiveIntegerField()
    total_eur = models.DecimalField(max_digits=14, decimal_places=2)
    sha256 = models.CharField(max_length=64)
    layout = models.PositiveSmallIntegerField(default=1)

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return f"{self.number}"


class PayLine(models.Model):
    """One amount for one employment. The database refuses a line that one person alone confirmed and ordered, or that
    the person paid or the one who entered it had a hand in. A reversal is a line of its own.

    `seq` is the number under which it left in its run; it never changes, also when other lines of the run were erased.

    A line leaves with the run of its month and not before. Until then it can be withdrawn: it is answered without a
    run, as not accepted, and never leaves. `cost_centre` is where the amount is booked, as the service names it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="pay_lines")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="pay_lines")
    wage_type = models.CharField(max_length=20)
    text = models.CharField(max_length=80)
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2)
    month = models.DateField()
    cost_centre = models.CharField(max_length=20, blank=True)
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    created_at = models.DateTimeField()
    run = models.ForeignKey(PayRun, models.PROTECT, null=True, related_name="lines")
    seq = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, null=True)  # noqa: DJ001 (empty until answered, set once)

    guards = (OnceSet(("run_id", "seq", "answered_at", "accepted", "answer")),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="pay_line_place"),
            models.CheckConstraint(name="pay_four_eyes", condition=~Q(confirmed_by=F("ordered_by"))),
            models.CheckConstraint(
                name="pay_not_own", condition=~Q(confirmed_by=F("person")) & ~Q(ordered_by=F("person"))
            ),
            models.CheckConstraint(
                name="pay_not_entered",
                condition=Q(entered_by__isnull=True)
                | (~Q(confirmed_by=F("entered_by")) & ~Q(ordered_by=F("entered_by"))),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="pay_waiting", condition=Q(run__isnull=True)),
            models.Index(fields=["cost_centre", "month"], name="pay_cost_centre", condition=~Q(cost_centre="")),
        ]

    def __str__(self) -> str:
        return self.key
