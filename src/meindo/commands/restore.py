"""Restore a backup into an empty installation: `meindo restore FILE [--keys FILE2] [--erasures FILE3]`."""

import json
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

NEEDS_DJANGO = False  # keys that MEINDO_..._FILE names must lie there before the settings look for them


def add_arguments(parser: ArgumentParser) -> None:
    """From where."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--keys", type=Path, metavar="FILE2", help="the keys that were written with the backup")
    parser.add_argument("--erasures", type=Path, metavar="FILE3", help="a copy of the erasure list kept elsewhere")


def run(options: Namespace) -> int:
    """Exit code 2 when nothing was changed, with the reason."""
    os.environ["MEINDO_RESTORING"] = "1"
    _place_outside(options.keys)
    import django  # noqa: PLC0415

    django.setup()
    from meindo.platform.backup.refused import Refused  # noqa: PLC0415 (needs Django)
    from meindo.platform.backup.restore import restore  # noqa: PLC0415
    from meindo.platform.watch.findings import announced  # noqa: PLC0415

    try:
        done = restore(options.file, options.keys, options.erasures)
    except Refused as problem:
        print(problem)
        return 2
    print(f"Wiederhergestellt ist der Stand vom {done.made_at:%d.%m.%Y %H:%M} UTC.")
    print(f"{sum(done.rows.values())} Zeilen, {done.files} Dateien; {done.replay.erased} Löschungen wiederholt.")
    for finding in announced():
        if not finding.good:
            print(f"Bitte nachsehen, {finding.part}: {finding.text}.")
    for kind, keys in sorted(done.replay.unknown.items()):
        print(f"Nicht wiederholt, weil diese Version „{kind}“ nicht löschen kann: {', '.join(keys)}")
    for kind, keys in sorted(done.replay.unclear.items()):
        print(f"Nicht wiederholt, weil niemand weiß, ob die Löschung vollendet war („{kind}“): {', '.join(keys)}")
    return 1 if done.replay.unknown or done.replay.unclear else 0


def _place_outside(keys: Path | None) -> None:
    """Secrets whose place is outside the data folder and empty."""
    if keys is None or not keys.is_file():
        return
    try:
        known = json.loads(keys.read_bytes())["keys"]
    except (ValueError, KeyError, TypeError):
        return  # named with a sentence later
    for name in ("kek", "digests", "secret_key"):
        place = Path(os.environ.get(f"MEINDO_{name.upper()}_FILE") or ".")
        if name in known and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(known[name])
