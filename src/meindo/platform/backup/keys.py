"""The keys as a file of their own: to be kept apart from every backup."""

import json
import os
from pathlib import Path

from .place import key_files, root, write_whole
from .refused import Refused

FORMAT = "meindo-keys"
BEFORE = ".before-restore"


def write_keys(path: Path) -> None:
    """Write every key of this installation, by its name."""
    if path.exists():
        raise Refused("THERE", path=path)
    found = {name: file.read_text(encoding="ascii") for name, file in key_files().items() if file.exists()}
    write_whole(path, json.dumps({"format": FORMAT, "keys": found}, indent=1).encode())


def read_keys(path: Path) -> dict[str, str]:
    """The keys of such a file by name."""
    if not path.is_file():
        raise Refused("MISSING", path=path)
    try:
        said = json.loads(path.read_bytes())
        if said["format"] == FORMAT:
            return {str(name): str(text) for name, text in said["keys"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise Refused("NOT_KEYS", path=path)


def place_keys(keys: dict[str, str]) -> None:
    """Put the keys in their places in an empty installation.

    Other keys in the data folder are put aside under another name; those that lie elsewhere (MEINDO_KEK_FILE) may serve
    another installation and are never touched.
    """
    places = {name: file for name, file in key_files().items() if name in keys}
    wanted = {name: file for name, file in places.items() if not _is_same(file, keys[name])}
    for file in wanted.values():
        if file.exists() and file.parent != root() / "keys":
            raise Refused("OTHER_KEY", path=file)
    for name, file in wanted.items():
        if file.exists():
            os.link(file, _free(file))
        write_whole(file, keys[name].encode("ascii"))


def _is_same(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="ascii").strip() == text.strip()


def _free(file: Path) -> Path:
    number = 1
    while (found := file.with_name(f"{file.name}{BEFORE}-{number}")).exists():
        number += 1
    return found
