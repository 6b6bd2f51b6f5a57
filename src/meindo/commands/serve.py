"""Serve the platform: web processes and one worker as children; ends with them."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.core.management import call_command
from django.db import connection

START_SECONDS = 30


def add_arguments(parser: ArgumentParser) -> None:
    """Port and whether to bring an own worker."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-worker", action="store_true")


def prepare() -> None:
    """Bring the database and the static files up to date."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    connection.close()


def run(options: Namespace) -> int:
    """Start the children; when one ends or a signal comes, end all."""
    prepare()
    children = [subprocess.Popen(web_command(options.port, options.workers))]
    if not options.no_worker:
        children.append(subprocess.Popen([sys.executable, "-m", "meindo.cli", "worker"]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return _watch(children)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(children)


def web_command(port: int, workers: int) -> list[str]:
    """Gunicorn with threads, on the loopback interface unless MEINDO_BIND says otherwise."""
    bind = os.environ.get("MEINDO_BIND", f"127.0.0.1:{port}")
    options = ["--workers", str(workers), "--threads", "4", "--bind", bind, "--worker-tmp-dir", _tmp()]
    return [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning", "meindo.wsgi:application"]


def _tmp() -> str:
    shared = Path("/dev/shm")  # noqa: S108 (gunicorn's heartbeat files belong in RAM)
    return str(shared) if shared.is_dir() else "."


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    while True:
        for child in children:
            if child.poll() is not None:
                return child.returncode or 0
        time.sleep(0.3)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
