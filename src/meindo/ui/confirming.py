"""Ask once more who it is, before money, bank data and decisions: by password, code or passkey; nothing gets lost."""

import json
import time
from enum import Enum
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

MINUTES = 15  # so long a log-in or a confirmation counts
DEVICE = "device"  # of the session: what is known of the device (web/devices.py writes it)
OWN = "own"
KEPT_META = ("REQUEST_METHOD", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "QUERY_STRING", "CONTENT_TYPE", "REMOTE_ADDR")


class Fresh(Enum):
    """When a page asks again: on every device, even right after the log-in (`AGAIN`), or only in the long session of an
    own device and not in own matters.
    """

    ALWAYS = "always"
    AGAIN = "again"
    DECISIONS = "decisions"


def must_confirm(request: HttpRequest, fresh: Fresh, *, own_matters: bool) -> bool:
    """Whether the last log-in or confirmation is too long ago for this page; for `AGAIN` only a confirmation counts."""
    is_long = request.session.get(DEVICE, {}).get("kind") == OWN
    if fresh is Fresh.DECISIONS and (own_matters or not is_long):
        return False
    records = get_authentication_records(request, request.user)
    if fresh is Fresh.AGAIN and get_adapter().get_reauthentication_methods(request.user):
        records = [record for record in records if record.get("reauthenticated")]
    return not records or time.time() - records[-1]["at"] >= MINUTES * 60


def confirm_first(request: HttpRequest) -> HttpResponse:
    """To the page that asks; afterwards what was sent is sent again as it was. An account that can show neither a
    password nor a second factor logs in anew.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    is_sent = request.method == "POST"
    back = request.path if is_sent else request.get_full_path()
    if not methods:
        logout(request)
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")
    request.session.pop(STATE_SESSION_KEY, None)
    if is_sent and not request.FILES:
        request.session[STATE_SESSION_KEY] = {"request": _kept(request)}
    return redirect(f"{methods[0]['url']}?{urlencode({'next': back})}")


def _kept(request: HttpRequest) -> str:
    """What is needed to send it again; no cookie and no header besides lies in the session."""
    data = json.loads(serialize_request(request))
    data["META"] = {name: data["META"][name] for name in KEPT_META if name in data["META"]}
    return json.dumps(data)
