"""Addresses of business trips."""

from django.urls import path

from . import (
    views,
    views_answer,
    views_behalf,
    views_change,
    views_entitlement,
    views_figures,
    views_objection,
    views_report,
)
from .wizards import CLAIM, REQUEST
from .wizards_change import CHANGE
from .wizards_objection import OBJECT
from .wizards_report import REPORT

urlpatterns = [
    path("", views.trips, name="dienstreise_home"),
    path("neu/", views.new_request, name="dienstreise_new"),
    path("<uuid:uuid>/", views.case, name="dienstreise_case"),
    path("<uuid:uuid>/gesendet/", views.done, name="dienstreise_done"),
    path("<uuid:uuid>/kalender/", views.calendar, name="dienstreise_calendar"),
    path("<uuid:uuid>/abrechnen/", views.start_claim, name="dienstreise_claim"),
    path("<uuid:uuid>/aendern/", views_change.start_change, name="dienstreise_change"),
    path("<uuid:uuid>/antworten/", views_answer.start_answer, name="dienstreise_answer"),
    path("antwort/<uuid:draft>/", views_answer.answer, name="dienstreise_antwort_check"),
    path("zahlen/", views_figures.figures, name="dienstreise_figures"),
    path("zahlen/datei/", views_figures.figures_file, name="dienstreise_figures_file"),
    path("fuer-andere/", views_behalf.for_others, name="dienstreise_for_others"),
    path("fuer-andere/<uuid:person>/", views_behalf.new_for, name="dienstreise_new_for"),
    *REQUEST.urls("antrag/"),
    *CLAIM.urls("abrechnung/"),
    *CHANGE.urls("aenderung/"),
    path("<uuid:uuid>/widerspruch/", views_objection.start_objection, name="dienstreise_object"),
    *OBJECT.urls("widerspruch/"),
    path("berechtigungen/", views_entitlement.entitlements, name="dienstreise_entitlements"),
    path("berechtigungen/<uuid:person>/", views_entitlement.grant, name="dienstreise_entitle"),
    path("berechtigungen/<uuid:person>/beenden/", views_entitlement.end, name="dienstreise_entitlement_end"),
    path("anzeigen/", views_report.new_report, name="dienstreise_report"),
    *REPORT.urls("anzeige/"),
]
