"""A released version of a process in one canonical text and its hash, so that an edit of it shows."""

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from .process import Process, Role


def described(process: Process) -> dict[str, Any]:
    """Start, steps and moves as plain data; what is left at its default is left out, so that a field added to the
    engine later does not change old versions. Roles count by key and office, checks by name.
    """
    return {
        "key": process.key,
        "version": process.version,
        "start": process.start,
        "steps": [_plain(step) for step in process.steps],
        "moves": [_plain(move) for move in process.moves],
    }


def digest(process: Process) -> str:
    """SHA-256 of the canonical description."""
    content = json.dumps(described(process), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Role):
        return {"role": value.key, "office": value.office}
    if is_dataclass(value) and not isinstance(value, type):
        said = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {name: _plain(item) for name, (item, default) in said.items() if default is MISSING or item != default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.__name__ if callable(value) else value
