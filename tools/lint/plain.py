"""Help is in Einfache Sprache, and every page has some.

The rules are our own, after the hints of BITV 2.0 (Annex 2, part 2) for Leichte Sprache, and looser than these: they count
and compare words. They do not know whether somebody understands a sentence, see no genitive, and do not tell a passive
from a future in every case. People with learning difficulties have not checked the texts; therefore the pages never call
them Leichte Sprache.
"""

import ast
import re
from collections.abc import Iterator

from tools.lint.base import Problem, Tree

MOST_WORDS = 12
MOST_LETTERS = 15
MOST_COMMAS = 1
MOST_NOUNS = 2
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
ABBREVIATION = re.compile(r"\b(z\. ?B|d\. ?h|u\. ?a|ggf|bzw|usw|etc|inkl|evtl|gem|Abs|Nr)\.")
CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")
SUBJUNCTIVE = re.compile(r"\b(könnt|würd|müsst|sollt|wär|hätt|dürft|möcht)(e|en|est|et)\b", re.IGNORECASE)
BECOMES = re.compile(r"\b(werden|wird|wurde|wurden|worden)\b", re.IGNORECASE)
PARTICIPLE = re.compile(r"\b(\w*ge\w+(t|en)|(be|ver|er|ent|zer)\w+(t|en)|\w+iert)\b")
MAN = re.compile(r"\bman\b", re.IGNORECASE)
NOUN = re.compile(r"\b\w{4,}(ung|ungen|heit|keit|ierung|tion)\b")
PROPER = frozenset({"Einfacher", "PDF"})


def check(tree: Tree) -> Iterator[Problem]:
    """Sentences that break a rule, and named addresses without help."""
    covered: list[str] = []
    for path in tree.matching("src/", "/help_texts.py"):
        for call in _topics(tree, path):
            covered += _pages(call)
            for line, text in _sentences(call):
                for fault in faults(text):
                    yield Problem(path, line, "plain-language", f"{fault}: {text}")
    if covered:
        yield from _without_help(tree, covered)


def faults(text: str) -> Iterator[str]:
    """What is wrong with one sentence, in words."""
    words = WORD.findall(text)
    if not text.rstrip().endswith((".", "?", "!")) or re.search(r"[.?!] \S", ABBREVIATION.sub("", text)):
        yield "not one sentence"
    if len(text.split()) > MOST_WORDS:
        yield f"more than {MOST_WORDS} words"
    long = [word for word in words if len(word) > MOST_LETTERS]
    if long:
        yield f"a long word without a hyphen ({long[0]})"
    if text.count(",") > MOST_COMMAS or re.search(r"[;:()–]", text):
        yield "a nested clause"
    yield from _forms(text)


def _forms(text: str) -> Iterator[str]:
    if ABBREVIATION.search(text) or set(CAPITALS.findall(text)) - PROPER:
        yield "an abbreviation"
    if SUBJUNCTIVE.search(text):
        yield "a subjunctive"
    if BECOMES.search(text) and PARTICIPLE.search(text.lower()):
        yield "a passive"
    if MAN.search(text):
        yield "nobody acts (man)"
    if len(NOUN.findall(text)) > MOST_NOUNS:
        yield "too many nouns made of verbs"


def _topics(tree: Tree, path: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "HelpTopic":
            yield node


def _sentences(call: ast.Call) -> Iterator[tuple[int, str]]:
    """The texts of the third argument, also without help."""
    for node in ast.walk(call.args[2]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _pages(call: ast.Call) -> list[str]:
    return [node.value for node in ast.walk(call.args[3]) if isinstance(node, ast.Constant)]


def _without_help(tree: Tree, covered: list[str]) -> Iterator[Problem]:
    for path in tree.matching("src/", ".py"):
        if "path(" not in tree.text(path) and "Wizard(" not in tree.text(path):
            continue
        for line, name in _addresses(tree, path):
            if not any(name == page or (page.endswith("*") and name.startswith(page[:-1])) for page in covered):
                yield Problem(path, line, "page-without-help", f"{name} stands in no help_texts.py")


def _addresses(tree: Tree, path: str) -> Iterator[tuple[int, str]]:
    """Names of addresses: of `path(..., name="x")`, and the first page of each wizard by its key."""
    for node in ast.walk(tree.syntax(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        for keyword in node.keywords:
            if not isinstance(keyword.value, ast.Constant):
                continue
            if node.func.id == "path" and keyword.arg == "name":
                yield node.lineno, str(keyword.value.value)
            if node.func.id == "Wizard" and keyword.arg == "key":
                yield node.lineno, f"{keyword.value.value}_check"
