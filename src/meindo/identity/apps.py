"""The application `identity`."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Identity and access management of the whole city."""

    name = "meindo.identity"
    label = "identity"

    def ready(self) -> None:
        """Declare purposes and jobs."""
        from meindo.platform.outbox.wiring import Job, add_job  # noqa: PLC0415 (needs the app registry)
        from meindo.platform.purpose import declare  # noqa: PLC0415

        from . import commands_apply, commands_plans, purposes  # noqa: PLC0415

        declare(purposes.MANAGE)
        declare(purposes.OWN)
        add_job(Job(commands_plans.RUN, commands_apply.run, outside=True))
