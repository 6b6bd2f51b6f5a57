"""Change the key-encryption key while the platform runs; killed at any moment, it goes on where it was.

The new key is made (`kek.next`), the one in force is copied (`kek.old`), then the new one takes its place. From then on
everything is sealed with the new key and read with both; every announced column is sealed anew, in short transactions.
Last, the old key goes.
"""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction

from meindo.platform import keyring

from .place import write_whole

AT_ONCE = 200


def is_under_way() -> bool:
    """Whether a rotation was begun and not ended."""
    return keyring.beside(keyring.NEXT).exists() or keyring.beside(keyring.OLD).exists()


def rotate(*, grace_seconds: float, tell: Callable[[str], None]) -> None:
    """Change the key, or end a change that was cut off.

    `grace_seconds`: how long to wait for requests that had read the old key before the new one was in force.
    """
    with _alone():
        _rotate(grace_seconds, tell)


@contextmanager
def _alone() -> Iterator[None]:
    """One rotation at a time; a killed one holds nothing."""
    with keyring.beside(".lock").open("a") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        yield


def _rotate(grace_seconds: float, tell: Callable[[str], None]) -> None:
    _put_in_force()
    tell(f"Neuer Schlüssel: {keyring.identifier(keyring.texts()[0])}")
    tell(f"{seal_anew()} Geheimnisse sind neu verschlüsselt.")
    time.sleep(grace_seconds)
    while late := seal_anew():
        tell(f"{late} Nachzügler sind neu verschlüsselt.")
    keyring.beside(keyring.OLD).unlink()
    tell("Der alte Schlüssel ist gelöscht.")


def _put_in_force() -> None:
    in_force, made, old = Path(settings.KEK_FILE), keyring.beside(keyring.NEXT), keyring.beside(keyring.OLD)
    if not old.exists():
        if not made.exists():
            write_whole(made, secrets.token_urlsafe(48).encode())
        write_whole(old, in_force.read_bytes())
    for path in (made, old):
        if os.geteuid() == 0 and path.exists():  # called by root: the platform's own user must read them
            os.chown(path, in_force.stat().st_uid, in_force.stat().st_gid)
    if made.exists():
        made.replace(in_force)
        folder = os.open(in_force.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def seal_anew() -> int:
    """Seal every announced column with the key in force; gives how many cells were under another one."""
    return sum(_column(column) for column in list(keyring.columns.values()))


def _column(column: keyring.Column) -> int:
    manager = apps.get_model(column.model)._base_manager
    last = changed = 0
    while True:
        with transaction.atomic():
            rows = manager.select_for_update().filter(pk__gt=last).order_by("pk")
            part = list(rows.values("pk", column.name, *column.needs)[:AT_ONCE])
            if not part:
                return changed
            for row in part:
                again = column.again(row)
                if again is not None:
                    manager.filter(pk=row["pk"]).update(**{column.name: again})
                    changed += 1
            last = part[-1]["pk"]
