"""The application `outbox` of the platform."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers `outbox` with Django."""

    name = "meindo.platform.outbox"
    label = "outbox"
