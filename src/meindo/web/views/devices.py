"""Where somebody is logged in, and ending it; and a browser that becomes a shared terminal."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.login.commands_devices import end_device, end_other_devices, set_up_terminal
from meindo.platform.login.commands_password import change_password
from meindo.platform.login.models import User
from meindo.platform.login.queries_devices import open_devices, terminal_to_set_up
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.devices import become_terminal
from meindo.web.forms_activation import NewPasswordForm


@service_view("portal")
def devices(request: Request) -> HttpResponse:
    """The devices on which the person is logged in, this one first."""
    here = request.session.session_key
    rows = sorted(open_devices(_account(request)), key=lambda device: device.session_key != here)
    return render(request, "web/devices.html", {"rows": [(row, row.session_key == here) for row in rows]})


@require_POST
@service_view("portal")
def end_one(request: Request, uuid: UUID) -> HttpResponse:
    """Log out on one device; on this one it is an ordinary log-out."""
    device = open_devices(_account(request)).get(uuid=uuid)
    end_device(device, by=request.viewer.actor)
    if device.session_key == request.session.session_key:
        request.session.flush()
        return redirect("account_login")
    messages.success(request, _("Auf diesem Gerät sind Sie jetzt abgemeldet."))
    return redirect("devices")


@require_POST
@service_view("portal")
def end_others(request: Request) -> HttpResponse:
    """Log out everywhere but here."""
    account = _account(request)
    end_other_devices(account, keep=str(request.session.session_key), by=request.viewer.actor)
    account.refresh_from_db()
    update_session_auth_hash(request, account)
    messages.success(request, _("Auf allen anderen Geräten sind Sie jetzt abgemeldet."))
    return redirect("devices")


@service_view("portal", fresh=Fresh.AGAIN)
def password(request: Request) -> HttpResponse:
    """A new password of one's own, after showing once more who one is."""
    account = _account(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=account)
    if not form.is_valid():
        return render(request, "web/password.html", {"form": form}, status=422 if form.errors else 200)
    keep = str(request.session.session_key)
    change_password(account, password=form.cleaned_data["password"], keep=keep, by=request.viewer.actor)
    account.refresh_from_db()
    update_session_auth_hash(request, account)
    messages.success(request, _("Ihr neues Passwort gilt ab jetzt. Auf allen anderen Geräten sind Sie abgemeldet."))
    return redirect("devices")


def _account(request: Request) -> User:
    account = request.user
    assert isinstance(account, User)  # noqa: S101 (the gate lets nobody else in)
    return account


def terminal(request: HttpRequest, secret: str) -> HttpResponse:
    """The address that an office opens on the device that becomes a terminal; it works once."""
    if request.method == "POST":
        made = set_up_terminal(secret)
        if made is not None:
            request.session.flush()
            response = redirect("account_login")
            become_terminal(response, made)
            return response
    found = terminal_to_set_up(secret)
    return render(request, "web/terminal.html", {"terminal": found}, status=200 if found else 404)
