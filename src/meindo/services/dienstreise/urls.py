"""Addresses of business trips."""

from django.urls import path

from . import views, views_answer, views_behalf, views_figures
from .wizards import CLAIM, REQUEST

urlpatterns = [
    path("", views.trips, name="dienstreise_home"),
    path("neu/", views.new_request, name="dienstreise_new"),
    path("<uuid:uuid>/", views.case, name="dienstreise_case"),
    path("<uuid:uuid>/gesendet/", views.done, name="dienstreise_done"),
    path("<uuid:uuid>/kalender/", views.calendar, name="dienstreise_calendar"),
    path("<uuid:uuid>/abrechnen/", views.start_claim, name="dienstreise_claim"),
    path("<uuid:uuid>/antworten/", views_answer.start_answer, name="dienstreise_answer"),
    path("antwort/<uuid:draft>/", views_answer.answer, name="dienstreise_antwort_check"),
    path("zahlen/", views_figures.figures, name="dienstreise_figures"),
    path("zahlen/datei/", views_figures.figures_file, name="dienstreise_figures_file"),
    path("fuer-andere/", views_behalf.for_others, name="dienstreise_for_others"),
    path("fuer-andere/<uuid:person>/", views_behalf.new_for, name="dienstreise_new_for"),
    *REQUEST.urls("antrag/"),
    *CLAIM.urls("abrechnung/"),
]
