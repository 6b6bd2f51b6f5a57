"""Compute a year's trips again: stored journeys, read, settled with a fresh law each, and compared; prints seconds."""

import json
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from meindo.kernel.finding import Finding
from meindo.kernel.strict_yaml import load
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.rules import law_for, settlement

GOLDEN = Path(__file__).parents[2] / "tests" / "services" / "dienstreise" / "golden"
TRIPS = 20_000


def stored_trips() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Journey and result of every golden case, as the database holds them."""
    for file in sorted(GOLDEN.glob("*.yaml")):
        for row in load(file.read_text(encoding="utf-8")):
            if row["rule"] == "dienstreise.settlement" and not row["given"].keys() & {"akevo_rates", "released"}:
                journey = Journey.from_data(row["given"])
                yield journey.as_data(), settlement(journey, law_for(journey)).as_data()


def main() -> None:
    """Seconds for 20,000 trips; a result that differs from the stored one is an error."""
    kinds = [(json.dumps(journey), finding) for journey, finding in stored_trips()]
    start = time.perf_counter()
    for journey_text, stored in islice(cycle(kinds), TRIPS):
        journey = Journey.from_data(json.loads(journey_text))
        finding = settlement(journey, law_for(journey))
        if finding.as_data() != stored or Finding.from_data(stored) != finding:
            sys.exit("a trip computed again differs from what is stored")
    json.dump({"seconds": time.perf_counter() - start, "trips": TRIPS, "kinds": len(kinds)}, sys.stdout)


if __name__ == "__main__":
    main()
