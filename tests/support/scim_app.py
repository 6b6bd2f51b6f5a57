"""A real SCIM application for tests: scim2-server as a process of its own, one tenant per test."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httpx2 import Client, TransportError

from tests.support.relay import free_port

TOKEN = "a-token-for-tests"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


@dataclass
class ScimApp:
    """The process; it keeps everything in memory."""

    port: int
    token_file: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ["--port", str(self.port), "--bearer-token", TOKEN, "--dynamic-tenants"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scim2_server.testserver.cli", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                self.ask("start", "GET", "/Users")
            except TransportError:
                assert self.process.poll() is None
                time.sleep(0.1)
            else:
                return
        raise AssertionError("scim2-server does not answer")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.send_signal(signal.SIGCONT)
            self.process.wait(20)

    def ask(self, tenant: str, method: str, path: str, body: Any = None) -> Any:
        """A request of the application's own administrator."""
        address = f"http://127.0.0.1:{self.port}/{tenant}/v2{path}"
        with Client(headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False, timeout=20) as client:
            answer = client.request(method, address, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def tenant(self, name: str, *groups: str) -> None:
        """A tenant with these groups."""
        for group in groups:
            self.ask(name, "POST", "/Groups", {"schemas": [GROUP], "displayName": group})


@contextmanager
def scim_app(folder: Path) -> Iterator[ScimApp]:
    """A running application."""
    token_file = folder / "token"
    token_file.write_text(f"{TOKEN}\n")
    app = ScimApp(free_port(), token_file)
    try:
        app.start()
        yield app
    finally:
        app.stop()
