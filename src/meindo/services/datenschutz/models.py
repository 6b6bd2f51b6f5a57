"""What the person concerned asks about their data."""

from django.db import models

from meindo.platform.sql import OnceSet


class AccessQuestion(models.Model):
    """A question about one look at a person's data, as the cockpit showed it (`about` is the entry in words).

    `record_id` is that entry, empty where it came on paper; `told` is the person whose name was told, with reasons.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="access_question")
    record_id = models.BigIntegerField(null=True)
    about = models.CharField(max_length=300)
    text = models.TextField()
    told = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    guards = (OnceSet(("told_id",)),)

    def __str__(self) -> str:
        return str(self.case_id)


class InformationRequest(models.Model):
    """A request for all that is held about a person; `text` says what matters most to them, if anything."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="information_request")
    text = models.TextField(blank=True)

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return str(self.case_id)
