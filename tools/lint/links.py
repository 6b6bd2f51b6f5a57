"""Every relative link in the documentation leads to a file, and to a heading that exists."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from tools.lint.base import Problem, Tree

LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s+(\S+)")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
FENCE = re.compile(r"^\s*(```|~~~)")
CODE = re.compile(r"`[^`]*`")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")


def check(tree: Tree) -> Iterator[Problem]:
    """Links of all Markdown files that lead nowhere."""
    for path in tree.matching("", ".md"):
        for number, line in prose(tree, path):
            for target in [*LINK.findall(CODE.sub("", line)), *REFERENCE.findall(line)]:
                if not ELSEWHERE.match(target) and not resolves(tree, path, unquote(target)):
                    yield Problem(path, number, "dead-link", target)


def prose(tree: Tree, path: str) -> Iterator[tuple[int, str]]:
    """The lines outside fenced code."""
    fenced = False
    for number, line in tree.lines(path):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def resolves(tree: Tree, path: str, target: str) -> bool:
    name, _, anchor = target.partition("#")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
    if full.startswith(("..", "/")) or not (tree.root / full).exists():
        return False
    return not anchor or not full.endswith(".md") or anchor in anchors(tree, full)


def anchors(tree: Tree, path: str) -> set[str]:
    """Anchors as the usual forges derive them from headings."""
    headings = (HEADING.match(line) for _, line in prose(tree, path))
    return {slug(match[1]) for match in headings if match}


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
