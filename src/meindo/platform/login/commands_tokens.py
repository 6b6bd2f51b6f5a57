"""Writes of hardware tokens: take a list of the manufacturer in, hand one out, note that one is lost."""

import base64
import binascii
import csv
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from meindo.platform import keyring
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Person

from .models import HardwareToken
from .queries_tokens import free_tokens
from .sealing import keyed_digest, seal, sealed_again, unseal

PURPOSE, USE = "login.factors", "hardware-token"
SHORTEST_BYTES, LONGEST_BYTES = 16, 64  # RFC 4226 wants 128 bits
HEAD = ["serial", "secret"]
LONGEST_SERIAL = 40
MOST_ROWS = 20_000


@dataclass
class Report:
    """What came of a list: how many tokens are new, how many were known, and what is wrong with a row, by line."""

    taken: int = 0
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


class TokenRefused(Exception):
    """This token is not free, or the person has one already."""


def import_tokens(text: str, *, by: Actor) -> Report:
    """Take a list `serial;secret` (secret in Base32) in; bad rows are named by line, never by secret, good ones count.

    The same list again changes nothing. A serial number that is known with another secret is a bad row.
    """
    report = Report()
    rows = list(csv.reader(text.splitlines(), delimiter=";"))[: MOST_ROWS + 1]
    if not rows or [cell.strip().lower() for cell in rows[0]] != HEAD:
        report.problems.append((1, "head"))
        return report
    known = {token.serial: token for token in HardwareToken.objects.all()}
    new: dict[str, HardwareToken] = {}
    for line, row in enumerate(rows[1:], start=2):
        _take(row, line, known | new, new, report)
    with unit_of_work(by, purpose=PURPOSE) as work:
        HardwareToken.objects.bulk_create(new.values(), batch_size=500)
        work.record("login.tokens_imported", count=len(new))
    report.taken = len(new)
    return report


def _take(
    row: list[str], line: int, known: dict[str, HardwareToken], new: dict[str, HardwareToken], report: Report
) -> None:
    if not any(cell.strip() for cell in row):
        return
    serial, secret = row[0].strip(), "".join(row[1].split()).upper().rstrip("=") if len(row) == len(HEAD) else ""
    if not serial or len(serial) > LONGEST_SERIAL or not _is_secret(secret):
        report.problems.append((line, "row"))
    elif serial not in known:
        new[serial] = HardwareToken(serial=serial, sealed=seal(secret, use=USE))
    elif _same(known[serial], secret):
        report.known += 1
    else:
        report.problems.append((line, "other"))


def _same(token: HardwareToken, secret: str) -> bool:
    return keyed_digest(unseal(token.sealed, use=USE), use=USE) == keyed_digest(secret, use=USE)


def _is_secret(secret: str) -> bool:
    try:
        raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
    except (binascii.Error, ValueError):
        return False
    return SHORTEST_BYTES <= len(raw) <= LONGEST_BYTES


def give_token(work: Work, serial: str, person: Person) -> str:
    """Hand a free token out; its secret is for the caller, who sets up the second factor in the same transaction."""
    token = free_tokens().filter(serial=serial).first()
    if token is None:
        raise TokenRefused
    try:
        with transaction.atomic():
            rows = HardwareToken.objects.filter(pk=token.pk, person__isnull=True, lost_at__isnull=True)
            if not rows.update(person=person, given_at=work.at):
                raise TokenRefused
    except IntegrityError as problem:
        raise TokenRefused from problem
    work.record("login.token_given", f"token:{token.uuid}")
    return unseal(token.sealed, use=USE)


def lose_token(work: Work, person_id: int) -> None:
    """Whatever token somebody had is never handed out again."""
    HardwareToken.objects.filter(person_id=person_id, lost_at__isnull=True).update(lost_at=work.at)


def _sealed_again(row: dict[str, Any]) -> str | None:
    return sealed_again(row["sealed"], use=USE)


keyring.announce(keyring.Column("login.HardwareToken", "sealed", _sealed_again))
