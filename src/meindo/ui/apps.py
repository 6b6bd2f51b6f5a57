"""The app that carries templates, style sheet and component tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Django's entry for templates, static files and template tags; no models."""

    name = "meindo.ui"
    label = "ui"
