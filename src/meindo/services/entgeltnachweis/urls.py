"""Addresses of pay statements."""

from django.urls import path

from . import views, views_office
from .wizards import ASK

urlpatterns = [
    path("", views.statements, name="entgeltnachweis_home"),
    path("nachweis/<uuid:uuid>/", views.open_statement, name="entgeltnachweis_open"),
    path("frage/neu/", views.new_question, name="entgeltnachweis_new"),
    path("stelle/", views_office.office, name="entgeltnachweis_office"),
    path("stelle/<uuid:uuid>/", views_office.hold, name="entgeltnachweis_hold"),
    path("stelle/pruefung/<uuid:uuid>/", views_office.decide, name="entgeltnachweis_decide"),
    path("fehlleitungen/", views_office.misdelivered, name="entgeltnachweis_misdelivered"),
    path("<uuid:uuid>/", views.case, name="entgeltnachweis_case"),
    *ASK.urls("frage/"),
]
