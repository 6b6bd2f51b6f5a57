"""Back everything up while the platform runs: `meindo backup FILE [--keys FILE2]`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path


def add_arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a new file; never holds a key")
    parser.add_argument("--keys", type=Path, metavar="FILE2", help="a new file for the keys; keep it elsewhere")


def run(options: Namespace) -> int:
    """Exit code 1 when documents are missing or changed in the store, 2 when nothing was written."""
    from meindo.platform.backup.keys import write_keys  # noqa: PLC0415 (needs Django)
    from meindo.platform.backup.make import make_backup  # noqa: PLC0415
    from meindo.platform.backup.refused import Refused  # noqa: PLC0415

    file, keys = options.file.absolute(), options.keys and options.keys.absolute()
    try:
        if keys and keys.exists():
            raise Refused("THERE", path=keys)
        made = make_backup(file, {keys.resolve()} if keys else set())
        if keys:
            write_keys(keys)
    except Refused as problem:
        print(problem)
        return 2
    print(f"Gesichert: {sum(made.rows.values())} Zeilen in {len(made.rows)} Tabellen, {made.files} Dateien.")
    for address in made.damaged:
        print(f"Beschädigt oder verschwunden, deshalb nicht gesichert: {address}")
    if not keys:
        print("Die Schlüssel sind nicht dabei (--keys). Ohne sie ist keine Datei zu lesen.")
    return 1 if made.damaged else 0
