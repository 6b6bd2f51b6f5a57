"""Reads of the SCIM server: what a client pushed, and nothing of other clients."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from meindo.identity.scim_models import ScimAccount, ScimMember

from .rows import model_of


def living(client: str, kind: str | None) -> QuerySet[Any]:
    """The resources of one kind that a client pushed and has not deleted."""
    return model_of(kind).objects.filter(client=client, deleted_at__isnull=True)


def members_of(groups: Collection[int]) -> dict[int, list[ScimMember]]:
    """The members of groups, by group, with their accounts; who was deleted at that very moment is none."""
    found = defaultdict(list)
    rows = (
        ScimMember.objects.filter(group__in=groups, account__deleted_at__isnull=True)
        .select_related("account")
        .order_by("pk")
    )
    for member in rows.defer("account__body"):
        found[member.group_id].append(member)
    return found


def keys_of_accounts(client: str, uuids: Collection[UUID]) -> dict[UUID, int]:
    """The accounts of a client that are known by these identifiers."""
    rows = ScimAccount.objects.filter(client=client, deleted_at__isnull=True, uuid__in=uuids)
    return dict(rows.values_list("uuid", "pk"))
