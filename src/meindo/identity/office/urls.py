"""Addresses of the IT house, the owners of applications and the auditors."""

from django.urls import path

from . import views_applications, views_overview, views_people, views_plans, views_roles, views_rules

urlpatterns = [
    path("", views_overview.home, name="iam_home"),
    path("aenderungen/", views_overview.log, name="iam_log"),
    path("anwendungen/", views_applications.index, name="iam_applications"),
    path("anwendungen/liste.csv", views_applications.index_file, name="iam_applications_file"),
    path("anwendungen/neu/", views_applications.new, name="iam_application_new"),
    path("anwendungen/<uuid:uuid>/", views_applications.application, name="iam_application"),
    path("anwendungen/<uuid:uuid>/aendern/", views_applications.edit, name="iam_application_edit"),
    path("anwendungen/<uuid:uuid>/stufe/", views_applications.stage, name="iam_stage"),
    path("anwendungen/<uuid:uuid>/recht/", views_applications.new_right, name="iam_right_new"),
    path("anwendungen/<uuid:uuid>/recht/<uuid:right>/", views_applications.edit_right, name="iam_right"),
    path("rollen/", views_roles.index, name="iam_roles"),
    path("rollen/neu/", views_roles.new, name="iam_role_new"),
    path("rollen/<uuid:uuid>/", views_roles.role, name="iam_role"),
    path("rollen/<uuid:uuid>/recht/<uuid:right>/", views_roles.take_out, name="iam_role_without"),
    path("regeln/", views_rules.index, name="iam_rules"),
    path("regeln/neu/", views_rules.new, name="iam_rule_new"),
    path("regeln/<uuid:uuid>/", views_rules.rule, name="iam_rule"),
    path("regeln/<uuid:uuid>/schritt/", views_rules.act, name="iam_rule_act"),
    path("regeln/<uuid:uuid>/probe/", views_rules.simulation, name="iam_simulation"),
    path("regeln/<uuid:uuid>/probe/liste.csv", views_rules.simulation_file, name="iam_simulation_file"),
    path("plaene/", views_plans.index, name="iam_plans"),
    path("plaene/rechnen/", views_plans.calculate, name="iam_calculate"),
    path("plaene/<uuid:uuid>/", views_plans.plan, name="iam_plan"),
    path("plaene/<uuid:uuid>/schritt/", views_plans.act, name="iam_plan_act"),
    path("plaene/<uuid:uuid>/personen/", views_plans.held, name="iam_held"),
    path("personen/", views_people.index, name="iam_people"),
    path("personen/<uuid:uuid>/", views_people.person, name="iam_person"),
]
