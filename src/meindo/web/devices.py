"""How long a log-in lasts on this device, and by what a browser is known again."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from meindo.platform.clock import now, today
from meindo.platform.login.commands_devices import LASTS, forget_devices, open_device, see_device
from meindo.platform.login.models import Terminal, User
from meindo.platform.login.models_devices import DeviceKind
from meindo.platform.login.queries_devices import terminal_of
from meindo.platform.people.queries import has_left
from meindo.ui.acting import LEFT
from meindo.ui.confirming import DEVICE

KEY = DEVICE  # of the session: which device this is, until when, when it was last seen
OWN = "own_device"  # of the session until the second factor was shown, and of the form
MARK_COOKIE, TERMINAL_COOKIE = "meindo_device", "meindo_terminal"
COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep one
IDLE = LASTS[DeviceKind.TERMINAL]
SAVED_EVERY = timedelta(seconds=30)  # a terminal's session is not written at every page


def says_it_is_a_terminal(request: HttpRequest) -> bool:
    """Whether this browser was set up as a shared terminal; whether it still is one is asked at the log-in."""
    return bool(_cookie(request, TERMINAL_COOKIE))


def is_at_terminal(request: HttpRequest) -> bool:
    """Whether this session is one of a shared terminal."""
    return bool(request.session.get(KEY, {}).get("kind") == DeviceKind.TERMINAL)


def logged_in_here(request: HttpRequest, user: User) -> None:
    """Right after a log-in: note the device, and let the session last as long as that kind of device may."""
    said = request.session.pop(OWN, None)
    own = bool(request.POST.get(OWN)) if said is None else bool(said)
    mark = _cookie(request, MARK_COOKIE) or secrets.token_urlsafe(24)
    if request.session.session_key is None:
        request.session.save()  # after a flush it has no key yet
    key = str(request.session.session_key)
    found = _cookie(request, TERMINAL_COOKIE)
    device = open_device(
        user,
        mark=mark,
        session_key=key,
        agent=request.headers.get("User-Agent", ""),
        own=own,
        terminal=terminal_of(found) if found else None,
    )
    until = device.open_until.isoformat()
    state = {"pk": device.pk, "kind": device.kind, "key": key, "until": until, "seen": today().isoformat()}
    request.session[KEY] = {**state, "at": now().isoformat()}
    request.session[LEFT] = bool(user.person_id and has_left(user.person_id, today()))
    set_length(request)
    if device.kind != DeviceKind.TERMINAL:
        request.device_mark = mark  # type: ignore[attr-defined]


def set_length(request: HttpRequest) -> None:
    """The length of a session by the kind of its device; one on a device of others ends with the browser as well."""
    state = request.session.get(KEY)
    if state is not None:
        left = datetime.fromisoformat(state["until"]) - now()  # a span: the clock of a demo may stand on another day
        lengths: dict[str, timedelta | int] = {
            DeviceKind.OWN.value: left,
            DeviceKind.TERMINAL.value: int(IDLE.total_seconds()),
        }
        request.session.set_expiry(lengths.get(state["kind"], 0))


def kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """End a session whose time is over, keep the others in view, remember the browser after a log-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        state = request.session.get(KEY)
        if state and _is_over(state):
            request.session.flush()
        elif state:
            _touch(request, state)
        response = get_response(request)
        mark = getattr(request, "device_mark", "")
        if mark:
            remember(response, MARK_COOKIE, mark)
        if is_at_terminal(request):  # what the last person saw does not stay on the screen
            response["Refresh"] = f"{int(IDLE.total_seconds()) + 5}; url={reverse('home')}"
        return response

    return middleware


def _is_over(state: dict[str, Any]) -> bool:
    moment = now()
    idle = state["kind"] == DeviceKind.TERMINAL and moment - datetime.fromisoformat(state["at"]) >= IDLE
    return bool(idle or moment >= datetime.fromisoformat(state["until"]))


def _touch(request: HttpRequest, state: dict[str, Any]) -> None:
    """Once a day the device is seen; its session is found again under another key; a terminal's idle time restarts."""
    moment, key = now(), request.session.session_key
    if state["seen"] != today().isoformat() or state["key"] != key:
        see_device(state["pk"], str(key))
        request.session[KEY] = state = {**state, "seen": today().isoformat(), "key": key}
    if state["kind"] == DeviceKind.TERMINAL and moment - datetime.fromisoformat(state["at"]) >= SAVED_EVERY:
        request.session[KEY] = {**state, "at": moment.isoformat()}


def forget_unused(_key: str, _payload: dict[str, Any]) -> None:
    """Erase devices that nobody uses any more."""
    forget_devices()


def become_terminal(response: HttpResponse, terminal: Terminal) -> None:
    """This browser is a shared terminal from now on, and nobody's own device any more."""
    remember(response, TERMINAL_COOKIE, str(terminal.uuid))
    response.delete_cookie(MARK_COOKIE)


def remember(response: HttpResponse, name: str, value: str) -> None:
    """A cookie that no script reads and nobody can make up."""
    response.set_signed_cookie(
        name,
        value,
        salt=name,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(request: HttpRequest, name: str) -> str:
    return str(request.get_signed_cookie(name, default="", salt=name) or "")
