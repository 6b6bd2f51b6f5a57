"""The application `rollout` of the platform."""

from django.apps import AppConfig


class RolloutConfig(AppConfig):
    """Registers `rollout` with Django."""

    name = "meindo.platform.rollout"
    label = "rollout"
