"""Writes of locks: close an account at once, open it again by a second person."""

from django.db import IntegrityError, transaction
from django.db.models import F

from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import Work, unit_of_work

from .commands_devices import end_sessions
from .models import AccountLock, Device, Token, User
from .queries_devices import sessions_of

PURPOSE = "login.lock"


class LockRefused(Exception):
    """This account is locked already, or the same person may not open it again."""


def lock_account(user: User, *, reason: str, by: Actor) -> AccountLock:
    """Close an account: its sessions and tokens end with the commit. Neither the person nor the log-in is told."""
    if by.person_id is None or by.person_id == user.person_id:
        raise PermissionError("nobody locks their own account")
    try:
        with transaction.atomic(), unit_of_work(by, purpose=PURPOSE) as work:
            lock = AccountLock.objects.create(user=user, locked_by_id=by.person_id, locked_at=work.at, reason=reason)
            end_sessions(sessions_of(user))
            Device.objects.filter(user=user).update(session_key="")
            Token.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=work.at)
            User.objects.filter(pk=user.pk).update(
                is_active=False, locked_at=work.at, session_epoch=F("session_epoch") + 1
            )
            work.record("login.locked", f"lock:{lock.uuid}")
            _tell(work, user.person_id)
    except IntegrityError as problem:
        raise LockRefused from problem
    return lock


def unlock_account(lock: AccountLock, *, reason: str, by: Actor) -> None:
    """Open an account again: the password is as before, sessions and tokens stay ended."""
    if by.person_id is None or by.person_id in (lock.locked_by_id, lock.user.person_id):
        raise LockRefused
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = AccountLock.objects.filter(pk=lock.pk, ended_at__isnull=True)
        if not rows.update(ended_at=work.at, ended_by_id=by.person_id, end_reason=reason):
            raise LockRefused
        User.objects.filter(pk=lock.user_id).update(is_active=True, locked_at=None)
        work.record("login.unlocked", f"lock:{lock.uuid}")
        _tell(work, lock.user.person_id)


def _tell(work: Work, person_id: int | None) -> None:
    """Accounts in business applications follow at once (identity listens); no person is told."""
    if person_id is not None:
        work.emit("login.lock_changed", person=person_id)
