"""Reports for those who run the platform: `meindo report search-misses [--since DATE]` prints CSV."""

import csv
import sys
from argparse import ArgumentParser, Namespace
from datetime import date, timedelta


def add_arguments(parser: ArgumentParser) -> None:
    """Which report, since when."""
    parser.add_argument("name", choices=["search-misses"])
    parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="default: the last 90 days")


def run(options: Namespace) -> int:
    """Words that the search in the header did not find; nobody knows who typed them."""
    from meindo.platform.clock import today  # noqa: PLC0415 (needs Django)
    from meindo.platform.registry.queries import search_misses  # noqa: PLC0415

    writer = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    writer.writerow(["word", "times"])
    writer.writerows(search_misses(options.since or today() - timedelta(days=90)))
    return 0
