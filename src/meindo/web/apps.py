"""The application `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers `web` with Django."""

    name = "meindo.web"
    label = "web"
