"""The application `clock`."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Registers the clock, which has no tables."""

    name = "meindo.platform.clock"
    label = "clock"
