"""The installation's keys: the one in force and, while it is changed, the one before; read anew when the files change.

The key-encryption key (`kek`) is a line of text in a file of its own. While keys are rotated there are two more files
beside it: `kek.next` (made, not yet in force) and `kek.old` (what was sealed before is still read).
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
NEXT, OLD = ".next", ".old"


def beside(ending: str) -> Path:
    """The file of the next or the old key."""
    path = Path(settings.KEK_FILE)
    return path.with_name(path.name + ending)


def texts() -> list[str]:
    """The keys as they stand in their files, the one in force first."""
    found = [
        _text(path, stamp) for path in (Path(settings.KEK_FILE), beside(OLD), beside(NEXT)) if (stamp := _stamp(path))
    ]
    return list(dict.fromkeys(found))


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(16)
def _text(path: Path, stamp: tuple[int, ...]) -> str:
    return path.read_text(encoding="ascii").strip()


def identifier(text: str) -> str:
    """The name by which a key is known to logs, backups and people; tells nothing of it."""
    return hashlib.sha256(f"key-id:{text}".encode()).hexdigest()[:12]


def _cipher(text: str, use: str) -> AESGCM:
    return AESGCM(hashlib.sha256(f"{use}{text}".encode()).digest())


def lock(content: bytes, *, bound_to: bytes, use: str = "") -> bytes:
    """Encrypt with the key in force, bound to what it belongs to: it cannot be put in another one's place."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(texts()[0], use).encrypt(nonce, content, bound_to)


def unlock(sealed: bytes, *, bound_to: bytes, use: str = "") -> bytes:
    """The content again; InvalidTag if no key of this installation fits, or it belongs elsewhere."""
    for text in texts():
        try:
            return _open(sealed, text, bound_to, use)
        except InvalidTag:
            continue
    raise InvalidTag


def is_current(sealed: bytes, *, bound_to: bytes, use: str = "") -> bool:
    """Whether the key in force opens it."""
    try:
        _open(sealed, texts()[0], bound_to, use)
    except InvalidTag:
        return False
    return True


def _open(sealed: bytes, text: str, bound_to: bytes, use: str) -> bytes:
    return _cipher(text, use).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)


def signatures(content: bytes, *, use: str) -> Iterator[str]:
    """A keyed checksum of the content by each key, the one in force first: who has no key cannot make one up."""
    for text in texts():
        key = hashlib.sha256(f"{use}:{text}".encode()).digest()
        yield hmac.new(key, content, hashlib.sha256).hexdigest()


def digest_key(use: str) -> bytes:
    """A key to compare by, `fingerprint` or `digest`: it stays when the key-encryption key changes."""
    path = Path(settings.DIGESTS_FILE)
    return bytes.fromhex(json.loads(_text(path, _stamp(path)))[use])


@dataclass(frozen=True)
class Column:
    """A column that is sealed with the key, announced at start-up by the application whose secret it is.

    `again` gets the columns of `needs` and the sealed one, and gives what is to be stored under the key in force, or
    None if it stands there already.
    """

    model: str
    name: str
    again: Callable[[dict[str, Any]], Any | None]
    needs: tuple[str, ...] = ()


columns: dict[tuple[str, str], Column] = {}


def announce(column: Column) -> None:
    """Make a sealed column known to whoever changes the key."""
    columns[column.model, column.name] = column


def locked_again(sealed: bytes, *, bound_to: bytes, use: str = "") -> bytes | None:
    """The same content under the key in force; None if it is already."""
    if is_current(sealed, bound_to=bound_to, use=use):
        return None
    return lock(unlock(sealed, bound_to=bound_to, use=use), bound_to=bound_to, use=use)
