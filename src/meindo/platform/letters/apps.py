"""The application `letters` of the platform."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers `letters` with Django."""

    name = "meindo.platform.letters"
    label = "letters"
