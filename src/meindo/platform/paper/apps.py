"""The application `paper` of the platform."""

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """Registers `paper` with Django."""

    name = "meindo.platform.paper"
    label = "paper"
