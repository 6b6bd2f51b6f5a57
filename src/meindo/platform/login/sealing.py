"""Short secrets that must be read again, such as codes of open letters: encrypted with the installation's key."""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidTag

from meindo.platform import keyring

SEAL = "seal:"


def seal(text: str, *, use: str) -> str:
    """The text, encrypted for one use: what was sealed for another one cannot be put in its place."""
    return base64.b64encode(keyring.lock(text.encode(), bound_to=use.encode(), use=SEAL)).decode()


def unseal(sealed: str, *, use: str) -> str:
    """The text again; ValueError if it was changed or sealed for another use."""
    try:
        return keyring.unlock(base64.b64decode(sealed), bound_to=use.encode(), use=SEAL).decode()
    except InvalidTag as problem:
        raise ValueError("this secret was changed") from problem


def sealed_again(sealed: str, *, use: str) -> str | None:
    """The same secret under the key in force; None if it is already."""
    found = keyring.locked_again(base64.b64decode(sealed), bound_to=use.encode(), use=SEAL)
    return base64.b64encode(found).decode() if found else None


def keyed_digest(text: str, *, use: str) -> str:
    """What is stored to compare with: without the installation's key nobody can try texts against it."""
    return hmac.new(keyring.digest_key("digest"), f"{use}:{text}".encode(), hashlib.sha256).hexdigest()
