"""Web and worker as processes of their own, killed without warning and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meindo.commands.serve import web_command


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Servers:
    """The processes by part; each leads a group of its own, so that a kill takes its children along."""

    def __init__(self, environment: dict[str, str], folder: Path, port: int) -> None:
        self.environment, self.folder, self.port = environment, folder, port
        web = ["--workers", "1", "--threads", "4"]
        self.commands = {
            "web": [*web_command(port, 1), *web],
            "worker": [sys.executable, "-m", "meindo.cli", "worker"],
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, part: str) -> None:
        """Start a part; what it says goes to a file beside the database."""
        with (self.folder / f"{part}.log").open("ab") as log:
            self.running[part] = subprocess.Popen(
                self.commands[part],
                cwd=self.folder,
                env={**self.environment, "MEINDO_BIND": f"127.0.0.1:{self.port}"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, part: str) -> None:
        """Kill -9, with all children."""
        process = self.running.pop(part)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def wait_for_web(self) -> None:
        """Until the port answers."""
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "web.log").read_text())


@contextmanager
def servers(environment: dict[str, str], folder: Path) -> Iterator[Servers]:
    """Web and worker, running; none is left at the end."""
    found = Servers(environment, folder, free_port())
    for part in found.commands:
        found.start(part)
    try:
        found.wait_for_web()
        yield found
    finally:
        for part in list(found.running):
            found.kill(part)
