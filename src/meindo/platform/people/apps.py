"""The application `people` of the platform."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers `people` with Django."""

    name = "meindo.platform.people"
    label = "people"
