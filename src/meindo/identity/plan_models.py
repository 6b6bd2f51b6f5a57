"""Tables of what is and what changes: accounts, the rights last written, plans and their operations."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meindo.platform.sql import OnceSet

from .catalogue_models import Application


class RightSet(models.Model):
    """A set of rights under the name of its content; many people share one. Signed: `-7` rests."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    rights = models.JSONField()

    guards = (OnceSet(kept_unless="1 = 1"),)

    def __str__(self) -> str:
        return self.fingerprint[:12]


class Standing(models.Model):
    """What was last planned for a person, and when something changes by itself.

    `held_by`: a plan was taken back; until a person lets go, no daily run plans the same again.
    """

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="standing")
    rights = models.ForeignKey(RightSet, models.PROTECT, related_name="+")
    card = models.JSONField(default=list)
    locked = models.BooleanField(default=False)
    next_change_on = models.DateField(null=True, db_index=True)
    held_by = models.ForeignKey("identity.Plan", models.PROTECT, null=True, related_name="holds")

    def __str__(self) -> str:
        return f"{self.person_id} {self.rights_id[:12]}"


class AccountState(models.TextChoices):
    """The life of an account."""

    PLANNED = "planned", _("geplant")
    ACTIVE = "active", _("aktiv")
    DISABLED = "disabled", _("gesperrt")
    ARCHIVED = "archived", _("archiviert")


class Account(models.Model):
    """An account of one person in one application. Its name is never given to anybody else (BER.3.14).

    `person` empty: an orphan, found in the application and not known here. `target` is the state last written and read
    back, `seen` the last state read from the application.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="accounts")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="accounts")
    native_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=AccountState.choices, default=AccountState.PLANNED)
    target = models.JSONField(null=True)
    seen = models.JSONField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "native_id"], name="account_name_for_ever"),
            models.UniqueConstraint(
                fields=["application", "person"], condition=Q(person__isnull=False), name="account_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.native_id


class DailyRun(models.Model):
    """A run over those about whom something may have changed; the next one looks at what came after `at`."""

    at = models.DateTimeField()
    day = models.DateField()
    asked = models.PositiveIntegerField()
    plan = models.OneToOneField("identity.Plan", models.PROTECT, null=True, related_name="run")

    def __str__(self) -> str:
        return f"{self.day}"


class PlanKind(models.TextChoices):
    """What a plan comes from."""

    PEOPLE = "people", _("Personalmaßnahme oder Import")
    RULE = "rule", _("Regel")
    GRANT = "grant", _("Antrag")
    DUE = "due", _("Zeitablauf")
    RECERTIFICATION = "recertification", _("Rezertifizierung")
    RECONCILE = "reconcile", _("Soll-Ist-Abgleich")
    UNDO = "undo", _("Rücknahme")


class PlanState(models.TextChoices):
    """The way of a plan."""

    DRAFT = "draft", _("wird berechnet")
    READY = "ready", _("bereit")
    STOPPED = "stopped", _("angehalten: ein Mensch entscheidet")
    APPLYING = "applying", _("wird ausgeführt")
    APPLIED = "applied", _("ausgeführt")
    STALE = "stale", _("überholt")
    DISCARDED = "discarded", _("verworfen")


class Plan(models.Model):
    """What changes in which application; computed, gated, applied, proven, taken back.

    A plan is applied only while the same computation still gives the same turns; from `turned_at` on these
    are what is planned for the people, which happens once. Why each right comes or goes is not copied: facts, rules and
    grants keep what was known at `made_at`, so that the reasons can be computed for ever.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=PlanKind.choices)
    title = models.CharField(max_length=200)
    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.READY)
    stopped_by = models.JSONField(default=list)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    released_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    turned_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class Turn(models.Model):
    """What a plan changes about one person as a whole: what was planned before it and what after. The history of a
    person's rights, and what an undo goes back to.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="turns")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    rights_before = models.ForeignKey(RightSet, models.PROTECT, null=True, related_name="+")
    card_before = models.JSONField(default=list)
    locked_before = models.BooleanField(default=False)
    rights_after = models.ForeignKey(RightSet, models.PROTECT, related_name="+")
    card_after = models.JSONField(default=list)
    locked_after = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="turn_once")]
        indexes = [models.Index(fields=["person", "-id"], name="turn_person")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.person_id}"


class OperationState(models.TextChoices):
    """The way of an operation."""

    PENDING = "pending", _("offen")
    PROPOSED = "proposed", _("vorgeschlagen")
    DONE = "done", _("ausgeführt und nachgelesen")
    FAILED = "failed", _("gescheitert")
    CONFLICT = "conflict", _("Konflikt: inzwischen anders")
    DROPPED = "dropped", _("entfallen")


class Operation(models.Model):
    """One account from one state to another. `before` is what it was when the plan was made and what an undo restores;
    doing it twice is doing it once.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="operations")
    number = models.PositiveIntegerField()
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    native_id = models.CharField(max_length=200)
    verb = models.CharField(max_length=10)
    before = models.JSONField(null=True)
    after = models.JSONField()
    state = models.CharField(max_length=10, choices=OperationState.choices, default=OperationState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="operation_number")]
        indexes = [
            models.Index(
                fields=["application", "state"],
                name="operation_open",
                condition=Q(state__in=("pending", "proposed", "failed")),
            ),
            models.Index(fields=["person", "-id"], name="operation_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.native_id}"
