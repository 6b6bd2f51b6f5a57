"""A person at a browser, as far as the server sees it: cookies, forms, and asking again when the line broke."""

import http.client
import re
import time
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BROKEN = (http.client.HTTPException, ConnectionError, TimeoutError)


class Person:
    """One session; every request is repeated until the server answers it."""

    def __init__(self, port: int, name: str, password: str) -> None:
        self.port, self.cookies, self.token = port, {}, ""  # type: ignore[var-annotated]
        self.page("/konto/anmelden/")
        self.send("/konto/anmelden/", {"login": name, "password": password})

    def page(self, path: str) -> str:
        """Load a page and remember its token."""
        _status, _place, body = self._ask("GET", path)
        found = TOKEN.search(body)
        self.token = found[1] if found else self.token
        return body

    def send(self, path: str, fields: Mapping[str, str]) -> tuple[int, str]:
        """Send a form; gives status and the address of the answer."""
        status, place, _body = self._ask("POST", path, {**fields, "csrfmiddlewaretoken": self.token})
        return status, place

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        for _ in range(200):
            try:
                return self._try(method, path, fields)
            except BROKEN:
                time.sleep(0.1)
        raise AssertionError(f"no answer from {path}")

    def _try(self, method: str, path: str, fields: Mapping[str, str] | None) -> tuple[int, str, str]:
        line = http.client.HTTPConnection("localhost", self.port, timeout=20)
        try:
            headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
            if fields is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = line.getresponse()
            body = answer.read().decode("utf-8", "replace")
        finally:
            line.close()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(header).items()}
        return answer.status, urlsplit(answer.headers.get("Location", "")).path, body
