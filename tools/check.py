"""The checks: format, lint, types, contracts, sizes and own lints; all run, the exit code tells whether all passed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "types": [BIN / "mypy"],
    "contracts": [BIN / "lint-imports", "--no-cache"],
    "own lints": [sys.executable, "-m", "tools.lint"],
    "migrations": [
        BIN / "django-admin",
        "makemigrations",
        "--check",
        "--dry-run",
        "--settings",
        "meindo.settings.test",
    ],
}


def main() -> int:
    """Run every check, print which failed."""
    failed = []
    for name, command in CHECKS.items():
        if subprocess.call([str(part) for part in command], cwd=ROOT):
            failed.append(name)
    print(f"checks failed: {', '.join(failed)}" if failed else f"{len(CHECKS)} checks passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
