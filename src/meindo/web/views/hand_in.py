"""The page behind a QR code: one device hands in to one draft for ten minutes, and reads nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meindo.platform.cases.commands_links import BY_LINK, VALID, link_of, take_link
from meindo.platform.cases.models import UploadLink
from meindo.platform.files import scanner
from meindo.platform.files.formats import ACCEPT
from meindo.platform.files.refused import Refused
from meindo.ui.handing_in import take
from meindo.ui.receiving import received, takes_files

COOKIE = "meindo_hand_in"


def may_hand_in(request: HttpRequest, secret: str) -> bool:
    """Whether this device holds this link."""
    try:
        return bool(link_of(secret, request.COOKIES.get(COOKIE, "")))
    except UploadLink.DoesNotExist:
        return False


@takes_files(may_hand_in)
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Take photos from the device that opened the link first; everybody else reads the same sentence."""
    try:
        link = link_of(secret, request.COOKIES.get(COOKIE, ""))
    except UploadLink.DoesNotExist:
        return _opened(request, secret)
    problems: list[Refused] = []
    if request.method == "POST":
        files = received(request, "files")
        problems = [found for file in files for found in take(link.draft, file, BY_LINK)]
        arrived = len(files) - len(problems)
        if files and not problems:
            return redirect(f"{reverse('hand_in', args=[secret])}?da={arrived}")
    return _page(request, link=link, problems=problems)


def _opened(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        if request.method != "GET":
            raise UploadLink.DoesNotExist
        device = take_link(secret)
    except UploadLink.DoesNotExist:
        return _page(request, status=404)
    response = redirect("hand_in", secret)
    path = reverse("hand_in", args=[secret])
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, device, max_age=VALID, path=path, httponly=True, secure=secure, samesite="Lax")
    return response


def _page(request: HttpRequest, link: UploadLink | None = None, problems: Any = (), status: int = 200) -> HttpResponse:
    arrived = request.GET.get("da", "")
    context = {
        "link": link,
        "problems": [problem.message.render(_) for problem in problems],
        "arrived": int(arrived) if arrived.isdecimal() and len(arrived) < 3 else 0,
        "accept": ACCEPT,
        "scans": scanner.is_configured(),
    }
    response = render(request, "web/hand_in.html", context, status=422 if problems else status)
    add_never_cache_headers(response)
    return response
