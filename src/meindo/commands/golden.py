"""Run golden cases of law: `meindo golden PATH...`; the last line is "N passed, M failed"."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from meindo.kernel.golden import main

NEEDS_DJANGO = False


def add_arguments(parser: ArgumentParser) -> None:
    """Files or folders."""
    parser.add_argument("paths", nargs="+", type=Path)


def run(options: Namespace) -> int:
    """Exit code 1 when a case failed."""
    return main(options.paths, print)
