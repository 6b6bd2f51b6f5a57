"""Check the installation: settings, database, worker, queue, audit chain, documents, key, backup."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """How thorough."""
    parser.add_argument("--full", action="store_true", help="read every document and recompute the whole audit chain")


def run(options: Namespace) -> int:
    """One sentence per finding; exit code 1 when one of them is wrong."""
    from django.db import OperationalError  # noqa: PLC0415 (needs Django)

    from meindo.platform.watch.findings import findings  # noqa: PLC0415

    good = True
    try:
        for finding in findings(full=options.full):
            print(f"{'ok    ' if finding.good else 'FALSCH'} {finding.part}: {finding.text}.", flush=True)
            good = good and finding.good
    except OperationalError as problem:
        print(f"FALSCH Datenbank: antwortet nicht ({str(problem).strip().splitlines()[0]}).")
        return 1
    return 0 if good else 1
