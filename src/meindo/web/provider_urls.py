"""The addresses for business applications: only those that this house offers, under allauth's own names."""

from allauth.idp.oidc import views as allauth
from django.urls import include, path

from meindo.web.views import provider

OFFERED = [
    path(".well-known/openid-configuration", provider.configuration, name="configuration"),
    path("anwendungen/schluessel.json", allauth.jwks, name="jwks"),
    path("anwendungen/weiter/", provider.authorization, name="authorization"),
    path("anwendungen/token/", provider.token, name="token"),
    path("anwendungen/person/", provider.user_info, name="userinfo"),
    path("anwendungen/widerruf/", allauth.revoke, name="revoke"),
]
app_name = "idp"
urlpatterns = [path("", include((OFFERED, "oidc")))]
