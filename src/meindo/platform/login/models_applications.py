"""Table of the applications at which somebody logs in through meindo."""

import uuid

from django.db import models


class ApplicationUse(models.Model):
    """That somebody went on to a business application: which one, what it may ask about them, the days.

    `ended_at`: the person ended it, or the application was removed; going on there again begins anew. The name is kept
    as it was, so that the person still reads it when the application is gone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("login.User", models.CASCADE, related_name="applications")
    client_id = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    scopes = models.CharField(max_length=100)
    since = models.DateField()
    last_used_on = models.DateField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "client_id"], name="application_once_per_account")]

    def __str__(self) -> str:
        return self.name
