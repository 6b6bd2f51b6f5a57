"""The addresses of log-in and second factor: only those that this house offers, under allauth's own names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

urlpatterns = [
    path("anmelden/", account.login, name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("inaktiv/", account.account_inactive, name="account_inactive"),
    path("zweiter-faktor/", mfa.index, name="mfa_index"),
    path("zweiter-faktor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("zweiter-faktor/bestaetigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("zweiter-faktor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("zweiter-faktor/ersatzcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("zweiter-faktor/ersatzcodes/neu/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("zweiter-faktor/ersatzcodes/datei/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
