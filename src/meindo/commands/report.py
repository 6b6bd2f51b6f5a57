"""Reports for those who run the platform, as CSV: `meindo report search-misses`, `meindo report retention`."""

import csv
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any


def add_arguments(parser: ArgumentParser) -> None:
    """Which report, since when or on which day."""
    parser.add_argument("name", choices=["search-misses", "retention"])
    parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="default: the last 90 days")
    parser.add_argument(
        "--day", type=date.fromisoformat, metavar="DATE", help="what is due on that day; default: today"
    )


def run(options: Namespace) -> int:
    """Print it; nothing is changed."""
    rows = {"search-misses": search_misses, "retention": retention}[options.name](options)
    csv.writer(sys.stdout, delimiter=";", lineterminator="\n").writerows(rows)
    return 0


def search_misses(options: Namespace) -> Iterator[Any]:
    """Words that the search in the header did not find; nobody knows who typed them."""
    from meindo.platform.clock import today  # noqa: PLC0415 (needs Django)
    from meindo.platform.registry.queries import search_misses as misses  # noqa: PLC0415

    yield "word", "times"
    yield from misses(options.since or today() - timedelta(days=90))


def retention(options: Namespace) -> Iterator[Any]:
    """What of each purpose is open, is still kept, is due, may go; and how much of what is due stays, by reason."""
    from meindo.platform.clock import today  # noqa: PLC0415 (needs Django)
    from meindo.platform.retention.queries import standings  # noqa: PLC0415

    yield "purpose", "months", "norm", "starts", "open", "running", "due", "free", "next_due", "kept"
    for one in standings(options.day or today()):
        kept = " ".join(f"{reason}={count}" for reason, count in sorted(one.kept.items()))
        found = one.purpose
        said = (found.key, found.retention_months, found.retention_norm, found.starts)
        yield *said, one.open, one.running, one.due, len(one.free), one.next_due or "", kept
