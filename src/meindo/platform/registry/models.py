"""What the home page reads: one row per employment and service, written by the services' handlers."""

import uuid

from django.db import models
from django.db.models import Q

from meindo.platform.sql import OnceSet


class Tile(models.Model):
    """A service's number and action for one employment; the 26th service adds rows, not queries."""

    employment = models.ForeignKey("people.Employment", models.CASCADE, related_name="tiles")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="tiles")
    service = models.CharField(max_length=40)
    value = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    as_of = models.DateTimeField()
    action_label = models.CharField(max_length=80)
    action_url = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employment", "service"], name="tile_once")]
        indexes = [models.Index(fields=["person"], name="tile_person")]

    def __str__(self) -> str:
        return f"{self.service} {self.value}"


class Preference(models.Model):
    """What a person chose about the portal: dismissed first steps, one page instead of many, pinned services."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="preference")
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.person_id)


class SearchMiss(models.Model):
    """A word that a search did not find on a day, and how often; nobody knows who typed it."""

    word = models.CharField(max_length=40)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "day"], name="search_miss_once")]

    def __str__(self) -> str:
        return f"{self.word} {self.count}"


class LocalEntry(models.Model):
    """An entry of a public register that the city writes itself. A change is a new row with the same key; `is_removed`
    takes it out of the register, and the row stays.
    """

    register = models.CharField(max_length=40)
    key = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    is_removed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    guards = (OnceSet(("superseded_at",)),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="local_entry_one", condition=Q(superseded_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.title


class EntryReading(models.Model):
    """How an entry of a public register reads from a day on, as a digest: so everybody sees what changed when."""

    register = models.CharField(max_length=40)
    entry = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    since = models.DateField()

    guards = (OnceSet(),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "entry", "since"], name="entry_reading_once")]

    def __str__(self) -> str:
        return f"{self.register}/{self.entry} {self.since}"


class Opening(models.Model):
    """How often something that shows people was opened in a month; by whom is not known."""

    evaluation = models.CharField(max_length=80)
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "month"], name="opening_once")]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.count}"


class PublicQuestion(models.Model):
    """A question from the public about an entry, or a report about accessibility (no entry). Who asked is not known;
    `contact` is what they left for an answer, and goes when it was given. Only answered ones are public.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    register = models.CharField(max_length=40, blank=True)
    entry = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    page = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    guards = (OnceSet(("answered_at", "answered_by_id"), free=("answer", "is_public", "contact")),)

    class Meta:
        indexes = [models.Index(fields=["register", "entry", "asked_at"], name="public_question_entry")]

    def __str__(self) -> str:
        return f"{self.register}/{self.entry}"
