"""Rebuildable tables for the current day. Never written by hand: `projection.py` derives them from the facts."""

from django.db import models


class ProjectedDay(models.Model):
    """Which day the projections show; one row.

    `version` counts every write to a projection: who computed from an older one computes again. `is_behind` says that
    an import wrote facts that the projections do not show yet.
    """

    day = models.DateField()
    own_matters = models.JSONField(default=list)
    version = models.PositiveBigIntegerField(default=0)
    is_behind = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.day)


class Placement(models.Model):
    """Where an employment works today. `is_main` marks the row with the largest share."""

    employment = models.ForeignKey("people.Employment", models.CASCADE, related_name="placements")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="placements")
    unit = models.ForeignKey("people.OrgUnit", models.CASCADE, related_name="placements")
    post = models.ForeignKey("people.Post", models.CASCADE, related_name="placements")
    status_group = models.CharField(max_length=20)
    grade = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=160)
    is_lead = models.BooleanField()
    is_main = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "post"], name="placement_once"),
        ]
        indexes = [models.Index(fields=["unit", "person"], name="placement_unit")]

    def __str__(self) -> str:
        return f"{self.employment_id} @ {self.unit_id}"


class OrgClosure(models.Model):
    """Which unit lies below which, per axis and period; every unit is its own ancestor at depth 0."""

    axis = models.CharField(max_length=10)
    ancestor = models.ForeignKey("people.OrgUnit", models.CASCADE, related_name="below")
    descendant = models.ForeignKey("people.OrgUnit", models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["axis", "ancestor", "descendant"], name="closure_down"),
            models.Index(fields=["axis", "descendant", "depth"], name="closure_up"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Authority(models.Model):
    """Who decides today for the cases of a unit. A row with an applicant replaces the general ones for that person.

    `matter` is empty, or a service that has its own deputies.
    """

    matter = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("people.OrgUnit", models.CASCADE, related_name="+")
    applicant = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="authorities")
    via = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["person", "matter", "unit"], name="authority_person"),
            models.Index(fields=["unit", "matter", "applicant"], name="authority_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.unit_id}"
