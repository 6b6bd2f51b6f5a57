"""The application `payroll` of the platform."""

from django.apps import AppConfig


class PayrollConfig(AppConfig):
    """Registers `payroll` with Django."""

    name = "meindo.platform.payroll"
    label = "payroll"
