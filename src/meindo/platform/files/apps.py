"""The application `files` of the platform."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers documents and the jobs that look after them."""

    name = "meindo.platform.files"
    label = "files"

    def ready(self) -> None:
        """Announce the jobs, in web and worker alike."""
        from . import commands_held, pages, upkeep  # noqa: F401, PLC0415 (needs the app registry)
