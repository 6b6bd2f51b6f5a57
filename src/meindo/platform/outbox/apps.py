"""The application `outbox` of the platform."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers the queue and the delivery of events."""

    name = "meindo.platform.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Announce the job that delivers events, in web and worker alike."""
        from . import worker  # noqa: F401, PLC0415 (needs the app registry)
