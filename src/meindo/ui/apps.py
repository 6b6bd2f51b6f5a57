"""The application `ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers `ui` with Django."""

    name = "meindo.ui"
    label = "ui"
