"""Build CHANGELOG.md from the fragments in changelog/: one file per change, one line per language."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = (
    "# Changelog / Änderungen\n\nOne line per change, in German and English. Built from `changelog/`.\n\n## 0.1.0\n\n"
)


def build() -> str:
    """The text of CHANGELOG.md; ValueError for a fragment without one of the languages."""
    lines = []
    for path in sorted((ROOT / "changelog").glob("*.md"), reverse=True):
        text = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines() if ": " in line)
        if not {"de", "en"} <= text.keys():
            raise ValueError(f"{path.name}: needs a line de: and a line en:")
        lines.append(f"- {text['de']}\n  *{text['en']}*\n")
    return HEAD + "".join(lines)


def main() -> int:
    """`--check` compares, otherwise writes."""
    target = ROOT / "CHANGELOG.md"
    if "--check" in sys.argv:
        return int(target.read_text(encoding="utf-8") != build())
    target.write_text(build(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
