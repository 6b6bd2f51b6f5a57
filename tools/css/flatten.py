"""Make KERN's token chains flat: constants are resolved, themes stay variables, the unused goes."""

import math
import re
from collections.abc import Iterator

DECLARATION = re.compile(r"(?<![\w.:-])(--[\w-]+):((?:[^;{}\"']|\"[^\"]*\"|'[^']*')*)")


def flatten(css: str) -> str:
    """The style sheet with hex colours, resolved constants and without unused custom properties."""
    css = re.sub(r"(--kern-[\w-]+?)-contextual\b", r"\1", css)
    css = re.sub(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", lambda m: hex_of(*map(float, m.groups())), css)
    constants = constants_of(css)
    known = {name for name, _ in DECLARATION.findall(css)}
    css = resolve(css, constants, known)
    return prune(css)


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """An OKLCH colour (lightness in percent, hue in degrees) as sRGB hex, clipped."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    light = lightness / 100
    l_ = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    linear = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.707614701 * s_,
    )
    return "#" + "".join(f"{round(max(0.0, min(1.0, gamma(c))) * 255):02x}" for c in linear)


def gamma(channel: float) -> float:
    """Linear light to the sRGB transfer curve."""
    if channel <= 0.0031308:
        return 12.92 * max(0.0, channel)
    return 1.055 * channel ** (1 / 2.4) - 0.055


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Pairs of (path of selectors and at-rules, declarations) for every block without inner blocks."""
    path: list[str] = []
    start = 0
    for match in re.finditer(r"\"[^\"]*\"|'[^']*'|[{}]", css):
        if match[0] == "{":
            path.append(css[start : match.start()].strip().rsplit("}", 1)[-1])
            start = match.end()
        elif match[0] == "}":
            yield " ".join(path), css[start : match.start()]
            path.pop()
            start = match.end()


def constants_of(css: str) -> dict[str, str]:
    """Custom properties that are only ever set on :root outside of any condition; the last value wins."""
    values: dict[str, str] = {}
    varying: set[str] = set()
    for path, body in rules(css):
        for name, value in DECLARATION.findall(body):
            if path == ":root":
                values[name] = value.strip()
            else:
                varying.add(name)
    return {name: value for name, value in values.items() if name not in varying}


def resolve(css: str, constants: dict[str, str], known: set[str]) -> str:
    """Replace constants by their value, and fallbacks of known variables by the variable alone."""
    while True:
        parts, position = [], 0
        for start, end, name, fallback in calls(css):
            parts += [css[position:start], replacement(name, fallback, constants, known)]
            position = end
        changed = "".join(parts) + css[position:]
        if changed == css:
            return css
        css = changed


def replacement(name: str, fallback: str, constants: dict[str, str], known: set[str]) -> str:
    """What a call of var(name, fallback) becomes."""
    if name in constants:
        return constants[name]
    if name in known or not fallback:
        return f"var({name})"
    return fallback


def calls(css: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, name and fallback of every outermost var()."""
    position = 0
    while (start := css.find("var(", position)) >= 0:
        depth, end = 1, start + 4
        while depth:
            depth += {"(": 1, ")": -1}.get(css[end], 0)
            end += 1
        name, _, fallback = css[start + 4 : end - 1].partition(",")
        yield start, end, name.strip(), fallback.strip()
        position = end


def without_unused(css: str) -> str:
    """The style sheet without declarations of variables that no var() reads."""
    used = set(re.findall(r"var\((--[\w-]+)", css))
    return DECLARATION.sub(lambda m: m[0] if m[1] in used else "", css)


def prune(css: str) -> str:
    """Remove custom properties that nothing reads, then empty rules, until nothing changes."""
    while True:
        kept = without_unused(css)
        kept = re.sub(r"(?<=[{;]);+", "", kept)
        kept = re.sub(r";(?=})", "", kept)
        kept = re.sub(r"(?<=[{}])[^{}]+\{\}", "", kept)
        if kept == css:
            return css
        css = kept
