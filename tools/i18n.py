"""Collect German message ids, keep the English catalogues complete, compile them. Pure Python (Babel), no gettext.

`python tools/i18n.py` updates every English .po and compiles; `--check` fails when something is missing or stale.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from meindo.kernel.parameters import ParameterSet  # noqa: E402

SOURCE = ROOT / "src" / "meindo"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "mark": None,
    "msgid": None,
    "Reason": None,
}


def packages() -> Iterator[tuple[Path, list[Path]]]:
    """Each folder that owns a catalogue, with the folders it collects from."""
    yield SOURCE / "platform", [SOURCE / "platform", SOURCE / "kernel"]
    yield SOURCE / "ui", [SOURCE / "ui"]
    yield SOURCE / "identity", [SOURCE / "identity"]
    yield SOURCE / "web", [SOURCE / "web"]
    for service in sorted((SOURCE / "services").iterdir()):
        if (service / "apps.py").exists():
            yield service, [service]


def collect(folders: list[Path]) -> dict[str | tuple[str, str], set[str]]:
    """Message ids (plural ones as pairs) with the files where they stand."""
    found: dict[str | tuple[str, str], set[str]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            for message in _of_values(path) if path.name == "parameters.yaml" else _of_file(path):
                found.setdefault(message, set()).add(path.relative_to(ROOT).as_posix())
    return found


def _of_file(path: Path) -> Iterator[str | tuple[str, str]]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        text = path.read_text(encoding="utf-8")
    elif path.suffix == ".html":
        text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    else:
        return
    for _line, _function, messages, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        if isinstance(messages, tuple):
            kept = [part for part in messages if isinstance(part, str)]
            if _function in {"ngettext", "ngettext_lazy"} and len(kept) >= 2:
                yield kept[0], kept[1]
            elif kept and _function not in {"ngettext", "ngettext_lazy"}:
                yield kept[0]
        elif isinstance(messages, str) and messages:
            yield messages


def _of_values(path: Path) -> Iterator[str]:
    """What the release of values shows of a file: the labels, and where the values to be released were read."""
    values = ParameterSet.from_file(path)
    yield from (value.label for row in values.values.values() for value in row if value.label)
    yield from (value.source for value in values.needing_release() if value.source)


def catalogue(folder: Path) -> tuple[Path, Catalog]:
    """The English catalogue of a package, empty if there is none yet."""
    path = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return path, Catalog(locale="en", project="meindo", charset="utf-8")
    with path.open("rb") as file:
        return path, read_po(file, locale="en")


def updated(folder: Path, folders: list[Path]) -> tuple[Path, Catalog]:
    """The catalogue with exactly the messages of today; known translations are kept."""
    path, old = catalogue(folder)
    new = Catalog(locale="en", project="meindo", charset="utf-8", creation_date=old.creation_date)
    new.revision_date = old.revision_date
    for message, places in sorted(collect(folders).items(), key=str):
        known = old.get(message if isinstance(message, str) else message[0])
        flags = {"python-brace-format"} if "{" in str(message) else set()
        new.add(
            message, known.string if known else None, locations=[(place, None) for place in sorted(places)], flags=flags
        )
    return path, new


def texts(catalog: Catalog) -> tuple[bytes, bytes]:
    """The .po and the .mo of a catalogue, the same for the same content."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=110, omit_header=False, include_lineno=False)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Message ids without an English text."""
    return [str(message.id) for message in catalog if message.id and not all(_strings(message.string))]


def _strings(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def main() -> int:
    """Update or check all catalogues."""
    problems = []
    for folder, folders in packages():
        path, catalog = updated(folder, folders)
        po, mo = texts(catalog)
        missing = untranslated(catalog)
        problems += [f"{path.relative_to(ROOT)}: not translated: {text}" for text in missing]
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po)
            path.with_suffix(".mo").write_bytes(mo)
        elif not path.exists() or path.read_bytes() != po or path.with_suffix(".mo").read_bytes() != mo:
            problems.append(f"{path.relative_to(ROOT)}: stale, run tools/i18n.py")
    print("\n".join(problems) or "all messages are translated")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
