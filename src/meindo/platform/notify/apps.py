"""The application `notify` of the platform."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Registers messages and the job that sends mail."""

    name = "meindo.platform.notify"
    label = "notify"

    def ready(self) -> None:
        """Announce the job that sends mail, in web and worker alike."""
        from . import mail  # noqa: F401, PLC0415 (needs the app registry)
