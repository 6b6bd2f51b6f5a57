"""The service declares itself."""

from django.apps import AppConfig


class DienstreiseConfig(AppConfig):
    """Registers the service with Django."""

    name = "meindo.services.dienstreise"
    label = "dienstreise"
