"""The package under Art. 15 of a person with ten years of data: fills a person's looks and prints the seconds.

`python -m benchmark.information` on the data folder of a demo city; the rows stay in that folder.
"""

import json
import sys
import time

from benchmark.cockpit import fill  # sets Django up
from meindo.platform.cases.models import Case
from meindo.platform.people.models import Person
from meindo.services.datenschutz.package import package_of

LOOKS = 10 * 250 * 4  # ten years, four offices on each working day


def main() -> None:
    """The person of the demo with every kind of case."""
    person = Person.objects.get(user__username="mitarbeiterin").pk
    fill(LOOKS, [person], first=2_000_000_000)
    start = time.perf_counter()
    content = package_of(person)
    seconds = time.perf_counter() - start
    cases = Case.objects.filter(person_id=person).count()
    json.dump({"seconds": seconds, "looks": LOOKS, "cases": cases, "bytes": len(content)}, sys.stdout)


if __name__ == "__main__":
    main()
