"""One line per request for a log that is read by machines: route, status, duration; nobody's name, no address."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("meindo.requests")
GetResponse = Callable[[HttpRequest], HttpResponse]


def logged(get_response: GetResponse) -> GetResponse:
    """Only where MEINDO_LOG_FORMAT is json: people at a terminal read errors, not requests."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        said = {
            "route": match.view_name if match else "unknown",
            "method": request.method if request.method in KNOWN else "other",
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000),
        }
        logger.info("request", extra=said)
        return response

    return middleware


KNOWN = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
