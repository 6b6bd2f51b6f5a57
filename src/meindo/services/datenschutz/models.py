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


class CorrectionRequest(models.Model):
    """What is wrong and what is right, in the words of the person concerned (Art. 16)."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="correction_request")
    about = models.CharField(max_length=200)
    wrong = models.TextField()
    right = models.TextField()

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return str(self.case_id)


class ErasureRequest(models.Model):
    """What is to be erased (Art. 17): `former_names` (§ 13 SBGG), or `other`, as `text` says. `outcome` is set with the
    decision about names: what became of user name and mail address, and in how many texts a name stays.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="erasure_request")
    kind = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    outcome = models.JSONField(null=True)

    guards = (OnceSet(("outcome",)),)

    class Meta:
        constraints = [
            models.CheckConstraint(name="erasure_kind", condition=models.Q(kind__in=("former_names", "other")))
        ]

    def __str__(self) -> str:
        return str(self.case_id)
