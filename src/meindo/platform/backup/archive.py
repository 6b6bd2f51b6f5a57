"""The file of a backup: a tar of named members, with a table of contents at its end that is sealed with the key.

`meindo-backup.json` (what, when, by which version), `tables/NAME/000001.jsonl.gz`, `files/ADDRESS` (encrypted
documents), `data/PATH` (the rest of the data folder), `erasures.jsonl`, and last `manifest.json`. Written under another
name and moved into place when it is whole.
"""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from meindo.platform import keyring

from .refused import Refused

HEAD, MANIFEST = "meindo-backup.json", "manifest.json"
FORMAT, VERSION = "meindo-backup", 1
USE = "backup"
MEMBER = re.compile(r"^(tables/\w+/\d{6}\.jsonl\.gz|files/[0-9a-f]{64}|data/[^\0]+|erasures\.jsonl)$")
MOST_BYTES = 1 << 30


def as_json(value: Any) -> bytes:
    """Readable and the same for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


class Writer:
    """Write a backup; it is at its place once the block ends well, and not at all otherwise."""

    def __init__(self, path: Path) -> None:
        if path.exists():
            raise Refused("THERE", path=path)
        self.path, self.part = path, path.with_name(f"{path.name}.part")
        self.contents: list[dict[str, Any]] = []

    def __enter__(self) -> "Writer":
        self._file = os.fdopen(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def add(self, name: str, content: bytes, mode: int = 0o600) -> None:
        """Add one member."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), mode
        self._tar.addfile(member, io.BytesIO(content))
        self.contents.append({"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})

    def close_with(self, facts: dict[str, Any]) -> None:
        """The table of contents, with what else is to be known at the end."""
        manifest = {**facts, "members": self.contents}
        seal = next(keyring.signatures(as_json(manifest), use=USE))
        self.add(MANIFEST, as_json({**manifest, "seal": seal}))

    def __exit__(self, kind: object, *_more: object) -> None:
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if kind is not None:
            self.part.unlink()
            return
        self.part.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


@dataclass
class Contents:
    """A backup that was read to its end and found whole."""

    path: Path
    head: dict[str, Any]
    manifest: dict[str, Any] = field(default_factory=dict)

    def members(self) -> Iterator[tuple[str, bytes, int]]:
        """Every member between head and table of contents: name, bytes, mode. Each is checked once more."""
        expected = {entry["name"]: entry["sha256"] for entry in self.manifest["members"]}
        for name, content, mode in _read(self.path):
            if name in {HEAD, MANIFEST}:
                continue
            if hashlib.sha256(content).hexdigest() != expected.get(name):
                raise Refused("BROKEN", path=self.path, member=name)
            yield name, content, mode


def _read(path: Path) -> Iterator[tuple[str, bytes, int]]:
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() and member.size <= MOST_BYTES else None
                if stream is None:
                    raise Refused("BROKEN", path=path, member=member.name)
                content = stream.read()
                if len(content) != member.size:
                    raise Refused("CUT_OFF", path=path)
                yield member.name, content, member.mode
    except tarfile.TarError as problem:
        raise Refused("NOT_A_BACKUP", path=path) from problem


def head_of(path: Path) -> dict[str, Any]:
    """What a backup says of itself; Refused if it is none."""
    if not path.is_file():
        raise Refused("MISSING", path=path)
    name, content, _mode = next(_read(path), ("", b"", 0))
    try:
        head = json.loads(content) if name == HEAD else {}
    except ValueError:
        head = {}
    if head.get("format") != FORMAT or head.get("version") != VERSION:
        raise Refused("NOT_A_BACKUP", path=path)
    return dict(head)


def verified(path: Path) -> Contents:
    """Read a backup wholly, every checksum and the seal; Refused if anything is not as it was written."""
    head = head_of(path)
    ours = [keyring.identifier(text) for text in keyring.texts()]
    if not set(head["key_ids"]) <= set(ours):
        raise Refused("FOREIGN", path=path, theirs=", ".join(head["key_ids"]), ours=", ".join(ours))
    found: list[dict[str, Any]] = []
    last = b""
    for name, content, _mode in _read(path):
        found.append({"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        last = content
    if found[-1]["name"] != MANIFEST:
        raise Refused("CUT_OFF", path=path)
    return Contents(path, head, _checked(path, found[:-1], last))


def _checked(path: Path, found: list[dict[str, Any]], last: bytes) -> dict[str, Any]:
    try:
        manifest = dict(json.loads(last))
        seal = manifest.pop("seal")
        expected = {entry["name"]: entry for entry in manifest["members"]}
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused("BROKEN", path=path, member=MANIFEST) from problem
    for entry in found:
        if expected.get(entry["name"]) != entry or not (entry["name"] == HEAD or MEMBER.match(entry["name"])):
            raise Refused("BROKEN", path=path, member=entry["name"])
    for missing in expected.keys() - {entry["name"] for entry in found}:
        raise Refused("BROKEN", path=path, member=missing)
    if seal not in set(keyring.signatures(as_json(manifest), use=USE)):
        raise Refused("CHANGED", path=path)
    return manifest
