"""Whether this process can serve, and figures for a monitoring system."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from meindo.platform.login.tokens import opens_metrics
from meindo.platform.watch.metrics import text

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not: a load balancer then asks another process."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})


def metrics(request: HttpRequest) -> HttpResponse:
    """For a token of scope `metrics`, or without one from the machine itself while no proxy stands in front."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if not (_is_local(request) or (kind == "Bearer" and opens_metrics(secret))):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_local(request: HttpRequest) -> bool:
    """Behind a proxy every request comes from the machine itself, hence https and forwarding headers count as one."""
    forwarded = any(name in request.META for name in FORWARDED)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded and not settings.SESSION_COOKIE_SECURE
