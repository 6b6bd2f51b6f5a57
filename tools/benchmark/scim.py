"""The SCIM server with 11,000 accounts: a filter by userName, single and bulk creation, over HTTP of gunicorn.

`python -m benchmark.scim` on an empty data folder; prints JSON.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import quote

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from meindo.commands.serve import web_command  # noqa: E402
from meindo.identity.models import ScimAccount  # noqa: E402
from meindo.identity.scim.caller import Caller  # noqa: E402
from meindo.identity.scim.shape import ACCOUNT, MOST_OPERATIONS  # noqa: E402
from meindo.identity.scim.storage import Storage  # noqa: E402
from meindo.platform.audit.actor import Actor  # noqa: E402
from meindo.platform.login.models import Token, User  # noqa: E402
from meindo.platform.login.tokens import create_token  # noqa: E402

ACCOUNTS, FILTERS, POSTS, BULKS, PORT = 11_000, 400, 400, 3, 8765
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
numbers = count(ACCOUNTS)


def user(number: int) -> dict[str, Any]:
    """A User as a directory pushes it."""
    name = f"person{number:05d}"
    return {
        "schemas": [CORE],
        "userName": name,
        "externalId": f"ext-{number}",
        "name": {"givenName": "Kim", "familyName": f"Muster{number}"},
        "displayName": f"Kim Muster{number}",
        "active": True,
        "emails": [{"value": f"{name}@stadt.example", "type": "work", "primary": True}],
    }


def fill(caller: Caller) -> None:
    """11,000 accounts, through the storage."""
    storage = Storage(caller)
    kind = next(kind for kind in storage_types() if kind.name == "User")
    for start in range(0, ACCOUNTS, 200):
        with storage.operation():
            for number in range(start, start + 200):
                storage.create(kind, ACCOUNT.model_validate(user(number)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def storage_types() -> Any:
    """The resource types that the server offers."""
    from meindo.identity.scim.shape import provider  # noqa: PLC0415

    return provider().resource_types


class Http:
    """One connection that stays open, as a directory uses it."""

    def __init__(self, token: str) -> None:
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/scim+json"}
        self.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer as JSON."""
        self.line.request(method, f"/scim/v2{path}", json.dumps(body) if body else None, self.headers)
        answer = self.line.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:200]!r}")
        return json.loads(content)


def seconds(act: Callable[[], Any]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measure(line: Http) -> dict[str, Any]:
    """Three figures: milliseconds of a filter (the middle one), creations per second, one by one and in bulk."""
    asked = []
    for number in range(FILTERS):
        scim_filter = quote(f'userName eq "PERSON{number * 27 % ACCOUNTS:05d}"')
        asked.append(seconds(lambda path=f"/Users?filter={scim_filter}": line.ask("GET", path)))  # type: ignore[misc]
    single = seconds(lambda: [line.ask("POST", "/Users", user(next(numbers))) for _ in range(POSTS)])
    bulks = [{"schemas": [BULK], "Operations": [operation() for _ in range(MOST_OPERATIONS)]} for _ in range(BULKS)]
    bulk = seconds(lambda: [line.ask("POST", "/Bulk", said) for said in bulks])
    asked.sort()
    return {
        "filter_ms": asked[FILTERS // 2] * 1000,
        "filter_p95_ms": asked[FILTERS * 95 // 100] * 1000,
        "single_per_second": POSTS / single,
        "bulk_per_second": BULKS * MOST_OPERATIONS / bulk,
    }


def operation() -> dict[str, Any]:
    """One creation of a bulk request."""
    number = next(numbers)
    return {"method": "POST", "path": "/Users", "bulkId": f"b{number}", "data": user(number)}


def main() -> None:
    """Fill, serve, ask."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    token = create_token(user=User.objects.create_user("directory", "x"), scope="scim", label="directory")
    caller = Caller("directory", Actor.system("scim"), Token.objects.get().pk)
    filled = seconds(lambda: fill(caller))
    connection.close()
    environment = {**os.environ, "MEINDO_BIND": f"127.0.0.1:{PORT}"}
    server = subprocess.Popen(web_command(PORT, 2), env=environment)
    try:
        line = Http(token)
        wait_for(line)
        found = measure(line)
    finally:
        server.terminate()
        server.wait(30)
    found |= {"accounts": ScimAccount.objects.count(), "fill_seconds": filled, "database": connection.vendor}
    json.dump(found, sys.stdout)


def wait_for(line: Http) -> None:
    """Until the server answers."""
    for _ in range(200):
        try:
            line.ask("GET", "/ServiceProviderConfig")
        except OSError:
            line.line.close()
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
