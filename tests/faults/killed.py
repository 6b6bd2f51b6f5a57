"""A process that kills itself -9 at the n-th call of a function, so that each dangerous moment is met for certain."""

import subprocess
import sys

AT = """
import os, signal, sys
from importlib import import_module
import django
django.setup()

def die_at(target, nth):
    module, name = target.split(":")
    *path, last = name.split(".")
    holder = import_module(module)
    for part in path:
        holder = getattr(holder, part)
    real, calls = getattr(holder, last), []
    def counted(*args, **options):
        calls.append(1)
        if len(calls) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **options)
    setattr(holder, last, counted)

die_at(sys.argv[1], int(sys.argv[2]))
"""


def killed_at(known: dict[str, str], code: str, target: str, nth: int = 1, *arguments: str) -> None:
    """Run code that dies when it calls `module:name` for the n-th time; an error if it lived on."""
    command = [sys.executable, "-c", AT + code, target, str(nth), *arguments]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == -9, f"{target} was not called {nth} times: {done.stderr}"
