"""Batches of messages on paper: one for a unit, one sheet per person, each message once."""

from django.db import models

from meindo.platform.sql import OnceSet


class Batch(models.Model):
    """What was printed for a unit at one time, under a number. The file follows from its sheets, as often as asked.

    `unit` is empty for people who have no place today; `sha256` is the checksum of what the sheets say.
    """

    number = models.PositiveIntegerField(unique=True)
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, null=True, related_name="+")
    unit_label = models.CharField(max_length=200)
    printed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    sheet_count = models.PositiveIntegerField()
    notice_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    guards = (OnceSet(rewritten=("sha256",)),)

    def __str__(self) -> str:
        return f"{self.number}"


class Sheet(models.Model):
    """One person's sheet: `content` is what it says, as of the moment of printing (`sheets.SheetContent`)."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    content = models.JSONField()

    guards = (OnceSet(rewritten=("content",)),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="sheet_number"),
            models.UniqueConstraint(fields=["batch", "person"], name="sheet_person"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class SheetNotice(models.Model):
    """A message went out on a sheet: the database refuses a second time."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="notices")
    notification = models.OneToOneField("notify.Notification", models.PROTECT, related_name="on_sheet")

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.notification_id}"
