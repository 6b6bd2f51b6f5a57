"""Addresses of identity."""

from django.urls import path

from . import views

urlpatterns = [path("meine-zugaenge/", views.my_access, name="my_access")]
