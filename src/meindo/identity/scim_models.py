"""Tables of the SCIM server: what a client (an upstream directory or application) pushed, and whose names they were."""

import uuid

from django.db import models
from django.db.models import Q

from meindo.platform.sql import OnceSet


class ScimName(models.Model):
    """A user name that was taken once. It is never given to anybody else (BER.3.14), so the row stays for ever.

    `key` is a keyed digest: what stays for ever is not the name itself. `holder` is the person it belongs to as soon as
    somebody is known, `external_key` the client's own name for it. `ended_at`: the last account with it was erased, and
    nobody gets it again. `accounts` are all that ever had it.
    """

    key = models.CharField(max_length=64, unique=True)
    client = models.CharField(max_length=80)
    holder = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    external_key = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    accounts = models.ManyToManyField("identity.ScimAccount", related_name="names")

    guards = (OnceSet(("ended_at",), free=("holder_id", "external_key"), for_ever=True),)

    def __str__(self) -> str:
        return self.key[:12]


class Resource(models.Model):
    """What every resource of the protocol has.

    `body` is the resource as the client said it, without what stands in columns. The columns ending in `_key` hold the
    form in which the protocol compares, as bytes: both databases order and find bytes alike. `deleted_at`: the client
    has deleted it; it answers 404 and stays until retention takes it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.CharField(max_length=80)
    external_key = models.BinaryField(null=True)
    display_key = models.BinaryField(null=True)
    body = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, db_index=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.uuid)


class ScimAccount(Resource):
    """A User of a client. `person` empty: nobody is known for it yet, it waits to be matched.

    It never says anything about people: HR facts come from the personnel system alone.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="scim_accounts")
    matched_at = models.DateTimeField(null=True)
    user_key = models.BinaryField()
    employee_key = models.BinaryField(null=True)
    is_active = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_key"], condition=Q(deleted_at__isnull=True), name="scim_user_name"),
            models.UniqueConstraint(
                fields=["client", "person"],
                condition=Q(deleted_at__isnull=True, person__isnull=False),
                name="scim_one_per_person",
            ),
        ]
        indexes = [
            models.Index(fields=["client", "user_key"], name="scim_account_user"),
            models.Index(fields=["client", "external_key"], name="scim_account_external"),
            models.Index(fields=["client", "display_key"], name="scim_account_display"),
            models.Index(fields=["client", "employee_key"], name="scim_account_employee"),
            models.Index(
                fields=["created_at"],
                name="scim_account_waiting",
                condition=Q(person__isnull=True, deleted_at__isnull=True),
            ),
        ]


class ScimGroup(Resource):
    """A Group of a client; its members are rows of their own."""

    class Meta:
        indexes = [
            models.Index(fields=["client", "external_key"], name="scim_group_external"),
            models.Index(fields=["client", "display_key"], name="scim_group_display"),
        ]


class ScimMember(models.Model):
    """That an account is in a group; `label` is the client's word for it there."""

    group = models.ForeignKey(ScimGroup, models.PROTECT, related_name="members")
    account = models.ForeignKey(ScimAccount, models.PROTECT, related_name="memberships")
    label = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "account"], name="scim_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.account_id}"
