"""Encrypted files, addressed by the hash of their ciphertext: written whole or not at all."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from meindo.platform import keyring

NONCE = 12
UNREADABLE = (OSError, ValueError, InvalidTag)  # what `get` raises for a file that is missing, changed or locked


def fingerprint(owner: str, content: bytes) -> str:
    """The same bytes of the same owner have the same fingerprint; of two owners nobody can tell without the key."""
    said = owner.encode() + b":" + hashlib.sha256(content).digest()
    return hmac.new(keyring.digest_key("fingerprint"), said, hashlib.sha256).hexdigest()


def remove(address: str) -> None:
    """Take the bytes away for good; safe to repeat."""
    path_of(address).unlink(missing_ok=True)


def root() -> Path:
    """The folder of all blobs."""
    return Path(settings.DATA) / "files"


def path_of(address: str) -> Path:
    """Where the encrypted bytes lie."""
    return root() / address[:2] / address


def put(content: bytes) -> tuple[str, bytes]:
    """Encrypt and keep the bytes; returns the address and the wrapped key. Safe to repeat, never overwrites."""
    key, nonce = AESGCM.generate_key(256), secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, content, None)
    address = hashlib.sha256(sealed).hexdigest()
    _write(path_of(address), sealed)
    return address, keyring.lock(key, bound_to=address.encode())


def sealed_bytes(address: str) -> bytes:
    """The bytes as they lie in the store; ValueError if they are not those that were put there."""
    sealed = path_of(address).read_bytes()
    if hashlib.sha256(sealed).hexdigest() != address:
        raise ValueError(f"the stored file {address} was changed")
    return sealed


def put_sealed(address: str, sealed: bytes) -> None:
    """Put encrypted bytes in their place, as a backup holds them; ValueError if they are others."""
    if hashlib.sha256(sealed).hexdigest() != address:
        raise ValueError(f"the file {address} was changed")
    _write(path_of(address), sealed)


def get(address: str, wrapped_key: bytes) -> bytes:
    """The bytes as they were handed in; ValueError if the file was changed."""
    sealed = sealed_bytes(address)
    key = keyring.unlock(bytes(wrapped_key), bound_to=address.encode())
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], None)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sealed_again(row: dict[str, Any]) -> bytes | None:
    return keyring.locked_again(bytes(row["wrapped_key"]), bound_to=row["address"].encode())


for _model in ("files.Document", "files.PageImage"):
    keyring.announce(keyring.Column(_model, "wrapped_key", _sealed_again, needs=("address",)))
