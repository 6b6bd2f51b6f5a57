"""A bad line to a real server: it breaks after so many bytes, or answers in the server's place."""

import os
import select
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def halt(process: subprocess.Popen[bytes]) -> None:
    """Stop a child where it stands, and return when all of it stands."""
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)


@dataclass
class Relay:
    """Passes bytes on to `target`. `breaks_after` counts what the client sends; `then` happens when the line breaks.
    `seeing` is told what the client says before the server is. `instead`: what comes back in place of its answers.
    """

    target: int
    port: int = 0
    breaks_after: int = -1
    then: Callable[[], None] = lambda: None
    seeing: Callable[[bytes], None] = lambda _data: None
    instead: bytes = b""
    passed: int = 0
    broken: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)

    def serve(self, listener: socket.socket) -> None:
        """Take every caller until the end."""
        listener.settimeout(0.1)
        while not self._stop.is_set():
            with suppress(TimeoutError):
                client, _address = listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def end(self) -> None:
        """Take nobody any more."""
        self._stop.set()

    def _carry(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            if self.broken:
                return
            if self.instead:
                client.recv(65536)
                client.sendall(self.instead)
                return
            with socket.create_connection(("127.0.0.1", self.target), 5) as server:
                self._pass(client, server)

    def _pass(self, client: socket.socket, server: socket.socket) -> None:
        while not self._stop.is_set() and not self.broken:
            for ready in select.select([client, server], [], [], 0.1)[0]:
                data = ready.recv(65536)
                if not data:
                    return
                if ready is client:
                    self.seeing(data)
                    data = self._up_to_the_break(data)
                    server.sendall(data)
                else:
                    client.sendall(data)
        if self.broken:
            self.then()

    def _up_to_the_break(self, data: bytes) -> bytes:
        if self.breaks_after >= 0 and self.passed + len(data) > self.breaks_after:
            data, self.broken = data[: self.breaks_after - self.passed], True
        self.passed += len(data)
        return data


@contextmanager
def relay(target: int, **how: object) -> Iterator[Relay]:
    """A line to the port of a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Relay(target, port=listener.getsockname()[1], **how)  # type: ignore[arg-type]
        thread = threading.Thread(target=line.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield line
        finally:
            line.end()
            thread.join(5)
