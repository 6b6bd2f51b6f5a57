"""What the home page reads: one row per employment and service, written by the services' handlers."""

from django.db import models


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
