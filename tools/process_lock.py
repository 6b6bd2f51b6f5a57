"""Lock files of released processes: `process.lock` in the folder of a service holds one hash per version.

`python tools/process_lock.py` compares, `--write` adds versions that are not locked yet and never changes a line. A
version under which no case has ever run may be taken out of the file by hand and written again.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"


def locked(path: Path) -> dict[str, str]:
    """What a lock file holds; nothing if there is none."""
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return known


def compared(path: Path, wanted: dict[str, str]) -> tuple[list[str], list[str]]:
    """Versions that are not locked yet, and a sentence for each version that was edited or taken away."""
    known = locked(path)
    new = [name for name in wanted if name not in known]
    wrong = [f"{name} was edited after its release" for name in wanted if known.get(name, wanted[name]) != wanted[name]]
    wrong += [f"{name} is gone, but cases may run on it" for name in known if name not in wanted]
    return new, wrong


def add(path: Path, wanted: dict[str, str]) -> None:
    """Write versions that are not locked yet."""
    content = json.dumps({**wanted, **locked(path)}, indent=2, sort_keys=True)
    path.write_text(content + "\n", encoding="utf-8")


def declared() -> dict[Path, dict[str, str]]:
    """The hash of every declared version, by the lock file where it belongs."""
    from meindo.platform.cases.digest import digest  # noqa: PLC0415 (needs Django)
    from meindo.platform.registry.catalogue import services  # noqa: PLC0415

    return {
        folder_of(service) / "process.lock": {f"{p.key} v{p.version}": digest(p) for p in service.processes}
        for service in services()
        if service.processes
    }


def folder_of(service: Any) -> Path:
    """Where a service lives: the package of its commands."""
    return SOURCE.joinpath(*service.decide.__module__.split(".")[:-1])


def main() -> int:
    """Exit code 1 when a released version was edited or one is not locked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="add new versions")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings.test")
    import django  # noqa: PLC0415

    django.setup()
    failed = False
    for path, wanted in declared().items():
        new, wrong = compared(path, wanted)
        if new and options.write:
            add(path, wanted)
        for sentence in [*wrong, *([] if options.write else [f"{name} is not locked" for name in new])]:
            print(f"{path.parent.name}: {sentence}")
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
