"""Addresses of the support and of what people decide about it."""

from django.urls import path

from . import views, views_office
from .wizards import HELP

urlpatterns = [
    path("", views_office.index, name="unterstuetzung_office"),
    path("meine/", views.own, name="unterstuetzung_home"),
    path("meine/<uuid:uuid>/beenden/", views.end, name="unterstuetzung_end"),
    path("hilfe/neu/", views.new, name="unterstuetzung_new"),
    path("pruefen/", views_office.review, name="unterstuetzung_review"),
    path("vorgang/<uuid:uuid>/", views.case, name="unterstuetzung_case"),
    path("<uuid:uuid>/", views_office.access, name="unterstuetzung_access"),
    *HELP.urls("hilfe/"),
]
