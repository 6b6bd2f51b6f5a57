"""From the letter to the first page: the code, the own password, what else protects the account."""

from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meindo.platform.login.commands_activation import CodeRefused, activate, try_code
from meindo.platform.login.models import Activation
from meindo.platform.login.queries_activation import open_letter
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.forms_activation import CodeForm, NewPasswordForm
from meindo.web.throttle import CODE_LIMITS, TooMany, throttled

KEY = "activation"  # of the session: which letter this browser has shown the code of


def enter_code(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for the code; it is there already when the letter was scanned. Whatever is wrong, the answer is the same."""
    if request.method != "POST":
        return _code_page(request, CodeForm(initial={"code": code}))
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            letter = _tried(request, form.cleaned_data["code"])
        except TooMany:
            form.add_error("code", _("Das waren zu viele Versuche. Bitte warten Sie eine Stunde."))
        except CodeRefused:
            form.add_error(
                "code",
                _(
                    "Dieser Code gilt nicht. Vergleichen Sie ihn mit dem Brief, oder bitten Sie die "
                    "Stelle, die Ihnen den Brief gab, um einen neuen."
                ),
            )
        else:
            request.session.cycle_key()
            request.session[KEY] = letter.pk
            return redirect("activate_password")
    return _code_page(request, form, status=422)


def _code_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "web/activation/code.html", {"form": form}, status=status)


def _tried(request: HttpRequest, typed: str) -> Activation:
    """The letter of a code; a wrong one counts against the address that it came from."""
    counted = throttled(request, "activation", CODE_LIMITS)
    letter = try_code(typed)
    counted.rollback()
    return letter


def set_password(request: HttpRequest) -> HttpResponse:
    """The own password; with it the letter is used up and its person is logged in."""
    letter = open_letter(request.session.get(KEY, 0))
    if letter is None:
        return redirect("activate")
    user = letter.person.user
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        return _activated(request, letter, form.cleaned_data["password"])
    context = {"form": form, "username": user.username}
    return render(request, "web/activation/password.html", context, status=422 if form.errors else 200)


def _activated(request: HttpRequest, letter: Activation, password: str) -> HttpResponse:
    request.session.pop(KEY, None)
    try:
        user = activate(letter, password=password)
    except CodeRefused:
        return redirect("activate")
    # Somebody with a second factor still has to show it: the letter replaces the password only.
    login: Any = Login(user=user, redirect_url=reverse("activate_done"))
    return cast("HttpResponse", perform_password_login(request, {"username": user.username}, login))


@service_view("portal")
def done(request: Request) -> HttpResponse:
    """The account is open; a second factor is offered, not demanded."""
    return render(request, "web/activation/done.html")
