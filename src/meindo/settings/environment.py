"""Read the environment: data folder, database URL, secrets. No setting is read anywhere else."""

import hashlib
import json
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


HALF_RESTORED = (
    "Eine Wiederherstellung wurde nicht beendet. Rufen Sie `meindo restore` mit derselben Datei noch einmal auf."
)


def refuse_half_restored(data: Path) -> None:
    """Nothing but `restore` itself may work on an installation whose restoring was cut off."""
    if (data / "restoring.json").exists() and not os.environ.get("MEINDO_RESTORING"):
        raise SystemExit(HALF_RESTORED)


def choices(variable: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a variable, with commas between them; ValueError for one that is not known."""
    words = tuple(word.strip() for word in os.environ.get(variable, "").split(",") if word.strip())
    unknown = [word for word in words if word not in known]
    if unknown:
        raise ValueError(f"{variable}: unknown {', '.join(unknown)}; known are {', '.join(known)}")
    return words


def secret_file(name: str, data: Path) -> Path:
    """The file of a secret: the one named by MEINDO_<NAME>_FILE, else in the data folder, created once (mode 0600)."""
    path = secret_place(name, data)
    if path.parent == data / "keys":
        create_once(path, secrets.token_urlsafe(48))
    return path


def secret_place(name: str, data: Path) -> Path:
    """Where a secret lies or will lie."""
    given = os.environ.get(f"MEINDO_{name.upper()}_FILE")
    return Path(given) if given else data / "keys" / name


def secret(name: str, data: Path) -> str:
    """The text of a secret."""
    return secret_file(name, data).read_text(encoding="ascii").strip()


def digests_file(data: Path, kek: Path, *, is_new: bool) -> Path:
    """The file of the keys by which fingerprints and codes are compared, created once.

    They were derived from the key-encryption key once; an installation of that time keeps what it derived.
    """
    path = secret_place("digests", data)
    old = kek.read_text(encoding="ascii").strip()
    fresh = {use: secrets.token_hex(32) if is_new else _derived(use, old) for use in ("digest", "fingerprint")}
    create_once(path, json.dumps(fresh, sort_keys=True))
    return path


def _derived(use: str, kek: str) -> str:
    return hashlib.sha256(f"{use}:{kek}".encode()).hexdigest()


def create_once(path: Path, text: str) -> None:
    """Write a secret that is not there yet, whole, readable by its owner only; of two writers the first one wins."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:  # another process was faster
        pass
    finally:
        part.unlink()


UPSTREAM_MATCHES = ("user_name", "personnel_no")


def upstream() -> dict[str, str]:
    """How to reach the city's own log-in (OpenID Connect); empty without MEINDO_UPSTREAM_URL. ValueError for a setting
    that cannot be right.
    """
    url = os.environ.get("MEINDO_UPSTREAM_URL", "").rstrip("/")
    if not url:
        return {}
    found = {
        "url": url,
        "client_id": os.environ.get("MEINDO_UPSTREAM_CLIENT_ID", ""),
        "secret": Path(os.environ.get("MEINDO_UPSTREAM_SECRET_FILE", "")).read_text(encoding="utf-8").strip(),
        "match": os.environ.get("MEINDO_UPSTREAM_MATCH", "user_name"),
        "claim": os.environ.get("MEINDO_UPSTREAM_CLAIM", "preferred_username"),
        "name": os.environ.get("MEINDO_UPSTREAM_NAME", "Anmeldung der Stadt"),
    }
    if found["match"] not in UPSTREAM_MATCHES or not all(found.values()):
        raise ValueError("MEINDO_UPSTREAM_URL and its kind: docs/operations.md says what each must be")
    return found
