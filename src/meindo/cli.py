"""The command line: every module in `commands/` is one command."""

import argparse
import os
import pkgutil
import sys
from importlib import import_module

from meindo import commands


def main(arguments: list[str] | None = None) -> int:
    """Parse, set Django up where the command needs it, run; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings")
    parser = argparse.ArgumentParser(prog="meindo", description="The platform for all personnel services of a city.")
    found = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for entry in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        module = import_module(f"{commands.__name__}.{entry.name}")
        name = getattr(module, "NAME", entry.name)
        sub = found.add_parser(name, help=(module.__doc__ or "").strip().splitlines()[0])
        module.add_arguments(sub)
        sub.set_defaults(run=module.run, needs_django=getattr(module, "NEEDS_DJANGO", True))
    options = parser.parse_args(arguments)
    if options.needs_django:
        import django  # noqa: PLC0415 (the golden runner works without it)

        django.setup()
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
