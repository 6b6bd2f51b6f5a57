"""The test command: every leg that this machine can run, and plainly what it left out.

Legs: sqlite (always), postgresql (MEINDO_TEST_POSTGRES, else a server on localhost, else an own throw-away cluster run
by an unprivileged user), browser (where Chromium is found), directory (where slapd and python-ldap are found: its tests
run within sqlite and postgresql). `--require a,b` fails when one of them cannot run.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import directory
import postgres

ROOT = Path(__file__).parent.parent


def pytest(*arguments: str, database: str = "", workers: str = "2") -> int:
    """Run pytest on one database; returns its exit code."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment["DJANGO_SETTINGS_MODULE"] = "meindo.settings.test"
    for name in ("MEINDO_DATABASE_URL", "MEINDO_DATA", "MEINDO_TODAY", "MEINDO_PUBLIC_URL"):
        environment.pop(name, None)  # what the caller's shell says is not what the tests are about
    if database:
        environment["MEINDO_DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadgroup", *arguments]
    return subprocess.call(command, cwd=ROOT, env=environment)


def chromium() -> str | None:
    """The browser for the browser leg."""
    candidates = [os.environ.get("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser"]
    return next((path for path in candidates if path and Path(path).exists()), None)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """A database URL for the PostgreSQL leg, or None."""
    with postgres.server() as url:
        yield url


def main() -> int:
    """Run the legs one after the other; the last lines are pytest's own summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--require", default=os.environ.get("MEINDO_REQUIRE_LEGS", ""))
    parser.add_argument("--soak", action="store_true")
    options, rest = parser.parse_known_args()
    required = {leg for leg in options.require.split(",") if leg}
    marks = "soak" if options.soak else "not soak"
    left_out: list[str] = []
    codes: list[int] = []
    browser = chromium()
    if browser:
        os.environ["CHROMIUM"] = browser
        if options.soak:  # every page once more, and every rule at every width and in all colours
            os.environ["MEINDO_AXE"] = "full"
        codes.append(pytest("-m", "browser", *rest, workers="2"))
    else:
        left_out.append("browser (no Chromium found; set CHROMIUM)")
    if lacking := directory.lacking():
        left_out.append(f"{directory.LEG} ({lacking})")
    with postgresql() as url:
        if url:
            codes.append(pytest("-m", f"not browser and {marks}", *rest, database=url))
        else:
            left_out.append("postgresql (no server, and no initdb to start one)")
    for leg in left_out:
        print(f"left out: {leg}")
    codes.append(pytest("-m", f"not browser and {marks}", *rest))
    missing = {leg for leg in required if any(out.startswith(leg) for out in left_out)}
    for leg in sorted(missing):
        print(f"required leg missing: {leg}", file=sys.stderr)
    return 1 if missing or any(code not in {0, 5} for code in codes) or codes[-1] else 0


if __name__ == "__main__":
    sys.exit(main())
