"""Take in data of other systems: `meindo import people DIR`, `... akevo FILE` or `... pay-statements DIR`."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

NAME = "import"


def add_arguments(parser: ArgumentParser) -> None:
    """What, from where, and how."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="WHAT")
    people = kinds.add_parser("people", help="People and organisation from a folder of CSV files.")
    people.add_argument("folder", type=Path, metavar="DIR")
    akevo = kinds.add_parser("akevo", help="Amounts for trips abroad (AKEVO NRW) from a CSV file.")
    akevo.add_argument("file", type=Path, metavar="FILE")
    pay = kinds.add_parser("pay-statements", help="Pay statements: PDF files beside their list entgeltnachweise.csv.")
    pay.add_argument("folder", type=Path, metavar="DIR")
    pay.add_argument("--no-text", action="store_true", help="do not look for the personnel number in the files")
    for kind in (people, akevo, pay):
        kind.add_argument("--dry-run", action="store_true", help="only show what would change")
    for kind in (people, akevo):
        kind.add_argument("--all-or-nothing", action="store_true", help="write nothing if any row is bad")


def run(options: Namespace) -> int:
    """Exit code 1 when rows were bad, 2 when there is no such folder or file."""
    return {"akevo": _akevo, "people": _people, "pay-statements": _pay_statements}[options.kind](options)


def _pay_statements(options: Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415

    from meindo.services.entgeltnachweis.commands_import import import_folder  # noqa: PLC0415 (needs Django)

    if not options.folder.is_dir():
        print(f"Den Ordner {options.folder} gibt es nicht.")
        return 2
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    report = import_folder(options.folder, dry_run=options.dry_run, search_text=not options.no_text)
    for problem in report.problems:
        print(f"    {problem}")
    print(f"{report.rows} Zeilen gelesen, {report.known} schon bekannt, {len(report.problems)} Probleme.")
    seconds = f"{time.monotonic() - began:.1f} s"
    if options.dry_run:
        print(f"Probelauf: nichts wurde geschrieben; {report.filed} Nachweise würden eingespielt ({seconds}).")
    elif report.filed:
        print(f"{report.filed} Nachweise eingespielt, davon {report.corrected} berichtigte Fassungen ({seconds}).")
    else:
        print(f"Nichts Neues ({seconds}).")
    return 1 if report.problems else 0


def _akevo(options: Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415

    from meindo.services.dienstreise.akevo import import_akevo  # noqa: PLC0415 (needs Django)

    if not options.file.is_file():
        print(f"Die Datei {options.file} gibt es nicht.")
        return 2
    call_command("migrate", verbosity=0, interactive=False)
    report = import_akevo(options.file, dry_run=options.dry_run, all_or_nothing=options.all_or_nothing)
    for problem in report.problems:
        print(f"    {problem}")
    print(f"{report.rows} Zeilen gelesen, {len(report.problems)} fehlerhaft. Prüfsumme: {report.table_hash or 'keine'}")
    if options.dry_run:
        print("Probelauf: nichts wurde geschrieben.")
    elif report.written:
        print("Eingespielt. Die Tabelle zählt, sobald zwei Personen sie freigegeben haben (Seite „Werte freigeben“).")
    elif not report.rows or (options.all_or_nothing and report.problems):
        print("Nichts wurde eingespielt.")
    else:
        print("Nichts Neues.")
    return 1 if report.problems else 0


def _people(options: Namespace) -> int:
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
