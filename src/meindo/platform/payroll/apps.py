"""The application `payroll` of the platform."""

from django.apps import AppConfig


class PayrollConfig(AppConfig):
    """Registers pay lines and the job that writes their files."""

    name = "meindo.platform.payroll"
    label = "payroll"

    def ready(self) -> None:
        """Announce the job that writes files, in web and worker alike."""
        from meindo.platform.law.values import declare  # noqa: PLC0415 (needs the app registry)

        from . import files  # noqa: F401, PLC0415
        from .calendar import parameters  # noqa: PLC0415

        declare("payroll", parameters)
