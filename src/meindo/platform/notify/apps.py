"""The application `notify` of the platform."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Registers `notify` with Django."""

    name = "meindo.platform.notify"
    label = "notify"
