"""The service declares itself."""

from django.apps import AppConfig


class UnterstuetzungConfig(AppConfig):
    """Registers the service with Django and with the platform."""

    name = "meindo.services.unterstuetzung"
    label = "unterstuetzung"

    def ready(self) -> None:
        """Hand the declaration over once all models are there."""
        from meindo.platform.registry.catalogue import register  # noqa: PLC0415 (needs the app registry)

        from .service import SERVICE  # noqa: PLC0415

        register(SERVICE)
