"""The data folder: what of it a backup holds, and the marks that backup and restore leave in it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from meindo.platform import keyring

LAST, MARKER = "backup.json", "restoring.json"
LEFT_OUT = {"keys", "static", "files", LAST, MARKER}


def root() -> Path:
    """The data folder."""
    return Path(settings.DATA)


def others() -> Iterator[Path]:
    """Files of the data folder besides database, keys, documents and what can be made again."""
    secret = {path.resolve() for path in key_files().values()} | {Path(settings.ERASURES_FILE).resolve()}
    database = str(connection.settings_dict["NAME"])
    for folder, names, files in os.walk(root()):
        top = Path(folder) == root()
        names[:] = sorted(name for name in names if not (top and name in LEFT_OUT))
        for path in sorted(Path(folder) / name for name in files if not (top and name in LEFT_OUT)):
            is_state = path.is_file() and not path.is_symlink() and path.suffix != ".part"
            is_database = str(path).startswith(database)  # also its log and its shared memory
            if is_state and not is_database and path.resolve() not in secret:
                yield path


def key_files() -> dict[str, Path]:
    """Every file that holds a secret of the installation, there or not."""
    return {
        "kek": Path(settings.KEK_FILE),
        "kek.old": keyring.beside(keyring.OLD),
        "kek.next": keyring.beside(keyring.NEXT),
        "digests": Path(settings.DIGESTS_FILE),
        "secret_key": Path(settings.SECRET_KEY_FILE),
        "oidc_key": Path(settings.OIDC_KEY_FILE),
    }


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file so that it is there wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def database_name() -> str:
    """Which database this is, without its password."""
    known = connection.settings_dict
    return f"{connection.vendor}:{known['HOST']}:{known['PORT']}:{known['NAME']}"


def last_backup() -> dict[str, Any]:
    """When the last backup was made, and of what size; empty if there was none."""
    path = root() / LAST
    return dict(json.loads(path.read_bytes())) if path.exists() else {}
