"""Read the environment: data folder, database URL, secrets. No setting is read anywhere else."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

SQLITE_OPTIONS = {
    # Django's defaults answer concurrent writers with "database is locked"; FULL keeps what was acknowledged.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-16000;"
    ),
}


def data_folder() -> Path:
    """Where state lives: MEINDO_DATA, by default `var/` in the current folder."""
    return Path(os.environ.get("MEINDO_DATA", "var")).absolute()


def database(data: Path, url: str | None) -> dict[str, Any]:
    """Django's database settings: PostgreSQL from a URL, otherwise the SQLite file in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "meindo.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": os.environ.get("MEINDO_TEST_SQLITE")},
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"MEINDO_DATABASE_URL: only postgresql:// is known, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def choices(variable: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a variable, with commas between them; ValueError for one that is not known."""
    words = tuple(word.strip() for word in os.environ.get(variable, "").split(",") if word.strip())
    unknown = [word for word in words if word not in known]
    if unknown:
        raise ValueError(f"{variable}: unknown {', '.join(unknown)}; known are {', '.join(known)}")
    return words


def secret(name: str, data: Path) -> str:
    """A secret from the file named by MEINDO_<NAME>_FILE, else created once in the data folder (mode 0600)."""
    given = os.environ.get(f"MEINDO_{name.upper()}_FILE")
    path = Path(given) if given else data / "keys" / name
    if not given and not path.exists():
        _create_secret(path)
    return path.read_text(encoding="ascii").strip()


def _create_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
