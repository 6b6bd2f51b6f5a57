"""Page images: made by the worker from the original, kept encrypted, thrown away and made again at will."""

import json
import logging
import subprocess
import sys
from typing import Any

from django.db import transaction

from meindo.platform.outbox.wiring import Job, add_job

from . import store
from .ingest import PAGES
from .models import READY, Document, PageImage
from .queries import content_of

SECONDS = 90
logger = logging.getLogger(__name__)


def draw(_key: str, payload: dict[str, Any]) -> None:
    """Draw the pages of a document, unless they are there or the document is gone."""
    document = Document.objects.filter(pk=payload["document"], state=READY).first()
    if document is None or document.pages.exists():
        return
    rows = [PageImage(document=document, **facts) for facts in _drawn(document)]
    with transaction.atomic():
        if Document.objects.select_for_update().filter(pk=document.pk).exists():
            PageImage.objects.bulk_create(rows, ignore_conflicts=True)


def _drawn(document: Document) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "meindo.platform.files.draw", document.media_type]
    done = subprocess.run(command, input=content_of(document), capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 (our own module, a media type of our own list)
    if done.returncode:
        logger.warning("the pages of %s cannot be drawn: exit code %s", document.uuid, done.returncode)
        return []  # the file itself can be downloaded all the same
    head, _line, images = done.stdout.partition(b"\n")
    said, start, rows = json.loads(head), 0, []
    for number, (width, height, size) in enumerate(said["pages"], 1):
        address, wrapped_key = store.put(images[start : start + size])
        start += size
        facts = {"number": number, "of": said["of"], "width": width, "height": height, "size": size}
        rows.append({**facts, "address": address, "wrapped_key": wrapped_key})
    return rows


add_job(Job(PAGES, draw, outside=True))
