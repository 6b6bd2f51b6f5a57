"""Classes of faults that made advisories of comparable products: each cannot be written here unnoticed.

Object ids that are trusted, states changed by GET and doors left open are found by the tests over every address; what can
be seen in the text of a program is found here.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.lint.base import Problem, Tree

SQL_HOMES = ("src/meindo/platform/sql.py", "src/meindo/platform/prepared.py")
RAW = {"raw", "extra", "RawSQL", "executescript"}
REQUEST_DATA = {"GET", "POST", "FILES", "COOKIES"}
WITHOUT_REQUEST = ("commands", "queries", "rules", "models")
TEMPLATE_MAKERS = {"Template", "from_string"}
REDIRECTS = {"redirect", "HttpResponseRedirect", "HttpResponsePermanentRedirect"}
MARKUP = {"format_html", "format_html_join"}
WEAK = {"referer", "http_referer"}


def check(tree: Tree) -> Iterator[Problem]:
    """Every fault of these classes in src."""
    for path in tree.matching("src/", ".py"):
        for node in ast.walk(tree.syntax(path)):
            for rule, text in found_in(node, path):
                yield Problem(path, getattr(node, "lineno", 1), rule, text)


def found_in(node: ast.AST, path: str) -> Iterator[tuple[str, str]]:
    """What is wrong with one node."""
    if isinstance(node, ast.Call):
        yield from _call(node, path)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() in WEAK:
        yield "referer", "the page that somebody came from is no proof of anything"
    if isinstance(node, ast.Attribute) and node.attr in REQUEST_DATA and _has_no_request(path):
        yield "request-data", "what a browser sent enters through a form, and commands get plain values"


def _call(node: ast.Call, path: str) -> Iterator[tuple[str, str]]:
    name = _name(node.func)
    if name in RAW and path not in SQL_HOMES:
        yield "raw-sql", "ask through the ORM; vendor-specific SQL is in platform/sql.py"
    if name == "execute" and node.args and not _is_fixed(node.args[0]) and path not in SQL_HOMES:
        yield "raw-sql", "a statement is a fixed text; values are its parameters"
    if name in TEMPLATE_MAKERS:
        yield "user-template", "templates are files of the program, never data"
    if name in REDIRECTS and any(_reads_request(argument) for argument in node.args):
        yield "open-redirect", "an address that a browser sent is checked before anybody is sent there"
    if name in MARKUP and node.args and not _is_translated(node.args[0]):
        yield "markup", "the frame is a fixed text; values are its parameters and are escaped"


def _is_translated(node: ast.expr) -> bool:
    """A fixed text, perhaps in the reader's language."""
    if isinstance(node, ast.Call) and _name(node.func) in {"_", "gettext"}:
        return all(isinstance(argument, ast.Constant) for argument in node.args)
    return isinstance(node, ast.Constant)


def _is_fixed(node: ast.expr) -> bool:
    """A text, a choice between texts, or a name that holds one."""
    if isinstance(node, ast.IfExp):
        return _is_fixed(node.body) and _is_fixed(node.orelse)
    return isinstance(node, ast.Constant | ast.Name)


def _reads_request(argument: ast.expr) -> bool:
    """The request's data themselves, or joined to something; not what a function made of them."""
    if isinstance(argument, ast.Call):
        return _name(argument.func) in {"get", "getlist"} and _reads_request(argument.func)
    if isinstance(argument, ast.Attribute):
        return argument.attr in REQUEST_DATA or _reads_request(argument.value)
    if isinstance(argument, ast.Subscript):
        return _reads_request(argument.value)
    parts = argument.values if isinstance(argument, ast.JoinedStr) else []
    return any(_reads_request(part.value) for part in parts if isinstance(part, ast.FormattedValue))


def _has_no_request(path: str) -> bool:
    return PurePosixPath(path).name.startswith(WITHOUT_REQUEST)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
