"""An application that only takes files: meindo lays a whole file of wished accounts, the application a receipt.

A file tells the state of all accounts that were ever wished for in the folder, so that the newest one is enough. It is
complete when its checksum lies beside it. Nothing is overwritten but a file that never became complete.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from meindo.identity.images import differs

from .base import Connector, Image, Misconfigured, Outcome, Unreachable
from .csv_rows import file_text, names_its_file, receipt_rows, unwritable, wished_rows
from .reader import Reader
from .wishes import refused, sort_out

NAME = re.compile(r"accounts-(\d{6,})\.csv")
MOST_BYTES = 100_000_000
KEPT = 20
LATER = 3600  # seconds


@dataclass
class Drop:
    """A connector (base.Connector) over a folder that only meindo writes to, apart from the receipt."""

    folder: Path
    receipt: Path
    managed: frozenset[str]

    def ensure(self, wishes: Sequence[Image]) -> Iterator[Outcome]:
        """Write one file for all wishes; where the newest file says the same already, none. What is certain is that
        the application can take them; whether it did, says its receipt.
        """
        good, bad = sort_out(wishes, self.managed)
        yield from bad
        for wish in good:
            if reason := unwritable(wish):
                yield refused(wish.native_id, reason)
        good = [wish for wish in good if not unwritable(wish)]
        with _reaching(), _alone(self.folder):
            self._lay({wish.native_id: wish for wish in good})
        yield from (Outcome(wish.native_id) for wish in good)

    def read(self, native_ids: Iterable[str] | None = None) -> Iterator[Image]:
        """The accounts of the receipt. Raises Broken with the lines that cannot be read, after the others."""
        wanted = None if native_ids is None else set(native_ids)
        with _reaching():
            content = _bounded(self.receipt)
            _check(self.receipt, content)
            numbers = self._numbers()
        for image in receipt_rows(content, self._name(numbers[-1]) if numbers else ""):
            if wanted is None or image.native_id in wanted:
                yield Image(image.native_id, image.enabled, image.rights & self.managed, image.card)

    def _lay(self, wishes: Mapping[str, Image]) -> None:
        numbers = self._numbers()
        before = _bounded(self.folder / self._name(numbers[-1])) if numbers else b""
        known = {image.native_id: image for image in wished_rows(before)} if numbers else {}
        after = {name: _over(known.get(name), wish, self.managed) for name, wish in wishes.items()}
        content = file_text({**known, **after}.values())
        if not wishes or (content == before and not self._is_drifted(wishes, numbers[-1])):
            return
        number = numbers[-1] + 1 if numbers else 1
        path = self.folder / self._name(number)
        _write(path, content)
        _write(_checksum_of(path), f"{hashlib.sha256(content).hexdigest()}  {path.name}\n".encode())
        for old in numbers[: -KEPT + 1]:
            _checksum_of(self.folder / self._name(old)).unlink(missing_ok=True)
            (self.folder / self._name(old)).unlink(missing_ok=True)

    def _is_drifted(self, wishes: Mapping[str, Image], number: int) -> bool:
        """Whether the application is no longer as the newest file says, by an answer to it that is much later than the
        file: then it is told once more. An early answer is about the file itself, and repeating it does not help.
        """
        try:
            content = _bounded(self.receipt)
            _check(self.receipt, content)
            file = self.folder / self._name(number)
            is_late = self.receipt.stat().st_mtime - file.stat().st_mtime > LATER
            if not is_late or not names_its_file(content):
                return False
            there = {image.native_id: image for image in receipt_rows(content, self._name(number))}
        except (OSError, Unreachable):
            return False
        return any(differs(wish, _managed(there.get(name), self)) for name, wish in wishes.items())

    def _numbers(self) -> list[int]:
        """The numbers of complete files, oldest first."""
        found = [(path, match[1]) for path in self.folder.iterdir() if (match := NAME.fullmatch(path.name))]
        return sorted(int(number) for path, number in found if _is_complete(path))

    def _name(self, number: int) -> str:
        return f"accounts-{number:06}.csv"


def _over(known: Image | None, wish: Image, managed: frozenset[str]) -> Image:
    """The wish, with the texts that it says nothing about and the rights that are no longer managed as they were."""
    if known is None:
        return wish
    return Image(wish.native_id, wish.enabled, wish.rights | (known.rights - managed), {**known.card, **wish.card})


def _managed(found: Image | None, drop: Drop) -> Image | None:
    return found and Image(found.native_id, found.enabled, found.rights & drop.managed, found.card)


@contextmanager
def open_way(settings: Mapping[str, Any], managed: Sequence[str]) -> Iterator[Connector]:
    """The folder as a connector."""
    reader = Reader(settings)
    folder = Path(reader.text("folder"))
    receipt = reader.text("receipt", "receipt.csv")
    reader.finish()
    if Path(receipt).name != receipt:
        raise Misconfigured(_("Einstellung „receipt“: der Name einer Datei im Ordner."))
    if not folder.is_absolute():
        raise Misconfigured(_("Einstellung „folder“: der Ordner mit seinem ganzen Pfad."))
    yield Drop(folder, folder / receipt, frozenset(managed))


@contextmanager
def _reaching() -> Iterator[None]:
    """The folder may be a share that is not there, full, or closed."""
    try:
        yield
    except OSError as error:
        text = _("Die Ablage ist nicht erreichbar oder ihr fehlt eine Datei: %(reason)s")
        raise Unreachable(text % {"reason": error.strerror or type(error).__name__}) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time."""
    with (folder / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk before anybody relies on it."""
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreachable(_("Die Datei %(name)s ist zu groß.") % {"name": path.name})
    return content


def _checksum_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _is_complete(path: Path) -> bool:
    checksum = _checksum_of(path)
    return checksum.exists() and checksum.read_text(encoding="ascii", errors="replace").split()[:1] == [
        hashlib.sha256(_bounded(path)).hexdigest()
    ]


def _check(path: Path, content: bytes) -> None:
    """Where an application lays a checksum beside its receipt, it holds."""
    checksum = _checksum_of(path)
    if checksum.exists():
        said = checksum.read_text(encoding="ascii", errors="replace").split()[:1]
        if said != [hashlib.sha256(content).hexdigest()]:
            raise Unreachable(_("Die Quittung stimmt nicht mit ihrer Prüfsumme überein."))
