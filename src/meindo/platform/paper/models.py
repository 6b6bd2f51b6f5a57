"""Tables of the paper way: printed forms with their reserved numbers, and who is typing one in."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from meindo.platform.clock import BERLIN
from meindo.platform.sql import OnceSet

NUMBER_LENGTH = 9  # with the check character


class PrintedForm(models.Model):
    """A form printed under a number. The number opens the one case that the form becomes and reserves nothing else.

    `form` is the wizard whose questions it asks; `person` is empty for a blank one. Case, day of receipt and who typed
    it come together, once; a form that never came back may be deleted.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=NUMBER_LENGTH, unique=True)
    service = models.CharField(max_length=40)
    form = models.CharField(max_length=40)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    printed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="printed_forms")
    received_on = models.DateField(null=True)
    entered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)

    guards = (OnceSet(("case_id", "received_on", "entered_by_id", "entered_at"), kept_unless="OLD.case_id IS NULL"),)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="printed_form_entered",
                condition=Q(
                    case__isnull=True, received_on__isnull=True, entered_by__isnull=True, entered_at__isnull=True
                )
                | Q(case__isnull=False, received_on__isnull=False, entered_by__isnull=False, entered_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["printed_by", "-printed_at"], name="printed_form_printer")]

    def __str__(self) -> str:
        return self.number

    @property
    def printed_on(self) -> date:
        """The day on which it was printed: it cannot have come in earlier."""
        return self.printed_at.astimezone(BERLIN).date()


class Entry(models.Model):
    """Somebody types a printed form in: their draft, and the day on which the form reached the city."""

    printed = models.ForeignKey(PrintedForm, models.CASCADE, related_name="entries")
    draft = models.OneToOneField("cases.Draft", models.CASCADE, related_name="paper_entry")
    received_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.printed_id} {self.draft_id}"
