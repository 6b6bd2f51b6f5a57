"""The application `registry` of the platform."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Registers `registry` with Django."""

    name = "meindo.platform.registry"
    label = "registry"
