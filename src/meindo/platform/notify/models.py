"""Messages in the portal, and how often somebody wants a mail about them."""

from datetime import time

from django.db import models


class Notification(models.Model):
    """One message to a person: a message id with parameters, rendered at display in the reader's language.

    `kind` is one of rhythm.KINDS; `mailed_at` is when a mail announced it, without its content. `service` is whose
    matter it is, `due_on` until when the person has to act, `document` the letter that it announces.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=160, unique=True)
    msgid = models.CharField(max_length=300)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=20, default="own")
    mailed_at = models.DateTimeField(null=True)
    service = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    document = models.ForeignKey("files.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="notification_person")]

    def __str__(self) -> str:
        return self.msgid


class NoticeSettings(models.Model):
    """What a person chose: kind -> rhythm, and quiet hours. Without a row, the defaults of rhythm.py hold.

    `paper_since`: from then on messages come on paper too, because somebody has no device.
    """

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="notice_settings")
    rhythms = models.JSONField(default=dict)
    quiet_from = models.TimeField(default=time(19))
    quiet_until = models.TimeField(default=time(6, 30))
    quiet_weekends = models.BooleanField(default=True)
    paper_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person_id)
