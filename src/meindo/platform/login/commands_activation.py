"""Writes of activation letters: make a batch, try a code, activate an account, revoke a letter."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError
from django.db.models import F, Max, QuerySet

from meindo.platform import keyring
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Placement

from .codes import CodeMistyped, code_of, draw_code, selector_of
from .models import Activation, ActivationBatch, User
from .models_activation import Ending
from .queries_activation import letter_of_code, open_letters
from .sealing import keyed_digest, seal, sealed_again, unseal

PURPOSE = "login.activation"
USE = "activation"
DAYS = 30
ATTEMPTS = 5
MOST_LETTERS = 100  # so many are typeset in one file; the others are for the next batch


class CodeRefused(Exception):
    """This code opens nothing. Why is told to nobody: it may be wrong, expired, used, revoked or tried too often."""


def make_batch(
    places: Sequence[Placement], *, by: Actor, unit: int | None = None, reason: str = "", days: int = DAYS
) -> ActivationBatch:
    """One letter with a new code for everybody on these places; an earlier open letter of theirs ends.

    Who has no account gets one that opens nothing before the code was used; its name is the personnel number, which
    never tells a former name.
    """
    if by.person_id in {place.person_id for place in places}:
        raise PermissionError("nobody makes a letter for themselves")
    for _attempt in range(ATTEMPTS):
        try:
            return _make(places, by, unit, reason, days)
        except IntegrityError:
            continue  # another batch took the number, or a selector was drawn before
    raise RuntimeError("no free number found")


def _make(places: Sequence[Placement], by: Actor, unit: int | None, reason: str, days: int) -> ActivationBatch:
    with unit_of_work(by, purpose=PURPOSE) as work:
        number = (ActivationBatch.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        batch = ActivationBatch.objects.create(
            number=number, unit_id=unit, reason=reason, made_by_id=by.person_id, made_at=work.at
        )
        people = [place.person_id for place in places]
        _end(open_or_expired(people), Ending.SUPERSEDED, work)
        _create_accounts(places)
        expires_at = work.at + timedelta(days=days)
        Activation.objects.bulk_create(_letter(batch, person, expires_at) for person in people)
        work.record("login.letters", f"batch:{batch.uuid}", count=len(people))
        for person in _who_could_log_in(people):  # a letter that they did not ask for must not stay unseen
            work.emit("login.letter_made", batch=str(batch.uuid), person=person)
    return batch


def _who_could_log_in(people: Sequence[int]) -> list[int]:
    """Those of them whose account was opened before: for them the letter replaces a password."""
    accounts = User.objects.filter(person__in=people).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return sorted(accounts.values_list("person_id", flat=True))


def open_or_expired(people: Sequence[int]) -> QuerySet[Activation]:
    """Letters of these people that nobody ended."""
    return Activation.objects.filter(person__in=people, ended_at__isnull=True)


def _letter(batch: ActivationBatch, person_id: int, expires_at: datetime) -> Activation:
    code = draw_code()
    return Activation(
        batch=batch,
        person_id=person_id,
        selector=selector_of(code),
        digest=keyed_digest(code, use=USE),
        sealed=seal(code, use=USE),
        expires_at=expires_at,
    )


def _create_accounts(places: Sequence[Placement]) -> None:
    there = set(
        User.objects.filter(person__in=[place.person_id for place in places]).values_list("person_id", flat=True)
    )
    for place in places:
        if place.person_id not in there:
            User.objects.create_user(place.employment.personnel_no, person_id=place.person_id)


def _end(letters: QuerySet[Activation], ending: Ending, work: Work) -> int:
    """End letters once: who comes second finds none."""
    return letters.filter(ended_at__isnull=True).update(ended_at=work.at, ending=ending.value, sealed="")


def try_code(typed: str) -> Activation:
    """The open letter of a code; CodeRefused otherwise. A wrong secret counts against the letter that it names."""
    try:
        code = code_of(typed)
    except CodeMistyped as problem:
        raise CodeRefused from problem
    letter = letter_of_code(selector_of(code))
    if not hmac.compare_digest(letter.digest if letter else "0" * 64, keyed_digest(code, use=USE)):
        open_letters().filter(selector=selector_of(code)).update(failed=F("failed") + 1)
        raise CodeRefused
    assert letter is not None  # noqa: S101 (no digest is all zeros)
    return letter


def activate(letter: Activation, *, password: str) -> User:
    """Use a letter, once: its person's account opens with this password from now on, and with no earlier one.

    CodeRefused when it was used, revoked, superseded or expired meanwhile.
    """
    user = User.objects.filter(person=letter.person_id, is_active=True).first()
    if user is None:
        raise CodeRefused
    user.set_password(password)  # slow on purpose, hence before the transaction
    by = Actor(f"person:{letter.person.uuid}", letter.person_id)
    with unit_of_work(by, purpose=PURPOSE) as work:
        if not _end(open_letters().filter(pk=letter.pk), Ending.USED, work):
            raise CodeRefused
        user.save(update_fields=["password"])
        work.record("login.activated", f"letter:{letter.uuid}")
        work.emit("login.activated", batch=str(letter.batch.uuid), person=letter.person_id)
    return user


def revoke_letter(letter: Activation, *, by: Actor) -> bool:
    """The code opens nothing from now on; False when the letter had ended already."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        ended = _end(Activation.objects.filter(pk=letter.pk), Ending.REVOKED, work)
        if ended:
            work.record("login.letter_revoked", f"letter:{letter.uuid}")
    return bool(ended)


def _sealed_again(row: dict[str, Any]) -> str | None:
    return sealed_again(row["sealed"], use=USE) if row["sealed"] else None


keyring.announce(keyring.Column("login.Activation", "sealed", _sealed_again))


def code_to_print(letter: Activation) -> str:
    """The code of an open letter, to print it; CodeRefused once it opens nothing any more."""
    if not letter.is_open(now()):
        raise CodeRefused
    return unseal(letter.sealed, use=USE)
