"""Measure how fast receipts come in: 1,000 photos of 200 KB each into a fresh data folder. Prints JSON."""

import json
import multiprocessing
import os
import random
import secrets
import sys
import time
from io import BytesIO
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings")
django.setup()

from django.db import connection  # noqa: E402
from PIL import Image  # noqa: E402

from meindo.platform.audit.actor import Actor  # noqa: E402
from meindo.platform.cases.commands_attachments import keep_on_shelf  # noqa: E402
from meindo.platform.files.ingest import Incoming  # noqa: E402
from meindo.platform.people.models import Person  # noqa: E402

RECEIPTS, SIZE = 1_000, 200_000


def photo() -> bytes:
    """A photo of about 200 KB with as much detail as paper has."""
    noise = random.Random(1).randbytes(1200 * 1600 // 16)  # noqa: S311 (a picture, no secret)
    image = Image.frombytes("L", (300, 400), noise).resize((1200, 1600)).convert("RGB")
    for quality in range(80, 10, -5):
        out = BytesIO()
        image.save(out, "JPEG", quality=quality)
        if len(out.getvalue()) <= SIZE:
            break
    return out.getvalue()


def take_in(person_id: int, count: int, start: Any) -> None:
    """One web process at work."""
    base, person, by = photo(), Person.objects.get(pk=person_id), Actor.system("bench")
    name = secrets.token_hex(4)
    contents = [base.ljust(SIZE, b"\0") + f"{name}{number}".encode() for number in range(count)]
    keep_on_shelf(incoming=Incoming("0.jpg", base + name.encode()), person=person, by=by)
    start.wait()
    for number, content in enumerate(contents):
        keep_on_shelf(incoming=Incoming(f"{number}.jpg", content), person=person, by=by)


def per_second(processes: int) -> float:
    """Receipts per second, from bytes in memory to the acknowledged row."""
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(processes + 1)
    connection.close()
    person = Person.objects.create()
    share = RECEIPTS // processes
    workers = [spawn.Process(target=take_in, args=(person.pk, share, start)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    start.wait()
    begun = time.perf_counter()
    for worker in workers:
        worker.join()
    return share * processes / (time.perf_counter() - begun)


def main() -> None:
    """One process, then two as the embedded installation runs them."""
    found = {str(processes): per_second(processes) for processes in (1, 2)}
    json.dump({"per_second": found, "bytes": len(photo())}, sys.stdout)


if __name__ == "__main__":
    main()
