"""Write everything that the platform knows into a new folder, in open formats: `meindo export DIR`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path


def add_arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder; it holds personal data in plain")


def run(options: Namespace) -> int:
    """Exit code 1 when documents are missing or changed in the store, 2 when nothing was written."""
    from meindo.platform.backup.export import export_all  # noqa: PLC0415 (needs Django)
    from meindo.platform.backup.refused import Refused  # noqa: PLC0415

    try:
        done = export_all(options.folder.absolute())
    except Refused as problem:
        print(problem)
        return 2
    print(f"Exportiert: {sum(done.rows.values())} Zeilen in {len(done.rows)} Tabellen, {done.documents} Dokumente.")
    for uuid in done.damaged:
        print(f"Beschädigt oder verschwunden, deshalb nicht dabei: Dokument {uuid}")
    return 1 if done.damaged else 0
