"""The page about files says what the code does: limits, formats, refusals, jobs."""

import re
from pathlib import Path

from django.conf import settings

from meindo.platform.cases.commands_attachments import MOST_FILES
from meindo.platform.cases.commands_links import VALID
from meindo.platform.files import draw, formats, refused
from meindo.platform.outbox import wiring

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs/platform/files.md").read_text(encoding="utf-8")
LIMITS = {
    "one file": f"{refused.MOST_BYTES // refused.MEGABYTE} MB",
    "one request": f"{refused.MOST_BYTES_AT_ONCE // refused.MEGABYTE} MB",
    "files of a draft": str(MOST_FILES),
    "pixels of an image": f"{refused.MOST_PIXELS // 1_000_000} million",
    "pages drawn": str(draw.MOST_PAGES),
    "longest side of a page image": f"{draw.LONGEST_SIDE} px",
    "an upload link": f"{VALID.seconds // 60} minutes",
}


def test_the_limits_are_those_of_the_code_and_of_the_sentences() -> None:
    part = TEXT[TEXT.index("| limit |") : TEXT.index("Taken:")]
    assert dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", part, re.M)[1:]) == LIMITS
    assert LIMITS["one file"] in refused.TOO_LARGE
    assert LIMITS["one request"] in refused.TOO_MUCH


def test_the_formats_are_those_that_are_taken() -> None:
    assert set(re.findall(r"`((?:image|application)/\w+)`", TEXT)) == set(formats.ALL)


def test_every_refusal_is_listed() -> None:
    known = {name for name, value in vars(refused).items() if name.isupper() and isinstance(value, str)}
    assert set(re.findall(r"`([A-Z_]{4,})`", TEXT)) - {"MEINDO_CLAMD"} == known


def test_the_jobs_and_the_setting_exist() -> None:
    jobs = set(re.findall(r"`(files\.\w+)`", TEXT))
    assert jobs == {"files.sweep", "files.pages", "files.scan_again"}
    assert jobs <= set(wiring.jobs)
    assert settings.CLAMD == ""
    assert "`MEINDO_CLAMD`" in (ROOT / "docs/operations.md").read_text(encoding="utf-8")
