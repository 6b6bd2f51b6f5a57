"""The application `login` of the platform."""

from django.apps import AppConfig


class LoginConfig(AppConfig):
    """Registers `login` with Django."""

    name = "meindo.platform.login"
    label = "login"
