"""The data cockpit among many access records: fills the table with looks at other people, prints times before and after.

`python -m benchmark.cockpit [rows]`; the rows stay in the data folder, so give it one of its own.
"""

import json
import sys
import time
from datetime import timedelta
from itertools import islice

import django
from django.db import connection, transaction

django.setup()

from meindo.platform.access.queries import Wanted, looks_at  # noqa: E402
from meindo.platform.clock import today  # noqa: E402
from meindo.platform.people.models import Person  # noqa: E402

CHUNK, DAYS, OWN = 100_000, 700, 3_000


def fill(rows: int, people: list[int], first: int = 0) -> None:
    """Looks at these people, spread over days and cases; ten million rows are too many to make objects of."""
    days = [connection.ops.adapt_datefield_value(today() - timedelta(days=back)) for back in range(DAYS)]
    count = len(people)
    names = "day, subject_id, viewer_id, role, purpose, case_id"
    sentence = "INSERT INTO access_accessrecord (" + names + ") VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608 (no input)
    made = (
        (
            days[number % DAYS],
            people[number % count],
            people[(number // count) % count],
            "travel_office",
            "dienstreise.settle",
            first + number + 1,
        )
        for number in range(rows)
    )
    while chunk := list(islice(made, CHUNK)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sentence, chunk)


def page_ms(person: int, times: int = 100) -> float:
    """Milliseconds of CPU for a page in the middle of a person's looks."""
    rows, _more = looks_at(person, Wanted(), most=OWN // 2)
    after = (rows[-1].day, rows[-1].id)
    start = time.process_time()
    for _ in range(times):
        looks_at(person, Wanted(), most=50, after=after)
    return (time.process_time() - start) * 1000 / times


def main() -> None:
    """A person with many looks, alone in the table and then among all others."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    subject, *others = Person.objects.order_by("pk").values_list("pk", flat=True)
    fill(OWN, [subject], first=1_000_000_000)
    before = page_ms(subject)
    fill(wanted, others)
    after = page_ms(subject)
    json.dump({"rows": wanted, "ms_before": before, "ms": after, "ratio": after / before}, sys.stdout)


if __name__ == "__main__":
    main()
