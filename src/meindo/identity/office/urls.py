"""Addresses of the IT house, the owners of applications and the auditors."""

from django.urls import path

from . import views_applications, views_campaigns, views_overview, views_people, views_plans, views_roles, views_rules

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
    path("kampagnen/", views_campaigns.index, name="iam_campaigns"),
    path("kampagnen/neu/", views_campaigns.new, name="iam_campaign_new"),
    path("kampagnen/<uuid:uuid>/", views_campaigns.campaign, name="iam_campaign"),
    path("kampagnen/<uuid:uuid>/nachweis.csv", views_campaigns.campaign_file, name="iam_campaign_file"),
    path("kampagnen/<uuid:uuid>/beenden/", views_campaigns.close, name="iam_campaign_close"),
    path("pruefungen/", views_campaigns.reviews, name="iam_reviews"),
    path("pruefungen/<uuid:uuid>/", views_campaigns.review, name="iam_review"),
    path("personen/", views_people.index, name="iam_people"),
    path("personen/<uuid:uuid>/", views_people.person, name="iam_person"),
]
