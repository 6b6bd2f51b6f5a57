"""Addresses of questions about looks and of requests for information."""

from django.urls import path

from . import views
from .wizards import ASK, CORRECT, ERASE, INFORM

urlpatterns = [
    path("", views.matters, name="datenschutz_home"),
    path("auskunft/neu/", views.new_request, name="datenschutz_new"),
    path("frage/neu/", views.new_question, name="datenschutz_new_question"),
    path("frage/zu/<int:record>/", views.ask, name="datenschutz_ask"),
    path("berichtigung/neu/", views.new_correction, name="datenschutz_new_correction"),
    path("loeschung/neu/", views.new_erasure, name="datenschutz_new_erasure"),
    path("<uuid:uuid>/", views.case, name="datenschutz_case"),
    *ASK.urls("frage/"),
    *INFORM.urls("auskunft/"),
    *CORRECT.urls("berichtigung/"),
    *ERASE.urls("loeschung/"),
]
