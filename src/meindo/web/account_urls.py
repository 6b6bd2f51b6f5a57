"""The addresses of log-in and second factor: only those that this house offers, under allauth's own names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse
from django.urls import path

from meindo.web.views import applications, devices, upstream


def honest(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that comes back with errors says so in its status too: 422, as everywhere in this house."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return inner


urlpatterns = [
    path("anmelden/", honest(account.login), name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("bestaetigen/", honest(account.reauthenticate), name="account_reauthenticate"),
    path("passwort/", devices.password, name="password"),
    path("stadt/<slug:provider_id>/", upstream.login, name="openid_connect_login"),
    path("stadt/<slug:provider_id>/zurueck/", upstream.callback, name="openid_connect_callback"),
    path("geraete/", devices.devices, name="devices"),
    path("geraete/andere/beenden/", devices.end_others, name="device_end_others"),
    path("geraete/<uuid:uuid>/beenden/", devices.end_one, name="device_end"),
    path("anwendungen/", applications.applications, name="applications"),
    path("anwendungen/<uuid:uuid>/beenden/", applications.end, name="application_end"),
    path("terminal/<str:secret>/", devices.terminal, name="terminal"),
    path("inaktiv/", account.account_inactive, name="account_inactive"),
    path("zweiter-faktor/", mfa.index, name="mfa_index"),
    path("zweiter-faktor/code/", honest(mfa.authenticate), name="mfa_authenticate"),
    path("zweiter-faktor/bestaetigen/", honest(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("zweiter-faktor/app/", honest(totp.activate_totp), name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", honest(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/neu/", honest(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/anmelden/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/bestaetigen/", honest(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", honest(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/entfernen/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("zweiter-faktor/ersatzcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("zweiter-faktor/ersatzcodes/neu/", honest(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("zweiter-faktor/ersatzcodes/datei/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
