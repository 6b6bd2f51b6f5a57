"""The one door to every page of a service: log-in, role, purpose, and the record of who looked at whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from meindo.platform.access.viewer import record_access, visible
from meindo.platform.cases.models import Case
from meindo.platform.registry.evaluation import Evaluation, declare

from .acting import APPLICANT, LEFT, Acting, Request, acting_of
from .confirming import Fresh, confirm_first, must_confirm
from .openings import opened

OPENED = 200
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


@dataclass(frozen=True)
class Door:
    """What a page asks of those who come in."""

    purpose: str
    roles: frozenset[str]
    fresh: Fresh | None
    staff: bool
    shows: Evaluation | None = None


def service_view(
    purpose: str,
    roles: Iterable[str] = (),
    *,
    fresh: Fresh | None = None,
    staff: bool = False,
    shows: Evaluation | None = None,
) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Let a person in who acts in one of `roles` (any, if none are named), for a declared purpose.

    A foreign or unknown object is a 404 without a difference; a case that the person sees in another of their roles
    is offered in that one. What the view put into `request.seen` is recorded,
    committed before the response leaves. `fresh`: who logged in or confirmed long ago does so again first.
    `staff`: closed to those who have left. `shows`: the page shows other people; it stands in the public register of
    evaluations, and how often it is opened is counted there.
    """
    if shows is not None:
        shows = declare(shows, purpose=purpose, roles=frozenset(roles))
    door = Door(purpose, frozenset(roles), fresh, staff, shows)

    def wrap(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _enter(cast("Request", request), view, door, args, kwargs)

        inner.shows = door.shows  # type: ignore[attr-defined]
        return inner

    return wrap


def _enter(
    request: Request,
    view: Callable[..., HttpResponse],
    door: Door,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> HttpResponse:
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if "%00" in request.META.get("QUERY_STRING", ""):
        raise Http404  # no address of ours has it, and PostgreSQL cannot compare it
    try:
        acting = acting_of(request)
    except PermissionError:
        return refused(request, "no_person")
    closed = _closed(request, acting, door)
    if closed is not None:
        return closed
    request.viewer, request.seen = acting.viewer(door.purpose), set()
    try:
        response = view(request, *args, **kwargs)
    except ObjectDoesNotExist as problem:
        elsewhere = _roles_that_see(acting, door.purpose, kwargs.get("uuid"))
        if elsewhere and request.method == "GET":
            return refused(request, "role", elsewhere)
        raise Http404 from problem
    record_access(request.viewer, request.seen)
    if door.shows is not None and response.status_code == OPENED:
        opened(door.shows.key)
    add_never_cache_headers(response)
    return response


def _closed(request: Request, acting: Acting, door: Door) -> HttpResponse | None:
    """What somebody gets who may not come in, or not yet."""
    if acting.has_left and not request.session.get(LEFT):
        logout(request)  # this session was opened while they still worked here
        return redirect(settings.LOGIN_URL)
    if door.staff and acting.has_left:
        return refused(request, "left")
    if door.roles and acting.role not in door.roles:
        return refused(request, "role", sorted(door.roles))
    if door.fresh and must_confirm(request, door.fresh, own_matters=acting.role == APPLICANT):
        return confirm_first(request)
    return None


def _roles_that_see(acting: Acting, purpose: str, uuid: UUID | None) -> list[str]:
    """The other roles of the person in which there is such a case: a message leads to it whatever they act as."""
    if uuid is None:
        return []
    others = [replace(acting, role=role, asked={}) for role in acting.roles if role != acting.role]
    return [other.role for other in others if visible(other.viewer(purpose), Case).filter(uuid=uuid).exists()]


def refused(request: HttpRequest, kind: str, roles: list[str] | None = None) -> HttpResponse:
    """A page that says why this door is closed and which role opens it, with a button for each that is held."""
    context: dict[str, Any] = {"kind": kind}
    if roles:
        acting = acting_of(request)
        labels = {role: _(acting.labels.get(role, role)) for role in roles}
        context["roles"] = list(labels.values())
        context["held"] = [(role, label) for role, label in labels.items() if role in acting.roles]
        context["address"] = request.get_full_path() if request.method == "GET" else ""
    return render(request, "ui/refused.html", context, status=403)


def saw(request: Request, cases: Iterable[Case]) -> None:
    """Note the cases on this page; those of other people are recorded before the response leaves."""
    request.seen |= {(case.person_id, case.pk) for case in cases}
