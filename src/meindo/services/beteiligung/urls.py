"""Addresses of the room."""

from django.urls import path

from . import views, views_meetings
from .wizards import BRING

urlpatterns = [
    path("", views.home, name="beteiligung_home"),
    path("vorlage/", views.choose, name="beteiligung_choose"),
    path("vorlage/neu/", views.new, name="beteiligung_new"),
    path("vorlage/beginnen/", views.bring, name="beteiligung_bring"),
    path("sitzungen/", views_meetings.meetings, name="beteiligung_meetings"),
    path("sitzungen/<uuid:uuid>/", views_meetings.meeting, name="beteiligung_meeting"),
    path("sitzungen/<uuid:uuid>/tagesordnung.pdf", views_meetings.meeting_file, name="beteiligung_meeting_file"),
    path("zusage/<uuid:uuid>/erledigt/", views.done, name="beteiligung_done"),
    path("<uuid:uuid>/", views.case, name="beteiligung_case"),
    path("<uuid:uuid>/zusage/", views.promise, name="beteiligung_promise"),
    path("<uuid:uuid>/tagesordnung/", views_meetings.put_on, name="beteiligung_put_on"),
    path("<uuid:uuid>/beschluss.pdf", views.decision_file, name="beteiligung_decision"),
    path("<uuid:uuid>/unterlage/<uuid:document>/", views.paper, name="beteiligung_paper"),
    *BRING.urls("vorlage/"),
]
