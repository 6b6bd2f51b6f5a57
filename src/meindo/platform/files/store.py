"""Encrypted files, addressed by the hash of their ciphertext: written whole or not at all."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


def _kek() -> AESGCM:
    """The key that wraps each document's own key; never in the database, never in a backup of the data."""
    return AESGCM(hashlib.sha256(settings.KEK.encode()).digest())


def fingerprint(owner: str, content: bytes) -> str:
    """The same bytes of the same owner have the same fingerprint; of two owners nobody can tell without the key."""
    key = hashlib.sha256(b"fingerprint:" + settings.KEK.encode()).digest()
    return hmac.new(key, owner.encode() + b":" + hashlib.sha256(content).digest(), hashlib.sha256).hexdigest()


def remove(address: str) -> None:
    """Take the bytes away for good; safe to repeat."""
    _path(address).unlink(missing_ok=True)


def root() -> Path:
    """The folder of all blobs."""
    return Path(settings.DATA) / "files"


def _path(address: str) -> Path:
    return root() / address[:2] / address


def put(content: bytes) -> tuple[str, bytes]:
    """Encrypt and keep the bytes; returns the address and the wrapped key. Safe to repeat, never overwrites."""
    key, nonce = AESGCM.generate_key(256), secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, content, None)
    address = hashlib.sha256(sealed).hexdigest()
    _write(_path(address), sealed)
    wrap_nonce = secrets.token_bytes(NONCE)
    return address, wrap_nonce + _kek().encrypt(wrap_nonce, key, address.encode())


def get(address: str, wrapped_key: bytes) -> bytes:
    """The bytes as they were handed in; ValueError if the file was changed."""
    sealed = _path(address).read_bytes()
    if hashlib.sha256(sealed).hexdigest() != address:
        raise ValueError(f"the stored file {address} was changed")
    wrapped = bytes(wrapped_key)
    key = _kek().decrypt(wrapped[:NONCE], wrapped[NONCE:], address.encode())
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
