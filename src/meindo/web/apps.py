"""The application `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the shell and its own purposes."""

    name = "meindo.web"
    label = "web"

    def ready(self) -> None:
        """Declare purposes and generic handlers."""
        from meindo.platform.cases import handlers  # noqa: PLC0415 (needs the app registry)
        from meindo.platform.keyring import announce  # noqa: PLC0415
        from meindo.platform.outbox.wiring import Job, add_job, subscribe  # noqa: PLC0415
        from meindo.platform.purpose import declare  # noqa: PLC0415
        from meindo.platform.registry.catalogue import declare_roles  # noqa: PLC0415

        from . import access_notices, adapters, external_notices, purposes  # noqa: PLC0415
        from .commands_clients import forget_tokens  # noqa: PLC0415
        from .devices import forget_unused  # noqa: PLC0415
        from .readings import note_all  # noqa: PLC0415

        declare(purposes.INBOX)
        declare(purposes.PORTAL)
        declare(purposes.RELEASE)
        declare(purposes.HISTORY)
        declare(purposes.PAYROLL)
        declare(purposes.MEASURES)
        declare(purposes.ROLLOUT)
        declare(purposes.PAPER)
        declare(purposes.PUBLIC)
        declare(purposes.POST)
        declare(purposes.ACTIVATION)
        declare(purposes.DEVICES)
        declare(purposes.LOCK)
        declare(purposes.FACTORS)
        declare(purposes.BLOCK)
        declare(purposes.EXTERNALS)
        declare(purposes.RETENTION_RUN)
        declare(purposes.ACCESS)
        declare(purposes.PROVIDER)
        declare_roles(purposes.ROLES)
        handlers.connect()
        for receiver in access_notices.RECEIVERS:
            subscribe(receiver)
        announce(adapters.SEALED_COLUMN)
        add_job(Job("login.forget_devices", forget_unused), every_minutes=24 * 60)
        add_job(Job("login.forget_tokens", forget_tokens), every_minutes=24 * 60)
        add_job(Job(external_notices.REMIND, external_notices.remind), every_minutes=24 * 60)
        add_job(Job("registry.note_readings", note_all), every_minutes=24 * 60)
