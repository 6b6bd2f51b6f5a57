"""Tables of keeping: what must not be erased for now, what was offered to the archive, runs that erase."""

import uuid

from django.db import models
from django.db.models import F, Q

from meindo.platform.sql import OnceSet


class Hold(models.Model):
    """Nothing of a person, or one case, is erased until a day: a lawsuit, an audit. Why, and by whom."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateField()
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    guards = (OnceSet(("ended_at", "ended_by_id")),)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hold_on_one",
                condition=Q(person__isnull=True, case__isnull=False) | Q(person__isnull=False, case__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["until"], name="hold_open", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.uuid}"


class Offer(models.Model):
    """A list of cases offered to the archive, and its one answer: taken over (then it has them), or not wanted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=60)
    offered_on = models.DateField()
    offered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    answer = models.CharField(max_length=12, null=True)  # noqa: DJ001 (empty until answered, set once)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    guards = (OnceSet(("answer", "answered_on", "answered_by_id")),)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offer_answer",
                condition=Q(answer__isnull=True, answered_on__isnull=True)
                | Q(answer__in=("taken", "not_wanted"), answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.offered_on}"


class OfferItem(models.Model):
    """One case of a list, by its identifier: the line stays when the case is gone."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="items")
    case_uuid = models.UUIDField(unique=True)

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return str(self.case_uuid)


class Run(models.Model):
    """An erasure of what is due for a purpose on a day: one proposes, another one releases, the worker does it.

    `rows` counts what went, by table; nothing else is kept of it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=60)
    day = models.DateField()
    proposed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    released_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=dict)

    guards = (OnceSet(("released_by_id", "released_at", "dropped_at", "finished_at"), free=("rows",)),)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_two_people", condition=Q(released_by__isnull=True) | ~Q(released_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="run_released_first", condition=Q(finished_at__isnull=True) | Q(released_at__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["purpose"],
                name="run_one_open",
                condition=Q(finished_at__isnull=True, dropped_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.day}"


class RunItem(models.Model):
    """One case of a run by its identifier: erased, or kept because something came between; `kept` says what."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="items")
    case_uuid = models.UUIDField()
    done_at = models.DateTimeField(null=True)
    kept = models.CharField(max_length=20, blank=True)

    guards = (OnceSet(("done_at",), free=("kept",)),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "case_uuid"], name="run_item_once")]
        indexes = [models.Index(fields=["run", "id"], name="run_item_open", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return str(self.case_uuid)
