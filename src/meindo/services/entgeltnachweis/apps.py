"""The service declares itself."""

from django.apps import AppConfig


class EntgeltnachweisConfig(AppConfig):
    """Registers the service with Django and with the platform."""

    name = "meindo.services.entgeltnachweis"
    label = "entgeltnachweis"

    def ready(self) -> None:
        """Hand the declaration over once all models are there."""
        from meindo.platform.registry.catalogue import register  # noqa: PLC0415 (needs the app registry)
        from meindo.platform.watch.findings import add_check  # noqa: PLC0415

        from .check import without_file  # noqa: PLC0415
        from .service import SERVICE  # noqa: PLC0415

        register(SERVICE)
        add_check(without_file)
