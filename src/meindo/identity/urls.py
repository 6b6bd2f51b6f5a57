"""Addresses of identity."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("meine-zugaenge/", views.my_access, name="my_access"),
    path("berechtigungen/", include("meindo.identity.office.urls")),
    path("zugaenge-beantragen/", include("meindo.identity.requests.urls")),
]
