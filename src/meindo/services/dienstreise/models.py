"""Tables of business trips: requests, standing permissions and, superseding each other, the claims."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from meindo.kernel.finding import Finding
from meindo.platform.people.facts import Fact, fact_guards, fact_meta
from meindo.platform.sql import OnceSet


class StandingPermission(models.Model):
    """What a person may travel without a request each time: area, means, days; claimed month by month.

    A change, also an end before the last day, is a new row: the one before is superseded and stays readable.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="permissions")
    number = models.PositiveSmallIntegerField(default=1)
    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="+")
    area = models.CharField(max_length=120)
    occasion = models.TextField()
    means = models.JSONField(default=list)
    means_reason = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    trips_a_month = models.PositiveSmallIntegerField(null=True)
    estimate_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    answers = models.JSONField(default=dict)
    superseded_at = models.DateTimeField(null=True)

    guards = (OnceSet(("superseded_at",)),)

    class Meta:
        constraints = [
            models.CheckConstraint(name="permission_days", condition=Q(valid_from__lte=models.F("valid_until"))),
            models.UniqueConstraint(fields=["case", "number"], name="permission_number"),
            models.UniqueConstraint(
                fields=["case"], name="permission_current", condition=Q(superseded_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.area

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_until - timedelta(days=1)


class Trip(models.Model):
    """What was requested. Wall times belong to `zone`; what really happened stands in the claim.

    `function` is the one in which a trip is notified instead of approved, by the key of its responsibility.
    A change before the trip is a new row: the request before it is superseded and stays readable. The trips of a month
    claimed together under a `permission` are one row: area, first and last day.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="trips")
    number = models.PositiveSmallIntegerField(default=1)
    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="trips")
    destination = models.CharField(max_length=120)
    purpose_text = models.TextField()
    starts_on = models.DateField()
    start_time = models.TimeField()
    ends_on = models.DateField()
    end_time = models.TimeField()
    zone = models.CharField(max_length=40, default="Europe/Berlin")
    means = models.CharField(max_length=20)
    means_reason = models.CharField(max_length=300, blank=True)
    estimate_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    answers = models.JSONField(default=dict)
    function = models.CharField(max_length=20, blank=True)
    permission = models.ForeignKey(StandingPermission, models.PROTECT, null=True, related_name="months")
    cost_centre = models.CharField(max_length=20, blank=True)
    superseded_at = models.DateTimeField(null=True)

    guards = (OnceSet(("superseded_at",)),)

    class Meta:
        constraints = [
            models.CheckConstraint(name="trip_days", condition=Q(starts_on__lte=models.F("ends_on"))),
            models.UniqueConstraint(fields=["case", "number"], name="trip_number"),
            models.UniqueConstraint(fields=["case"], name="trip_current", condition=Q(superseded_at__isnull=True)),
        ]
        indexes = [
            models.Index(fields=["employment", "-starts_on"], name="trip_employment"),
            models.Index(
                fields=["cost_centre", "starts_on"],
                name="trip_cost_centre",
                condition=Q(superseded_at__isnull=True) & ~Q(cost_centre=""),
            ),
        ]

    def __str__(self) -> str:
        return self.destination


class Objection(models.Model):
    """What somebody objects to: the decision of `contested` at `revision`, given on a day, in time until another.

    `kind` is widerspruch (Beamt*innen, VwGO § 70) or assertion (TVöD § 37); `asked_eur` the whole amount that the
    person thinks right.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="objection")
    contested = models.ForeignKey("cases.Case", models.PROTECT, related_name="objections")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    given_on = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    asked_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)

    guards = (OnceSet(),)

    class Meta:
        constraints = [models.CheckConstraint(name="objection_other", condition=~Q(case=models.F("contested")))]

    def __str__(self) -> str:
        return f"{self.case_id} > {self.contested_id}"


class FirstClass(Fact):
    """On these days the person may travel first class by train. Why is nobody's business here: there is no column."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    guards = fact_guards("person_id")

    class Meta:
        indexes, constraints = fact_meta("first_class", "person")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Allowed or not, per person and day."""
        return ("person_id",)

    @property
    def last_day(self) -> date:
        """The last day of the entitlement."""
        return self.valid_until - timedelta(days=1)


class AcceptedRide(models.Model):
    """The kilometres last accepted from one place to another by one means: written when a claim is confirmed.

    A projection of confirmed claims, only for the employment that made the ride; `pair` is the two places as compared.
    """

    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="+")
    trip = models.ForeignKey(Trip, models.PROTECT, related_name="+")
    means = models.CharField(max_length=20)
    pair = models.TextField()
    origin = models.TextField()
    destination = models.TextField()
    km = models.DecimalField(max_digits=10, decimal_places=1)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employment", "means", "pair"], name="accepted_ride")]

    def __str__(self) -> str:
        return f"{self.origin} – {self.destination}"


class Claim(models.Model):
    """One claim for a trip or a month: journeys as entered, result as computed with the values it used.

    Superseded, not edited.

    `decided_eur` is what a person set instead of the computed amount (Besonderer Fall), with the reason in the event.
    It holds for that decision: when the claim is checked anew, a claim without it takes its place.
    """

    trip = models.ForeignKey(Trip, models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField()
    journey = models.JSONField()
    finding = models.JSONField()
    answers = models.JSONField(default=dict)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    is_late = models.BooleanField()
    computed_eur = models.DecimalField(max_digits=10, decimal_places=2)
    decided_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    superseded_at = models.DateTimeField(null=True)

    guards = (OnceSet(("superseded_at", "decided_eur")),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trip", "number"], name="claim_number"),
            models.UniqueConstraint(fields=["trip"], name="claim_current", condition=Q(superseded_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.trip_id}/{self.number}"

    def result(self) -> Finding:
        """The stored result, line by line."""
        return Finding.from_data(self.finding)


from .models_money import Advance, Budget, CostCentre, Recovery, RecoveryPlan  # noqa: E402 (tables of this app as well)

__all__ = [
    "AcceptedRide",
    "Advance",
    "Budget",
    "Claim",
    "CostCentre",
    "FirstClass",
    "Objection",
    "Recovery",
    "RecoveryPlan",
    "Trip",
]
