"""Addresses of business trips."""

from django.urls import path

from . import (
    views,
    views_advance,
    views_answer,
    views_behalf,
    views_budget,
    views_change,
    views_costs,
    views_entitlement,
    views_figures,
    views_month,
    views_objection,
    views_permission,
    views_recovery,
    views_report,
)
from .wizards import CLAIM, REQUEST
from .wizards_advance import ADVANCE
from .wizards_change import CHANGE
from .wizards_costs import COSTS
from .wizards_month import MONTH
from .wizards_objection import OBJECT
from .wizards_permission import PERMISSION
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
    path("budget/", views_budget.budgets, name="dienstreise_budgets"),
    path("budget/kostenstelle/", views_budget.cost_centre, name="dienstreise_cost_centre"),
    path("budget/datei/", views_budget.budgets_file, name="dienstreise_budgets_file"),
    path("budget/einlesen/", views_budget.take_budgets, name="dienstreise_budgets_take"),
    path("budget/kostenstellen/", views_budget.take_cost_centres, name="dienstreise_cost_centres_take"),
    path("zahlen/datei/", views_figures.figures_file, name="dienstreise_figures_file"),
    path("fuer-andere/", views_behalf.for_others, name="dienstreise_for_others"),
    path("fuer-andere/<uuid:person>/", views_behalf.new_for, name="dienstreise_new_for"),
    *REQUEST.urls("antrag/"),
    *CLAIM.urls("abrechnung/"),
    *CHANGE.urls("aenderung/"),
    path("<uuid:uuid>/abschlag/", views_advance.start_advance, name="dienstreise_advance"),
    *ADVANCE.urls("abschlag/"),
    path("<uuid:uuid>/stornokosten/", views_costs.start_costs, name="dienstreise_costs"),
    *COSTS.urls("stornokosten/"),
    path("<uuid:uuid>/rueckforderung/", views_recovery.settle, name="dienstreise_recovery"),
    path("<uuid:uuid>/widerspruch/", views_objection.start_objection, name="dienstreise_object"),
    *OBJECT.urls("widerspruch/"),
    path("berechtigungen/", views_entitlement.entitlements, name="dienstreise_entitlements"),
    path("berechtigungen/<uuid:person>/", views_entitlement.grant, name="dienstreise_entitle"),
    path("berechtigungen/<uuid:person>/beenden/", views_entitlement.end, name="dienstreise_entitlement_end"),
    path("anzeigen/", views_report.new_report, name="dienstreise_report"),
    *REPORT.urls("anzeige/"),
    path("dauergenehmigung/neu/", views_permission.new_permission, name="dienstreise_permission_new"),
    path(
        "fuer-andere/<uuid:person>/dauergenehmigung/",
        views_permission.new_permission_for,
        name="dienstreise_permission_for",
    ),
    path("dauergenehmigungen/", views_permission.permissions_of_staff, name="dienstreise_permissions_of_staff"),
    path("<uuid:uuid>/dauergenehmigung-beenden/", views_permission.shorten, name="dienstreise_shorten"),
    *PERMISSION.urls("dauergenehmigung/"),
    path("<uuid:uuid>/monat/", views_month.start_month, name="dienstreise_month"),
    path("monat/<uuid:draft>/fahrt/<int:number>/entfernen/", views_month.remove_row, name="dienstreise_month_remove"),
    path("monat/<uuid:draft>/zurueck/", views_month.put_back, name="dienstreise_month_back"),
    path(
        "monat/<uuid:draft>/alles/", views_month.table, name="dienstreise_sammelabrechnung_all"
    ),  # before the wizard's
    *MONTH.urls("monat/"),
]
