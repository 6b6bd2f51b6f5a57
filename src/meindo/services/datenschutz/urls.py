"""Addresses of questions about looks and of requests for information."""

from django.urls import path

from . import views
from .wizards import ASK, INFORM

urlpatterns = [
    path("", views.matters, name="datenschutz_home"),
    path("auskunft/neu/", views.new_request, name="datenschutz_new"),
    path("frage/neu/", views.new_question, name="datenschutz_new_question"),
    path("frage/zu/<int:record>/", views.ask, name="datenschutz_ask"),
    path("<uuid:uuid>/", views.case, name="datenschutz_case"),
    *ASK.urls("frage/"),
    *INFORM.urls("auskunft/"),
]
