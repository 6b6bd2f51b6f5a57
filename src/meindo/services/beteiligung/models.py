"""What is brought forward, to whom, what was promised, and the meetings in which it is talked about."""

import uuid

from django.db import models

from meindo.platform.sql import OnceSet


class Item(models.Model):
    """One matter that is brought forward to one or several bodies. `subject` names what waits for the answer
    (subjects.py), empty for anything else; `about` is the person whom a measure concerns.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=160, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    urgent_because = models.TextField(blank=True)
    received_on = models.DateField()
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, related_name="+")
    about = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    guards = (OnceSet(),)
    about_person = "about"  # a hold on that person keeps its cases
    goes_with_cases = True  # erased with the last of its parts, and these together

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """One body's part in a matter: its own case, with its own time and answer."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="participation")
    item = models.ForeignKey(Item, models.PROTECT, related_name="parts")
    body = models.CharField(max_length=20)

    guards = (OnceSet(),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "body"], name="beteiligung_part_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.case_id}"


class Promise(models.Model):
    """What the office promised a body: who does it, until when, and what became of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.ForeignKey(Part, models.PROTECT, related_name="promises")
    text = models.TextField()
    by_whom = models.CharField(max_length=120)
    due_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    done_note = models.TextField(null=True)  # noqa: DJ001 (set once with the other two)

    guards = (OnceSet(("done_at", "done_by_id", "done_note")),)

    def __str__(self) -> str:
        return self.text[:40]


class Meeting(models.Model):
    """A meeting of a body with its agenda; not public, and seen by that body alone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.CharField(max_length=20)
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class AgendaPoint(models.Model):
    """A matter on the agenda of a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="points")
    part = models.ForeignKey(Part, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()

    guards = (OnceSet(),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "part"], name="beteiligung_point_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position}"
