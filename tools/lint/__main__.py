"""Run all lints: `python -m tools.lint [ROOT]`; exit code 1 with one line per problem."""

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from tools.lint import arrows, browsers, links, names, plain, safety, sizes, words
from tools.lint.base import Problem, Tree

CHECKS = (sizes.check, names.check, safety.check, arrows.check, words.check, links.check, plain.check, browsers.check)
ALLOW = "tools/lint/allow.toml"
Allowed = dict[tuple[str, str], str]


def allowed_in(tree: Tree) -> Allowed:
    """(rule, path) -> reason, from the allow list of the repository."""
    entries = tomllib.loads(tree.text(ALLOW)).get("allow", []) if ALLOW in tree.paths else []
    return {(entry["rule"], path): entry["reason"].strip() for entry in entries for path in entry["paths"]}


def problems_of(tree: Tree) -> list[Problem]:
    """What is wrong in the tree, without what the allow list excepts, with its idle and unreasoned entries."""
    found = [problem for check in CHECKS for problem in check(tree)]
    allowed = allowed_in(tree)
    excepted = {(problem.rule, problem.path) for problem in found} & allowed.keys()
    left = [problem for problem in found if (problem.rule, problem.path) not in excepted]
    return sorted({*left, *_faults(allowed, excepted)})


def _faults(allowed: Allowed, used: set[tuple[str, str]]) -> Iterable[Problem]:
    for (rule, path), reason in allowed.items():
        if (rule, path) not in used:
            yield Problem(ALLOW, 1, "allow-list", f"{rule} in {path} excepts nothing")
        if not reason:
            yield Problem(ALLOW, 1, "allow-list", f"{rule} in {path} has no reason")


def main(root: Path) -> int:
    tree = Tree(root)
    problems = problems_of(tree)
    for problem in problems:
        print(problem)
    count, median, p90 = sizes.summary(tree)
    print(f"lint: {len(problems)} problems; {count} functions in src, median {median:g} lines, p90 {p90:g}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd()))
