"""What must not stand in the shipped style sheet, because older browsers or our own rules refuse it."""

import re
import sys
from pathlib import Path

FORBIDDEN = {
    r"oklch\(": "oklch() is unknown to phones of 2022; use hex",
    r"color-mix\(": "color-mix() is unknown to phones of 2022; use hex",
    r"@layer\b": "@layer hides all its rules from older browsers",
    r"@import\b": "one style sheet, no imports",
    r"scrollbar-gutter": "leaves a strip at the right edge",
    r"https?://(?!www\.w3\.org/)": "no foreign host",
    r"[;{]\s*&": "nesting is unknown to older browsers",
}


def problems(css: str) -> list[str]:
    """One sentence per forbidden construct and per variable without a definition; empty when all is well."""
    body = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    found = [f"{reason} (found {pattern})" for pattern, reason in FORBIDDEN.items() if re.search(pattern, body)]
    defined = set(re.findall(r"(--[\w-]+)\s*:", body))
    used = set(re.findall(r"var\((--[\w-]+)\)", body))
    found += [f"{name} is used but never defined" for name in sorted(used - defined)]
    return found


if __name__ == "__main__":
    sheet = Path(__file__).resolve().parents[2] / "src/meindo/ui/static/ui/ui.css"
    sys.exit("\n".join(problems(sheet.read_text(encoding="utf-8"))) or 0)
