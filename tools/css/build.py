"""Build the style sheet and, with --fonts, the two fonts of meindo (needs node and fonttools)."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

from flatten import flatten

from check import problems

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src/meindo/ui/static/ui"
KERN = HERE / "node_modules/@kern-ux/native"
NOTICE = (
    "/*! meindo, EUPL-1.2. Contains parts of KERN-UX 2.7.2 (c) Dataport AoeR, EUPL-1.2, changed: "
    "constants resolved, unused parts left out, own colours, sizes, layers. "
    "Fonts: Fira Sans, OFL-1.1. */\n"
)
UNICODES = (
    "U+0020-007E,U+00A0-017F,U+1E9E,U+2009,U+2010-2015,U+2018-201E,U+2022,U+2026,U+202F,"
    "U+20AC,U+2190-2193,U+2212,U+00D7"
)
FEATURES = "kern,liga,locl,ccmp,mark,tnum,lnum"


def compiled() -> str:
    """The Sass sources as one compressed style sheet."""
    command = ["node_modules/.bin/sass", "--quiet", "--no-source-map", "--style=compressed", "--no-charset"]
    run = subprocess.run([*command, "--load-path=.", "meindo.scss"], cwd=HERE, check=True, capture_output=True)
    return run.stdout.decode()


def build_css() -> int:
    """Write ui.css; returns its size in bytes after gzip."""
    css = NOTICE + flatten(re.sub(r"/\*.*?\*/", "", compiled(), flags=re.S))
    found = problems(css)
    if found:
        sys.exit("\n".join(found))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "ui.css").write_text(css, encoding="utf-8")
    return len(gzip.compress(css.encode(), 9, mtime=0))


def build_fonts() -> None:
    """Subset Fira Sans regular and semibold to Latin and Latin Extended-A."""
    for name in ("Regular", "SemiBold"):
        source = KERN / f"dist/fonts/fira-sans/FiraSans-{name}.woff2"
        target = OUT / f"fira-sans-{name.lower()}.woff2"
        options = [
            "--flavor=woff2",
            f"--unicodes={UNICODES}",
            f"--layout-features={FEATURES}",
            "--no-hinting",
        ]
        module = [sys.executable, "-m", "fontTools.subset", str(source), f"--output-file={target}"]
        subprocess.run([*module, *options], check=True)


if __name__ == "__main__":
    print(f"ui.css: {build_css()} bytes gzip")
    if "--fonts" in sys.argv:
        build_fonts()
