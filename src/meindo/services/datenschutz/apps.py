"""The service declares itself."""

from django.apps import AppConfig


class DatenschutzConfig(AppConfig):
    """Registers the service with Django and with the platform."""

    name = "meindo.services.datenschutz"
    label = "datenschutz"

    def ready(self) -> None:
        """Hand the declaration over once all models are there."""
        from meindo.platform.registry.catalogue import register  # noqa: PLC0415 (needs the app registry)
        from meindo.platform.retention.commands_stocks import add_stock  # noqa: PLC0415

        from .commands_package import PACKAGES  # noqa: PLC0415
        from .service import SERVICE  # noqa: PLC0415

        register(SERVICE)
        add_stock(PACKAGES)
