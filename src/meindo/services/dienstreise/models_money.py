"""Tables of money before, beside and after a trip: advances, recoveries, cost centres, budgets."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from meindo.kernel.finding import Finding
from meindo.platform.people.facts import Fact, fact_guards, fact_meta
from meindo.platform.sql import OnceSet


class Advance(models.Model):
    """What somebody asked for before a trip: `trip_case` is the trip, `finding` the proposal with the values it used.

    `asked_eur` is what they asked for; what was confirmed stands in the case, what was paid in its pay lines.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="advance")
    trip_case = models.ForeignKey("cases.Case", models.PROTECT, related_name="advances")
    estimate_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    finding = models.JSONField()
    proposed_eur = models.DecimalField(max_digits=10, decimal_places=2)
    asked_eur = models.DecimalField(max_digits=10, decimal_places=2)
    reason = models.TextField(blank=True)

    guards = (OnceSet(),)

    class Meta:
        constraints = [
            models.CheckConstraint(name="advance_other", condition=~Q(case=models.F("trip_case"))),
            models.CheckConstraint(name="advance_amount", condition=Q(asked_eur__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} > {self.trip_case_id}"

    def result(self) -> Finding:
        """The proposal, line by line."""
        return Finding.from_data(self.finding)


class Recovery(models.Model):
    """An advance that was not spent, or not wholly: why, and until when the person is heard."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="recovery")
    trip_case = models.ForeignKey("cases.Case", models.PROTECT, related_name="recoveries")
    cause = models.CharField(max_length=20)
    opened_eur = models.DecimalField(max_digits=10, decimal_places=2)
    hearing_until = models.DateField()

    guards = (OnceSet(),)

    class Meta:
        constraints = [models.CheckConstraint(name="recovery_other", condition=~Q(case=models.F("trip_case")))]

    def __str__(self) -> str:
        return f"{self.case_id} > {self.trip_case_id}"


class RecoveryPlan(models.Model):
    """What the travel office decided on a recovery: how much is kept back in which instalments, how much is waived.

    Superseded, not edited. It takes effect when another person orders it (`ordered_at`).
    """

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    recovered_eur = models.DecimalField(max_digits=10, decimal_places=2)
    waived_eur = models.DecimalField(max_digits=10, decimal_places=2)
    amounts = models.JSONField()
    decided_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    guards = (OnceSet(("ordered_at", "superseded_at")),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recovery", "number"], name="plan_number"),
            models.UniqueConstraint(fields=["recovery"], name="plan_current", condition=Q(superseded_at__isnull=True)),
            models.CheckConstraint(name="plan_amounts", condition=Q(recovered_eur__gte=0) & Q(waived_eur__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}/{self.number}"


class CostCentre(Fact):
    """Where the trips of a unit are booked unless somebody says otherwise; `function`: those of a body by its key."""

    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, related_name="+")
    function = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=20)

    guards = fact_guards("unit_id", "function")

    class Meta:
        indexes, constraints = fact_meta("cost_centre", "unit", "function")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One cost centre per unit, function and day."""
        return ("unit_id", "function")

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_until - timedelta(days=1)


class Budget(models.Model):
    """How much a cost centre may spend on trips in a year; superseded, not edited."""

    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    guards = (OnceSet(("superseded_at",)),)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "year"], name="budget_current", condition=Q(superseded_at__isnull=True)
            ),
            models.CheckConstraint(name="budget_amount", condition=Q(amount_eur__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.year}"
