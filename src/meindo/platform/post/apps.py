"""The application `post` of the platform."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Registers `post` with Django."""

    name = "meindo.platform.post"
    label = "post"
