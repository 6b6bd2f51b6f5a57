"""Build the letter fonts: `python -m tools.fonts DIR [--check]`, DIR = unpacked @fontsource/fira-sans.

Typst reads TTF, the package carries WOFF2 cut into character ranges; one file per weight is put together
again, so that a name with letters of both ranges (Özgür Čapek) is shaped in one font.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src/meindo/platform/letters/fonts"
RANGES = ("latin", "latin-ext")
WEIGHTS = {400: "FiraSans-Regular.ttf", 600: "FiraSans-SemiBold.ttf"}
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "pnum"]
COPYRIGHT = "Copyright 2012-2016, The Mozilla Foundation and Telefonica S.A."


def font_of(package: Path, weight: int, folder: Path) -> TTFont:
    """One weight with all its character ranges; `folder` takes the uncompressed parts."""
    parts = []
    for name in RANGES:
        part = TTFont(package / "files" / f"fira-sans-{name}-{weight}-normal.woff2", recalcTimestamp=False)
        part.flavor = None
        parts.append(folder / f"{name}.ttf")
        part.save(parts[-1])
        modified = part["head"].modified
    font = Merger().merge([str(path) for path in parts])
    font.recalcTimestamp = False  # the same input must give the same bytes
    font["head"].created = font["head"].modified = modified
    return font


def reduced(font: TTFont) -> TTFont:
    """Only the features that a letter uses; old-style hinting is of no use in a PDF."""
    options = Options(layout_features=FEATURES, hinting=False, name_IDs=["*"], notdef_outline=True)
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    return font


def build(package: Path, target: Path) -> None:
    """Write the fonts and their licence into `target`."""
    with tempfile.TemporaryDirectory() as folder:
        for weight, name in WEIGHTS.items():
            reduced(font_of(package, weight, Path(folder))).save(target / name)
    licence = (package / "LICENSE").read_text(encoding="utf-8").split("\n", 1)[1]
    (target / "OFL.txt").write_text(f"{COPYRIGHT}\n{licence.rstrip()}\n", encoding="utf-8")


def differing(package: Path) -> list[str]:
    """Names of committed files that a fresh build would change."""
    with tempfile.TemporaryDirectory() as folder:
        build(package, Path(folder))
        fresh = sorted(Path(folder).iterdir())
        return [file.name for file in fresh if not same(file, TARGET / file.name)]


def same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="folder of the unpacked npm package")
    parser.add_argument("--check", action="store_true", help="compare with what is committed, write nothing")
    arguments = parser.parse_args()
    if not (arguments.package / "files").is_dir():
        parser.error(f"{arguments.package} is no unpacked @fontsource/fira-sans")
    if arguments.check:
        names = differing(arguments.package)
        print("\n".join(f"{name} differs from a fresh build" for name in names) or "fonts are as built")
        return 1 if names else 0
    build(arguments.package, TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
