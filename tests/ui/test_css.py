"""The shipped style sheet: size, old browsers, icons."""

import gzip
import re
from importlib import resources
from pathlib import Path

ASSETS = resources.files("meindo.ui") / "static/ui"
CSS = (ASSETS / "ui.css").read_text(encoding="utf-8")
SOURCES = Path(__file__).resolve().parents[2] / "src/meindo"


def test_style_sheet_and_fonts_leave_room_for_the_page() -> None:
    fonts = sum(len((ASSETS / f"fira-sans-{name}.woff2").read_bytes()) for name in ("regular", "semibold"))
    assert len(gzip.compress(CSS.encode(), 9)) <= 17_000
    assert fonts <= 45_000


def test_older_browsers_understand_the_style_sheet() -> None:
    for construct in ("oklch(", "color-mix(", "@layer", "@import", "scrollbar-gutter"):
        assert construct not in CSS.split("*/", 1)[1]


def test_every_variable_is_defined() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= set(re.findall(r"(--[\w-]+):", CSS))


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r"\.icon-([a-z]+)\{", CSS))
    templates = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.html"))
    named = set(re.findall(r'{% icon "([a-z]+)"', templates)) | set(re.findall(r"icon icon-([a-z]+)", templates))
    from meindo.ui import blocks, cells

    named |= {*cells.KIND_ICONS.values(), *blocks.ALERT_ICONS.values(), *blocks.TIMELINE_ICONS.values()}
    assert named <= drawn


def test_paper_motion_and_contrast_are_cared_for() -> None:
    for feature in ("@media print", "prefers-reduced-motion", "forced-colors", "prefers-color-scheme"):
        assert feature in CSS
