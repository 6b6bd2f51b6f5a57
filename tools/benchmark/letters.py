"""Measure letters: 1,000 notices typeset, encrypted and filed by two workers, on a city with many cases. Prints JSON."""

import json
import multiprocessing
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings")
django.setup()

from django.db import connection  # noqa: E402

from meindo.platform.cases.models import CaseEvent  # noqa: E402
from meindo.platform.files.models import Document  # noqa: E402
from meindo.services.dienstreise.letters import write  # noqa: E402

LETTERS, WORKERS = 1_000, 2


def work(orders: list[tuple[int, int]], start: Any) -> None:
    """One worker with its share; the first letter loads the typesetter and is not counted."""
    (case, revision), *rest = orders
    write(f"bench:{case}:{revision}", {"case": case, "revision": revision})
    start.wait()
    for case, revision in rest:
        write(f"bench:{case}:{revision}", {"case": case, "revision": revision})


def main() -> None:
    """Seconds for the notices of 1,000 payment orders."""
    orders = list(CaseEvent.objects.filter(move="order").values_list("case_id", "revision")[: LETTERS + WORKERS])
    assert len(orders) == LETTERS + WORKERS, "too few orders in this city"  # noqa: S101
    connection.close()
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(WORKERS + 1)
    workers = [spawn.Process(target=work, args=(orders[number::WORKERS], start)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - began
    made = Document.objects.filter(key__startswith="bench:").count()
    assert made == LETTERS + WORKERS, made  # noqa: S101
    json.dump({"seconds": seconds, "letters": LETTERS, "workers": WORKERS}, sys.stdout)


if __name__ == "__main__":
    main()
