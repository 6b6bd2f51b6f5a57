"""Addresses of requests; included by identity."""

from django.urls import path

from . import views, views_emergency, views_team
from .wizards import REQUEST

urlpatterns = [
    path("", views.own, name="berechtigungen_home"),
    path("katalog/", views.catalogue, name="berechtigungen_catalogue"),
    path("neu/", views.new, name="berechtigungen_new"),
    path("vorgang/<uuid:uuid>/", views.case, name="berechtigungen_case"),
    path("zurueckgeben/<uuid:uuid>/", views.back, name="berechtigungen_back"),
    path("notfall/", views_emergency.emergency, name="berechtigungen_emergency"),
    path("team/", views_team.team, name="berechtigungen_team"),
    path("team/datei/", views_team.team_file, name="berechtigungen_team_file"),
    path("team/<uuid:person>/katalog/", views.catalogue_for, name="berechtigungen_catalogue_for"),
    path("team/<uuid:person>/neu/", views.new_for, name="berechtigungen_new_for"),
    *REQUEST.urls("antrag/"),
]
