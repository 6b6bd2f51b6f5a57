"""The application `cases` of the platform."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers `cases` with Django."""

    name = "meindo.platform.cases"
    label = "cases"
