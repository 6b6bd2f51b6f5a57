"""Modules and functions stay small: quality is lost in the few huge ones."""

import ast
import statistics
from collections.abc import Iterator

from tools.lint.base import Problem, Tree

MODULE_LINES = 400
FUNCTION_LINES = 50
MEDIAN_LINES = 10
P90_LINES = 25


def check(tree: Tree) -> Iterator[Problem]:
    """Hard stops per module and function everywhere; median and p90 of function length over src."""
    for path in tree.matching("", ".py"):
        lines = len(tree.text(path).splitlines())
        if lines > MODULE_LINES:
            yield Problem(path, 1, "module-size", f"{lines} lines, at most {MODULE_LINES}")
        for name, line, length in functions(tree, path):
            if length > FUNCTION_LINES:
                yield Problem(path, line, "function-size", f"{name}: {length} lines, at most {FUNCTION_LINES}")
    _, median, p90 = summary(tree)
    if median > MEDIAN_LINES:
        yield Problem("src", 0, "function-median", f"{median:g} lines, at most {MEDIAN_LINES}")
    if p90 > P90_LINES:
        yield Problem("src", 0, "function-p90", f"{p90:g} lines, at most {P90_LINES}")


def functions(tree: Tree, path: str) -> Iterator[tuple[str, int, int]]:
    """Name, first line and length of every function, from `def` to its last line."""
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def summary(tree: Tree) -> tuple[int, float, float]:
    """Number of functions in src, their median length and the length that nine in ten do not exceed."""
    lengths = sorted(length for path in tree.matching("src/", ".py") for _, _, length in functions(tree, path))
    if not lengths:
        return 0, 0, 0
    return len(lengths), statistics.median(lengths), lengths[(len(lengths) * 9 + 9) // 10 - 1]
