"""Templates obey the arrows of the house: web -> services | identity -> ui -> platform."""

import re
from collections.abc import Iterator

from tools.lint.base import Problem, Tree

PACKAGE = "src/meindo/"
RANKS = {"web": 4, "services": 3, "identity": 3, "ui": 2, "platform": 1}
REFERENCE = re.compile(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""")


def check(tree: Tree) -> Iterator[Problem]:
    """Upward or sideways `extends` and `include`, and service templates outside their own folder name."""
    templates = [path for path in tree.matching(PACKAGE, ".html", ".txt") if "/templates/" in path]
    owners = {name_of(path): owner_of(path) for path in templates}
    for path in templates:
        yield from misplaced(path)
        for number, line in tree.lines(path):
            for name in REFERENCE.findall(line):
                # A name that is not ours belongs to a library below the house.
                if not allowed(owner_of(path), owners.get(name)):
                    yield Problem(path, number, "template-arrow", f"{name} belongs to {owners[name]}")


def owner_of(path: str) -> str:
    """The package in whose folder a template lies: web, ui, services/dienstreise, ..."""
    parts = path.removeprefix(PACKAGE).split("/")
    return "/".join(parts[:2]) if parts[0] == "services" else parts[0]


def name_of(path: str) -> str:
    """The name under which Django finds a template."""
    return path.split("/templates/", 1)[1]


def allowed(user: str, owner: str | None) -> bool:
    return owner is None or user == owner or rank(owner) < rank(user)


def rank(owner: str) -> int:
    return RANKS.get(owner.split("/", maxsplit=1)[0], 0)


def misplaced(path: str) -> Iterator[Problem]:
    owner = owner_of(path)
    if owner.startswith("services/"):
        service = owner.removeprefix("services/")
        if not name_of(path).startswith(service + "/"):
            yield Problem(path, 1, "template-arrow", f"templates of a service lie in templates/{service}/")
