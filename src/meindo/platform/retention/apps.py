"""The application `retention` of the platform."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Registers `retention`, its values and its jobs with Django and the platform."""

    name = "meindo.platform.retention"
    label = "retention"

    def ready(self) -> None:
        """Announce the values and the jobs."""
        from meindo.platform.law import values  # noqa: PLC0415 (needs the app registry)

        from . import commands_names, commands_runs, commands_stocks, rules  # noqa: F401, PLC0415

        values.declare("retention", rules.parameters)
