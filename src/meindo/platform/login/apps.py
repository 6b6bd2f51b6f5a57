"""The application `login` of the platform."""

from django.apps import AppConfig


class LoginConfig(AppConfig):
    """Registers `login` with Django."""

    name = "meindo.platform.login"
    label = "login"

    def ready(self) -> None:
        """Announce what is sealed."""
        from . import commands_activation, commands_tokens  # noqa: F401, PLC0415 (needs the app registry)
