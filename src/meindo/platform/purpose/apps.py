"""The application `purpose` of the platform."""

from django.apps import AppConfig


class PurposeConfig(AppConfig):
    """Registers `purpose` with Django."""

    name = "meindo.platform.purpose"
    label = "purpose"
