"""Names are taken once: who had one keeps it, in the end for ever (BER.3.14)."""

from datetime import datetime

from django.db import IntegrityError
from scim2_models import UniquenessException

from meindo.identity.scim_models import ScimAccount, ScimName
from meindo.platform.login.sealing import keyed_digest

from .rows import Said

USE = "scim.name"


def digest_of(user_key: bytes) -> str:
    """What is kept of a name for ever."""
    return keyed_digest(user_key.decode(), use=USE)


def take_name(client: str, said: Said, *, whose: int | None, account: ScimAccount | None = None) -> ScimName:
    """The name that an account wants, as a row; UniquenessException if it is or ever was somebody else's.

    The same client may use a name again after a deletion (RFC 7644, 3.6), for the same holder: neither another person
    nor another externalId. `whose` is the person that the account belongs to, if known; `account` is the one that may
    have had the name all along.
    """
    key = digest_of(said.columns["user_key"])
    name = ScimName.objects.filter(key=key).first() or _new_name(key, client)
    if name.ended_at is not None or name.client != client:
        raise taken()
    if whose is not None and name.holder_id not in (None, whose):
        raise taken()
    if _is_another(name, said) and not (account and account.names.filter(pk=name.pk).exists()):
        raise taken()
    return name


def _is_another(name: ScimName, said: Said) -> bool:
    """Whether the client itself says that it is not the one who had the name before."""
    known = name.external_key
    return known is not None and said.external_key is not None and bytes(known) != said.external_key


def _new_name(key: str, client: str) -> ScimName:
    try:
        return ScimName.objects.create(key=key, client=client)
    except IntegrityError as problem:  # somebody takes it at this moment
        raise taken() from problem


def holds_nobody_elses_name(account: ScimAccount, person: int) -> bool:
    """Whether none of the names that an account ever had is known to belong to another person."""
    return not account.names.filter(holder__isnull=False).exclude(holder=person).exists()


def hold_name(name: ScimName, account: ScimAccount) -> None:
    """The account has the name now; the person it belongs to, if known, holds it and every earlier one for ever."""
    taking = ScimName.accounts.through
    taking.objects.bulk_create([taking(scimname_id=name.pk, scimaccount_id=account.pk)], ignore_conflicts=True)
    if account.external_key is not None:
        ScimName.objects.filter(pk=name.pk).update(external_key=account.external_key)
    if account.person_id:
        give_names(account, account.person_id)


def give_names(account: ScimAccount, person: int) -> None:
    """The person holds every name that the account ever had."""
    mine = list(account.names.filter(holder__isnull=True).values_list("pk", flat=True))
    ScimName.objects.filter(pk__in=mine).update(holder=person)


def end_names(accounts: list[int], at: datetime) -> None:
    """The accounts go for good: of their names only the digest stays, and nobody gets them again."""
    names = list(ScimName.objects.filter(accounts__in=accounts).values_list("pk", flat=True))
    ScimName.accounts.through.objects.filter(scimaccount__in=accounts).delete()
    ended = ScimName.objects.filter(pk__in=names, accounts__isnull=True, ended_at__isnull=True)
    ScimName.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).update(
        ended_at=at, holder=None, external_key=None
    )


def taken() -> UniquenessException:
    """The answer for a name that is somebody else's; it does not say whose."""
    return UniquenessException(detail="This userName is taken; names are never given to anybody else")
