"""Take in data of other systems: `meindo import people DIR [--dry-run] [--all-or-nothing]`."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

NAME = "import"


def add_arguments(parser: ArgumentParser) -> None:
    """What, from where, and how."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="WHAT")
    people = kinds.add_parser("people", help="People and organisation from a folder of CSV files.")
    people.add_argument("folder", type=Path, metavar="DIR")
    people.add_argument("--dry-run", action="store_true", help="only show what would change")
    people.add_argument("--all-or-nothing", action="store_true", help="write nothing if any row is bad")


def run(options: Namespace) -> int:
    """Exit code 1 when rows were bad, 2 when there is no such folder."""
    from django.core.management import call_command  # noqa: PLC0415

    from meindo.platform.people.importing.report import text_of  # noqa: PLC0415 (needs Django)
    from meindo.platform.people.importing.run import import_folder  # noqa: PLC0415

    if not options.folder.is_dir():
        print(f"Den Ordner {options.folder} gibt es nicht.")
        return 2
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    report = import_folder(options.folder, dry_run=options.dry_run, all_or_nothing=options.all_or_nothing)
    for line in text_of(report, dry_run=options.dry_run):
        print(line)
    seconds = f"{time.monotonic() - began:.1f} s"
    if options.dry_run:
        print(f"Probelauf: nichts wurde geschrieben ({seconds}).")
    elif not report.written:
        print(f"Nichts wurde eingespielt, weil Zeilen fehlerhaft sind ({seconds}).")
    else:
        print(f"{'Nichts Neues.' if report.is_unchanged else 'Eingespielt.'} ({seconds})")
    return 1 if report.problems else 0
