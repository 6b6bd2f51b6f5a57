"""Measure the public registers, and what the gate costs, on one demo city. Prints JSON.

The gate: the same empty answer behind it and behind a plain log-in, in turns; the difference is the gate's.
"""

import json
import statistics
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from benchmark.pages import client_of, measure  # sets Django up
from meindo.ui.gate import service_view
from meindo.web.registers import REGISTERS

ROUNDS = 400


def _answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def _measured() -> list[Any]:
    from benchmark.floor import urlpatterns as with_floor  # noqa: PLC0415

    gate = path("bench/gate/", service_view("portal")(_answer))
    return [gate, path("bench/plain/", login_required(_answer)), *with_floor]


urlpatterns = _measured()


def gate_ms() -> float:
    """Milliseconds of CPU that the gate adds to a request, without a look that is recorded."""
    client = client_of("mitarbeiterin")

    def once(url: str) -> float:
        start = time.process_time()
        response = client.get(url)
        assert response.status_code == 200, response.status_code  # noqa: S101
        return (time.process_time() - start) * 1000

    turns = [(once("/bench/gate/"), once("/bench/plain/")) for _ in range(ROUNDS)]
    return statistics.median(gate for gate, _ in turns) - statistics.median(plain for _, plain in turns)


def main() -> None:
    """Every register as the public reads it, then the gate."""
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("collectstatic", verbosity=0, interactive=False)
    with override_settings(ROOT_URLCONF="benchmark.registers"):
        floor = (client_of("mitarbeiterin"), "/bench/floor/")
        urls = {"registers": "/transparenz/", **{f"register {key}": f"/transparenz/{key}/" for key in REGISTERS}}
        found = {name: {**measure(Client(), url, floor), "floor": "page"} for name, url in urls.items()}
        json.dump({"pages": found, "gate_ms": gate_ms()}, sys.stdout)


if __name__ == "__main__":
    main()
