"""Writes of groups that a client pushes; of its members only the difference is written."""

from uuid import UUID

from scim2_models import InvalidValueException

from meindo.identity.scim_models import ScimGroup, ScimMember
from meindo.platform.outbox.work import Work

from .caller import Caller
from .commands import locked, note, store
from .queries import keys_of_accounts
from .rows import Said
from .shape import GROUP


def create_group(work: Work, caller: Caller, said: Said) -> ScimGroup:
    """A new group with its members."""
    group = ScimGroup.objects.create(client=caller.client, created_at=work.at, changed_at=work.at, **said.columns)
    _set_members(caller, group, said.members)
    note(work, caller, "scim.group.created", group, members=len(said.members))
    return group


def change_group(work: Work, caller: Caller, uuid: str, said: Said, expected: str | None) -> ScimGroup:
    """The whole new state of a group."""
    group: ScimGroup = locked(caller, GROUP, uuid, expected)
    store(work, group, **said.columns)
    _set_members(caller, group, said.members)
    note(work, caller, "scim.group.changed", group, members=len(said.members))
    return group


def delete_group(work: Work, caller: Caller, uuid: str, expected: str | None) -> None:
    """The group answers 404 from now on; its row stays with its members until retention."""
    group: ScimGroup = locked(caller, GROUP, uuid, expected)
    store(work, group, deleted_at=work.at)
    note(work, caller, "scim.group.deleted", group)


def _set_members(caller: Caller, group: ScimGroup, wanted: dict[UUID, str]) -> None:
    """Write what differs: in a group of thousands, one more member is one row."""
    known = {uuid: (pk, label) for pk, uuid, label in _rows_of(group)}
    gone = [pk for uuid, (pk, _label) in known.items() if uuid not in wanted]
    ScimMember.objects.filter(pk__in=gone).delete()
    new = [uuid for uuid in wanted if uuid not in known]
    accounts = keys_of_accounts(caller.client, new)
    if len(accounts) < len(new):
        raise InvalidValueException(detail="members: only accounts that are known here can be members")
    ScimMember.objects.bulk_create(
        [ScimMember(group=group, account_id=accounts[uuid], label=wanted[uuid]) for uuid in new], batch_size=500
    )
    for uuid, (pk, label) in known.items():
        if uuid in wanted and wanted[uuid] != label:
            ScimMember.objects.filter(pk=pk).update(label=wanted[uuid])


def _rows_of(group: ScimGroup) -> list[tuple[int, UUID, str]]:
    return list(ScimMember.objects.filter(group=group).values_list("pk", "account__uuid", "label"))
