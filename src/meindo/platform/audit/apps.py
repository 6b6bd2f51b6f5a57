"""The application `audit`: also lays the database guards after every migrate, as the lowest one with tables."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Registers the log and the guards."""

    name = "meindo.platform.audit"
    label = "audit"

    def ready(self) -> None:
        """Lay the guards once all tables are there."""
        post_migrate.connect(_after_migrate, dispatch_uid="guards")


def _after_migrate(app_config: AppConfig, using: str, **_kwargs: object) -> None:
    if app_config.label == "audit":
        # post_migrate runs once per application, one being enough: all tables exist by then.
        from meindo.platform.sql import install_guards  # noqa: PLC0415

        install_guards(using=using)
