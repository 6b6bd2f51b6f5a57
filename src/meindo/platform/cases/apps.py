"""The application `cases` of the platform."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers cases and the job that watches their deadlines."""

    name = "meindo.platform.cases"
    label = "cases"

    def ready(self) -> None:
        """Announce the job, in web and worker alike."""
        from . import commands_erasing, commands_in_hand, deadlines, drafts  # noqa: F401, PLC0415 (needs the app registry)
