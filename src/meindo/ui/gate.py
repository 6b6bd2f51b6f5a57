"""The one door to every page of a service: log-in, role, purpose, and the record of who looked at whom."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from meindo.platform.access.viewer import record_access
from meindo.platform.cases.models import Case

from .acting import Request, acting_of

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def service_view(purpose: str, roles: Iterable[str] = ()) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Let a person in who acts in one of `roles` (any, if none are named), for a declared purpose.

    A foreign or unknown object is a 404 without a difference. What the view put into `request.seen` is recorded,
    committed before the response leaves.
    """
    allowed = frozenset(roles)

    def wrap(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _enter(cast("Request", request), view, purpose, allowed, args, kwargs)

        return inner

    return wrap


def _enter(
    request: Request,
    view: Callable[..., HttpResponse],
    purpose: str,
    allowed: frozenset[str],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> HttpResponse:
    if "%00" in request.META.get("QUERY_STRING", ""):
        raise Http404  # no address of ours has it, and PostgreSQL cannot compare it
    try:
        acting = acting_of(request)
    except PermissionError:
        return refused(request, "no_person")
    if allowed and acting.role not in allowed:
        return refused(request, "role", [acting.labels.get(role, role) for role in sorted(allowed)])
    request.viewer, request.seen = acting.viewer(purpose), set()
    try:
        response = view(request, *args, **kwargs)
    except ObjectDoesNotExist as problem:
        raise Http404 from problem
    record_access(request.viewer, request.seen)
    add_never_cache_headers(response)
    return response


def refused(request: HttpRequest, kind: str, roles: list[str] | None = None) -> HttpResponse:
    """A page that says why this door is closed and which role opens it."""
    return render(request, "ui/refused.html", {"kind": kind, "roles": roles or []}, status=403)


def saw(request: Request, cases: Iterable[Case]) -> None:
    """Note the cases on this page; those of other people are recorded before the response leaves."""
    request.seen |= {(case.person_id, case.pk) for case in cases}
