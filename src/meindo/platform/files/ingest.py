"""Take what a person hands in: looked at, scanned, encrypted, on disk, then filed; or refused with a sentence."""

import re
import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath

from meindo.platform.outbox.work import Work
from meindo.platform.people.models import Person

from . import refused, store
from .formats import PDF, Format, format_of
from .models import QUARANTINE, READY, UPLOAD, Document
from .refused import MOST_BYTES, Refused
from .scanner import Verdict, scan
from .soundness import is_damaged

PAGES = "files.pages"
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]')
LONGEST_NAME = 80


@dataclass(frozen=True)
class Incoming:
    """A file as it came: the name that the device gave it, and the bytes; `cut` says why they are not all here."""

    name: str
    content: bytes
    cut: str = ""


@dataclass(frozen=True)
class Kept:
    """Bytes that lie encrypted in the store, with all that their row will say. A kill from here on leaves an orphan."""

    facts: dict[str, object]


def keep(incoming: Incoming, *, person: Person, note: str = "", even_if_same: bool = False) -> Kept:
    """Check the bytes and put them into the store; before any transaction, because it takes its time."""
    name = shown_name(incoming.name)
    found = _checked(incoming, name)
    damaged = is_damaged(incoming.content, found, name)
    mark = store.fingerprint(str(person.uuid), incoming.content)
    if not even_if_same and Document.objects.filter(person=person, fingerprint=mark).exists():
        raise Refused(refused.SAME, name=name)
    verdict = scan(incoming.content)
    if verdict is Verdict.INFECTED:
        raise Refused(refused.IS_INFECTED, name=name)
    address, wrapped_key = store.put(incoming.content)
    return Kept(
        {
            "person": person,
            "title": note[:200] or name,
            "file_name": PurePosixPath(name).stem[:LONGEST_NAME] + found.ending,
            "media_type": found.media_type,
            "size": len(incoming.content),
            "fingerprint": mark,
            "is_damaged": damaged,
            "state": QUARANTINE if verdict is Verdict.NO_ANSWER else READY,
            "address": address,
            "wrapped_key": wrapped_key,
        }
    )


def file_upload(work: Work, kept: Kept) -> Document:
    """File what lies in the store as a document of its person; from the commit on it is acknowledged."""
    document = Document(kind=UPLOAD, key=f"upload:{uuid.uuid4()}", created_at=work.at, **kept.facts)
    document.save(force_insert=True)
    work.record("document.uploaded", f"document:{document.uuid}", state=document.state)
    if document.state == READY:
        work.task(PAGES, str(document.uuid), {"document": document.pk})
    return document


def shown_name(name: str) -> str:
    """The last part of a name without what confuses a reader or a file system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return NOT_IN_A_NAME.sub("", last).strip(" .")[-LONGEST_NAME:] or "Beleg"


def _checked(incoming: Incoming, name: str) -> Format:
    if incoming.cut:
        raise Refused(incoming.cut, name=name)
    if not incoming.content:
        raise Refused(refused.EMPTY, name=name)
    if len(incoming.content) > MOST_BYTES:
        raise Refused(refused.TOO_LARGE, name=name)
    found = format_of(incoming.content)
    if found is None:
        raise Refused(refused.NOT_A_PDF if name.lower().endswith(PDF.ending) else refused.NOT_KNOWN, name=name)
    return found
