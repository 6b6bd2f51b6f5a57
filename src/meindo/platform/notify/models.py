"""Messages in the portal."""

from django.db import models


class Notification(models.Model):
    """One message to a person: a message id with parameters, rendered at display in the reader's language."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=160, unique=True)
    msgid = models.CharField(max_length=300)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="notification_person")]

    def __str__(self) -> str:
        return self.msgid
