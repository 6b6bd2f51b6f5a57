"""The repository names no machine and no package registry: what holds here must hold everywhere."""

import re
from collections.abc import Iterator

from tools.lint.base import Problem, Tree

# The words are put together from parts so that this file passes its own rule.
FOLDERS = ("wo" + "rk", "ro" + "ot", r"ho" + r"me/\w+", r"Us" + r"ers/\w+")
MACHINE_PATH = re.compile(rf"(?<![\w./:-])/(?:{'|'.join(FOLDERS)})/\w")
TEMPORARY_PATH = re.compile(r"(?<![\w./:-])/t" + r"mp/\w")
REGISTRIES: tuple[str, ...] = (
    "npm" + "js.org",
    "py" + "pi.org",
    "python" + "hosted.org",
    "crat" + "es.io",
    "gol" + "ang.org",
)
REGISTRIES += ("packages.ty" + "pst.org", "dock" + "er.io", "gh" + "cr.io", "quay" + ".io")
REGISTRY = re.compile(r"\b(?:[\w-]+\.)*(?:" + "|".join(map(re.escape, REGISTRIES)) + r")\b|//regis" + r"try\.[\w.-]+")
DOCUMENTS = (".md", ".txt", ".rst")


def check(tree: Tree) -> Iterator[Problem]:
    """Absolute paths of one machine, registry host names, and temporary paths in documents."""
    for path in tree.paths:
        for number, line in tree.lines(path):
            if MACHINE_PATH.search(line) or (path.endswith(DOCUMENTS) and TEMPORARY_PATH.search(line)):
                yield Problem(path, number, "machine-path", "an absolute path of one machine")
            if found := REGISTRY.search(line):
                yield Problem(path, number, "registry-host", found[0])
