"""Second opinions on PDF files from qpdf and poppler, where they are installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest


class Word(NamedTuple):
    """A word on a page with its box in points, origin top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def overlaps(self, other: "Word", slack: float = 1.0) -> bool:
        """True if two words are printed over each other (line boxes may touch by `slack` points)."""
        return (
            self.page == other.page
            and min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )


def run_tool(name: str, *arguments: str | Path) -> str:
    """Output of a PDF tool; skips the test without the tool, fails it with MEINDO_REQUIRE_PDF_TOOLS=1."""
    program = shutil.which(name)
    if program is None:
        reason = f"{name} is not installed (Debian: qpdf, poppler-utils)"
        if os.environ.get("MEINDO_REQUIRE_PDF_TOOLS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    command = [program, *map(str, arguments)]
    # poppler prints some titles as raw UTF-16, hence the lenient decoding.
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
    return done.stdout


def words_of(path: Path) -> list[Word]:
    """Every word of a PDF file with its place, in reading order."""
    found = []
    for page, part in enumerate(run_tool("pdftotext", "-bbox", path, "-").split("<page ")[1:], start=1):
        for match in re.finditer(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', part):
            left, top, right, bottom = (float(match[i]) for i in range(1, 5))
            found.append(Word(page, left, top, right, bottom, match[5]))
    return found
