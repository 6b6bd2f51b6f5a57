"""Names that src does not use, each with the way that it does use."""

import ast
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from tools.lint.base import Problem, Tree

Found = tuple[str, str] | None

CLOCKS = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow")}
CLOCKS |= {("timezone", "now"), ("timezone", "localdate")}
CLOCK_HOME = "src/meindo/platform/clock"
MANAGERS = {"objects", "_default_manager", "_base_manager"}
MANAGER_HOMES = ("queries", "commands", "models", "projection", "managers")
ADMIN = "django.contrib.admin"
VIEW_CLASSES = re.compile(r"^(View|\w+View|\w+ViewMixin)$")
UNSAFE_TEMPLATE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off")
LEFT_OVER = re.compile(r"\b(TODO|FIXME)\b")
TEXT_FILES = (".py", ".html", ".txt", ".css", ".js", ".typ", ".yaml", ".toml")


def check(tree: Tree) -> Iterator[Problem]:
    """Every banned name in src, by its rule."""
    for path in tree.matching("src/", ".py"):
        for node, rule in itertools.product(ast.walk(tree.syntax(path)), RULES):
            if found := rule(node, path):
                yield Problem(path, getattr(node, "lineno", 1), *found)
    yield from check_text(tree)


def check_text(tree: Tree) -> Iterator[Problem]:
    """What can be seen only in the text: comments and templates."""
    for path in tree.matching("src/", *TEXT_FILES):
        for number, line in tree.lines(path):
            if path.endswith(".html") and UNSAFE_TEMPLATE.search(line):
                yield Problem(path, number, "safe", "escaping is never switched off in a template")
            if LEFT_OVER.search(line):
                yield Problem(path, number, "left-over", "write an issue instead of a note in the code")


def clock(node: ast.AST, path: str) -> Found:
    if path.startswith(CLOCK_HOME):
        return None
    imported = isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone"
    reads = (_last_name(node.value), node.attr) in CLOCKS if isinstance(node, ast.Attribute) else False
    if reads or (imported and {"now", "localdate"} & _imported(node)):
        return "clock", "ask meindo.platform.clock for the time, so that tests and the demo can set it"
    return None


def automatic_time(node: ast.AST, path: str) -> Found:
    if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
        return "auto-now", "the command passes the time; a field does not take it by itself"
    return None


def unescaped(node: ast.AST, path: str) -> Found:
    if _uses(node, "mark_safe"):
        return "safe", "use format_html or a template"
    return None


def csrf(node: ast.AST, path: str) -> Found:
    if _uses(node, "csrf_exempt"):
        return "csrf-exempt", "only bearer endpoints that ignore cookies, listed with a reason"
    return None


def evaluated(node: ast.AST, path: str) -> Found:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}:
        return "eval", "data are parsed, never executed"
    return None


def managers(node: ast.AST, path: str) -> Found:
    at_home = any(part.startswith(MANAGER_HOMES) for part in PurePosixPath(path).parts)
    if isinstance(node, ast.Attribute) and node.attr in MANAGERS and not at_home:
        return "objects", "reads go through queries.py, writes through commands.py"
    return None


def admin(node: ast.AST, path: str) -> Found:
    text = node.value if isinstance(node, ast.Constant) else ""
    modules = _modules(node) | ({text} if isinstance(text, str) else set())
    if any(module == ADMIN or module.startswith(ADMIN + ".") for module in modules):
        return "admin", "the house has no generic administration"
    return None


def class_view(node: ast.AST, path: str) -> Found:
    bases = [_last_name(base) for base in node.bases] if isinstance(node, ast.ClassDef) else []
    generic = any(module.startswith("django.views.generic") for module in _modules(node))
    if generic or any(VIEW_CLASSES.match(base) for base in bases):
        return "class-view", "a view is a function under @service_view"
    return None


def floats(node: ast.AST, path: str) -> Found:
    if not PurePosixPath(path).name.startswith("rules"):
        return None
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    return ("float", "money and law are Decimal, written as text") if literal or call else None


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _imported(node: ast.AST) -> set[str]:
    return {alias.name for alias in node.names} if isinstance(node, ast.Import | ast.ImportFrom) else set()


def _modules(node: ast.AST) -> set[str]:
    """Dotted names that an import statement brings in."""
    if isinstance(node, ast.ImportFrom):
        return {f"{node.module}.{name}" for name in _imported(node)} | {node.module or ""}
    return _imported(node)


def _uses(node: ast.AST, name: str) -> bool:
    return name in _imported(node) or (isinstance(node, ast.Name | ast.Attribute) and _last_name(node) == name)


RULES: tuple[Callable[[ast.AST, str], Found], ...] = (
    clock, automatic_time, unescaped, csrf, evaluated, managers, admin, class_view, floats,
)  # fmt: skip
