"""The application `access` of the platform."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers `access` with Django."""

    name = "meindo.platform.access"
    label = "access"
