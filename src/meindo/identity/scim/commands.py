"""Writes of accounts that a client pushes. People tables are only read, to find whose an account is."""

from typing import Any

from django.db import IntegrityError
from scim2_models import MutabilityException, NotFoundException, PreconditionFailedException

from meindo.identity.scim_models import Resource, ScimAccount, ScimGroup, ScimMember
from meindo.platform.outbox.work import Work

from .caller import Caller
from .commands_names import hold_name, holds_nobody_elses_name, take_name, taken
from .queries import living
from .queries_matching import is_free, person_numbered
from .rows import Said, uuid_of, version_of
from .shape import USER


def create_account(work: Work, caller: Caller, said: Said) -> ScimAccount:
    """A new account; who bears its personnel number and has no account of this client yet is its person at once."""
    numbered = person_numbered(said.employee_number)
    name = take_name(caller.client, said, whose=numbered)
    account = ScimAccount(client=caller.client, created_at=work.at, changed_at=work.at, **said.columns)
    if numbered and is_free(caller.client, numbered):
        account.person_id, account.matched_at = numbered, work.at
    try:
        account.save()
    except IntegrityError as problem:
        raise taken() from problem
    hold_name(name, account)
    note(work, caller, "scim.account.created", account, matched=account.person_id is not None)
    return account


def change_account(work: Work, caller: Caller, uuid: str, said: Said, expected: str | None) -> ScimAccount:
    """The whole new state of an account; its person stays, and another person's personnel number is refused."""
    account: ScimAccount = locked(caller, USER, uuid, expected)
    numbered = person_numbered(said.employee_number)
    if account.person_id and numbered and numbered != account.person_id:
        raise MutabilityException(detail="This employeeNumber is another person's: an account does not change hands")
    name = take_name(caller.client, said, whose=account.person_id or numbered, account=account)
    given: dict[str, Any] = {}
    may_get_one = account.person_id is None and numbered is not None and is_free(caller.client, numbered)
    if numbered is not None and may_get_one and holds_nobody_elses_name(account, numbered):
        given = {"person_id": numbered, "matched_at": work.at}
    store(work, account, **said.columns, **given)
    hold_name(name, account)
    note(work, caller, "scim.account.changed", account, matched=account.person_id is not None)
    return account


def delete_account(work: Work, caller: Caller, uuid: str, expected: str | None) -> None:
    """The account answers 404 from now on and leaves its groups; its row and its names stay."""
    account = locked(caller, USER, uuid, expected)
    groups = ScimGroup.objects.filter(members__account=account, deleted_at__isnull=True).order_by("pk")
    for group in groups.select_for_update(no_key=True):
        store(work, group)
        ScimMember.objects.filter(group=group, account=account).delete()
    store(work, account, deleted_at=work.at)
    note(work, caller, "scim.account.deleted", account)


def locked(caller: Caller, kind: str, uuid: str, expected: str | None) -> Any:
    """A resource of the caller that nobody else writes meanwhile, in the version that is expected."""
    key = uuid_of(uuid)
    row = living(caller.client, kind).select_for_update(no_key=True).filter(uuid=key).first() if key else None
    if row is None:
        raise NotFoundException(detail=f"There is no {kind} with this id")
    if expected is not None and version_of(row) != expected:
        raise PreconditionFailedException
    return row


def store(work: Work, row: Resource, **columns: Any) -> None:
    """Write columns of a row with its next version; PreconditionFailedException if somebody else wrote it first."""
    columns |= {"revision": row.revision + 1, "changed_at": work.at}
    rows = type(row)._base_manager.filter(pk=row.pk, revision=row.revision)
    try:
        written = rows.update(**columns)
    except IntegrityError as problem:
        raise taken() from problem
    if not written:
        raise PreconditionFailedException
    for column, value in columns.items():
        setattr(row, column, value)


def note(work: Work, caller: Caller, kind: str, row: Resource, **data: Any) -> None:
    """What happened, in the audit log: identifiers and kinds, no word of the resource."""
    work.record(kind, f"{row._meta.model_name}:{row.uuid}", token=caller.token, revision=row.revision, **data)
