"""The address of the SCIM server: a bearer endpoint for machines, outside everything that lives on cookies."""

import json
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from .server import Application, too_large
from .shape import MOST_BYTES

PREFIX = "/scim/v2"
READS = ("GET", "HEAD")


@csrf_exempt
def scim(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve a request of the protocol."""
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _answer(too_large(MOST_BYTES))
    said = ScimRequest(
        method=request.method or "GET",
        base_url=f"{settings.PUBLIC_URL}{PREFIX}",
        path=path.removesuffix(".scim"),
        query=dict(parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)),
        headers=dict(request.headers.items()),
        body=body,
    )
    reads = said.method in READS or path.endswith("/.search")
    return _answer(Application(writes=not reads).serve(said))


def _answer(response: ScimResponse) -> HttpResponse:
    content = b"" if response.body is None else json.dumps(response.body).encode()
    answer = HttpResponse(content, status=int(response.status))
    for name, value in response.headers.items():
        answer[name] = value
    return answer
