"""Shipped style sheets and scripts work in the oldest browsers that src/meindo/ui/browsers.py names.

What is newer than these stands in FEATURES with what happens without it, or is a problem. A property, function, selector
or at-rule of a style sheet that stands in neither table is a problem too: somebody has to look it up first. The versions
are ours, from memory, to be compared with a public table; scripts are looked through for the forms named here only, and
nothing here has been run in those browsers.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.lint.base import Problem, Tree

NAMED = "src/meindo/ui/browsers.py"
Version = tuple[int, ...]


@dataclass(frozen=True)
class Feature:
    """Something newer: how it is found, since which Chrome, Firefox and Safari it works, what happens without it (empty:
    it must not be used before all oldest browsers know it).
    """

    name: str
    pattern: str
    since: tuple[str, str, str]
    without: str = ""


CSS = (
    Feature(
        ":has()", r":has\(", ("105", "121", "15.4"), "icons and hints of KERN stand closer; the whole rule is skipped"
    ),
    Feature(":focus-visible", r":focus-visible", ("86", "85", "15.4"), "the browser shows its own ring"),
    Feature(
        "::file-selector-button", r"::file-selector-button", ("89", "82", "14.1"), "the button is the browser's own"
    ),
    Feature("::details-content", r"::details-content", ("131", "143", "18.4"), "closed parts stay closed in print"),
    Feature("gap", r"[;{](row-|column-)?gap:", ("84", "63", "14.1"), "things in a row stand closer"),
    Feature(
        "padding-inline, margin-inline", r"(padding|margin)-(inline|block)", ("87", "66", "14.1"), "less room beside"
    ),
    Feature("overflow-wrap: anywhere", r"overflow-wrap:anywhere", ("80", "65", "15.4"), "a long file name sticks out"),
    Feature("text-wrap", r"text-wrap:", ("114", "121", "17.5"), "headings break where they break"),
    Feature("color-scheme", r"color-scheme:", ("81", "96", "13.0"), "scroll bars stay light in the dark"),
    Feature(
        "text-underline-offset", r"text-underline-offset", ("87", "70", "12.1"), "the line stands closer to the link"
    ),
    Feature(
        "text-decoration-thickness", r"text-decoration-thickness", ("89", "70", "12.1"), "the line is as thick as usual"
    ),
    Feature("appearance", r"[;{]appearance:", ("84", "80", "15.4"), "choices look as the browser draws them"),
    Feature("width: fit-content", r":fit-content", ("46", "94", "11.0"), "labels are as wide as their line"),
    Feature("mask", r"[;{]mask:", ("120", "53", "15.4"), "the same with -webkit- stands beside it"),
    Feature("line-clamp", r"[;{]line-clamp:", ("999", "999", "999"), "the same with -webkit- stands beside it"),
    Feature("content-visibility", r"content-visibility:", ("85", "125", "18.0"), "nothing is left out"),
    Feature("forced-colors", r"forced-colors", ("89", "81", "999"), "the browser chooses all colours"),
    Feature("forced-color-adjust", r"forced-color-adjust", ("89", "113", "999"), "the browser chooses all colours"),
    Feature(
        "print-color-adjust",
        r"[;{]print-color-adjust:",
        ("136", "97", "15.4"),
        "the same with -webkit- stands beside it",
    ),
    Feature(
        "text-size-adjust", r"[;{]text-size-adjust:", ("54", "999", "999"), "the same with -webkit- stands beside it"
    ),
    Feature("oklch()", r"oklch\(", ("111", "113", "15.4")),
    Feature("color-mix()", r"color-mix\(", ("111", "113", "16.2")),
    Feature("@layer", r"@layer", ("99", "97", "15.4")),
    Feature("@container", r"@container", ("105", "110", "16.0")),
    Feature(":is(), :where()", r":(is|where)\(", ("88", "78", "14.0")),
    Feature("inset", r"[;{]inset", ("87", "66", "14.1")),
    Feature("aspect-ratio", r"[;{]aspect-ratio:", ("88", "89", "15.0")),
    Feature("nesting", r"[;{}]\s*&", ("120", "117", "17.2")),
    Feature("dvh, svh, lvh", r"\d(dvh|svh|lvh)\b", ("108", "101", "15.4")),
)
JS = (
    Feature("?.", r"\?\.(?!\d)", ("80", "74", "13.1")),
    Feature("??", r"\?\?(?!=)", ("80", "72", "13.1")),
    Feature("??=, ||=, &&=", r"(\?\?|\|\||&&)=", ("85", "79", "14.0")),
    Feature(".at()", r"\.at\(", ("92", "90", "15.4")),
    Feature(".replaceAll()", r"\.replaceAll\(", ("85", "77", "13.1")),
    Feature("private fields", r"[\s.]#\w+\s*[=;(]", ("74", "90", "14.1")),
    Feature("Object.hasOwn", r"Object\.hasOwn\b", ("93", "92", "15.4")),
    Feature("structuredClone", r"structuredClone\(", ("98", "94", "15.4")),
    Feature("lookbehind", r"\(\?<[=!]", ("62", "78", "16.4")),
    Feature("top-level await", r"^await ", ("89", "89", "15.0")),
)
PROPERTIES = frozenset(
    """-webkit-box-orient -webkit-line-clamp -webkit-mask -webkit-print-color-adjust -webkit-text-size-adjust align-content
    align-items align-self animation background background-color border border-bottom border-collapse border-color border-left
    border-left-color border-left-width border-radius border-right border-spacing border-style border-top border-top-color
    border-top-left-radius border-top-right-radius border-top-width border-width bottom box-shadow box-sizing break-after
    break-inside clear clip color content counter-increment counter-reset cursor display fill flex flex-basis flex-direction
    flex-wrap float font font-display font-family font-size font-style font-variant-numeric font-weight grid-column grid-row
    grid-template-columns grid-template-rows height justify-content left letter-spacing line-height list-style margin
    margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width opacity order outline
    outline-color outline-offset outline-width overflow overflow-wrap overflow-x padding padding-bottom padding-left
    padding-right padding-top pointer-events position right scroll-behavior src stroke text-align text-decoration
    text-decoration-line text-decoration-skip-ink text-decoration-style text-overflow top transform transition vertical-align
    white-space width z-index""".split()  # noqa: SIM905
)
FUNCTIONS = frozenset(
    "attr calc clamp counter env format max minmax rect repeat rgba rotate translate url var not".split()  # noqa: SIM905
)
SELECTORS = frozenset(
    """-webkit-details-marker -webkit-file-upload-button after before active checked disabled first-child focus hover
    last-child not only-child root target visited""".split()  # noqa: SIM905
)
AT_RULES = frozenset({"font-face", "media", "page"})


def check(tree: Tree) -> Iterator[Problem]:
    """Every shipped style sheet and script that is ours; vendored ones come with the same rules."""
    if NAMED not in tree.paths:
        return
    oldest = oldest_of(tree)
    for path in tree.matching("src/", ".css"):
        text = plain_css(tree.text(path))
        yield from _newer(path, text, CSS, oldest)
        for word in sorted(unknown_in(text)):
            yield Problem(path, 1, "browser-unknown", f"{word} stands in no table of tools/lint/browsers.py")
    for path in tree.matching("src/", ".js"):
        yield from _newer(path, tree.text(path), JS, oldest)


def oldest_of(tree: Tree) -> tuple[Version, Version, Version]:
    """The oldest Chrome, Firefox and Safari, as published."""
    for node in ast.walk(tree.syntax(NAMED)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            named = ast.literal_eval(node.value)
            return version(named["Chrome"]), version(named["Firefox"]), version(named["Safari"])
    raise LookupError(NAMED)


def version(text: str) -> Version:
    """13.1 as numbers."""
    return tuple(int(part) for part in text.split("."))


def is_newer(feature: Feature, oldest: tuple[Version, Version, Version]) -> bool:
    """Whether one of the oldest browsers does not know it."""
    return any(version(since) > known for since, known in zip(feature.since, oldest, strict=True))


def _newer(
    path: str, text: str, features: tuple[Feature, ...], oldest: tuple[Version, Version, Version]
) -> Iterator[Problem]:
    for feature in features:
        found = re.search(feature.pattern, text, re.MULTILINE)
        if found and not feature.without and is_newer(feature, oldest):
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(path, line, "browser-too-old", f"{feature.name} is newer than the oldest browsers")


def plain_css(text: str) -> str:
    """Without comments and without pictures, whose data look like anything."""
    return re.sub(r"url\(\"[^\"]*\"\)", "url()", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


def unknown_in(text: str) -> set[str]:
    """Properties, functions, selectors and at-rules that neither table knows."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    bodies, heads = ";".join(body for _, body in rules), " ".join(head for head, _ in rules)
    used = {f"{name}:" for name in re.findall(r"(?:^|;)\s*([a-z-]+):", bodies) if not name.startswith("--")}
    used |= {f"{name}()" for name in re.findall(r"([a-z-]+)\(", bodies)}
    used |= {f":{name}" for name in re.findall(r"::?([a-z-]+)", re.sub(r"@media[^{]*|\([^)]*:[^)]*\)", "", heads))}
    used |= {f"@{name}" for name in re.findall(r"@([a-z-]+)", text)}
    known = {f"{n}:" for n in PROPERTIES} | {f"{n}()" for n in FUNCTIONS} | {f":{n}" for n in SELECTORS}
    known |= {f"@{name}" for name in AT_RULES}
    newer = re.compile("|".join(feature.pattern for feature in CSS))
    return {
        word for word in used - known if not any(newer.search(text) for text in (f";{word}", f":{word}", f"{word}("))
    }
