"""The application `files` of the platform."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers `files` with Django."""

    name = "meindo.platform.files"
    label = "files"
