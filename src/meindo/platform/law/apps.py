"""The application `law` of the platform."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Registers `law` with Django."""

    name = "meindo.platform.law"
    label = "law"
