"""Short secrets that must be read again, such as codes of open letters: encrypted with the installation's key."""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


def _key(use: str) -> bytes:
    return hashlib.sha256(f"{use}:{settings.KEK}".encode()).digest()


def seal(text: str, *, use: str) -> str:
    """The text, encrypted for one use: what was sealed for another one cannot be put in its place."""
    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + AESGCM(_key("seal")).encrypt(nonce, text.encode(), use.encode())).decode()


def unseal(sealed: str, *, use: str) -> str:
    """The text again; ValueError if it was changed or sealed for another use."""
    raw = base64.b64decode(sealed)
    try:
        return AESGCM(_key("seal")).decrypt(raw[:NONCE], raw[NONCE:], use.encode()).decode()
    except InvalidTag as problem:
        raise ValueError("this secret was changed") from problem


def keyed_digest(text: str, *, use: str) -> str:
    """What is stored to compare with: without the installation's key nobody can try texts against it."""
    return hmac.new(_key("digest"), f"{use}:{text}".encode(), hashlib.sha256).hexdigest()
