"""The application `identity`."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Identity and access management of the whole city."""

    name = "meindo.identity"
    label = "identity"

    def ready(self) -> None:
        """Declare purposes, jobs and what goes by its age."""
        from meindo.platform.outbox.wiring import Job, add_job  # noqa: PLC0415 (needs the app registry)
        from meindo.platform.purpose import declare  # noqa: PLC0415
        from meindo.platform.registry.catalogue import declare_roles, register  # noqa: PLC0415

        from . import commands_apply, commands_daily, commands_plans, purposes, roles  # noqa: PLC0415
        from .requests.service import SERVICE  # noqa: PLC0415
        from .scim import commands_matching, commands_retention  # noqa: F401, PLC0415
        from .scim import purposes as scim_purposes  # noqa: PLC0415

        declare(purposes.MANAGE)
        declare(purposes.OWN)
        declare(scim_purposes.SCIM)
        declare_roles(roles.LABELS)
        add_job(Job(commands_plans.RUN, commands_apply.run, outside=True))
        add_job(Job(commands_daily.DAILY, commands_daily.run_daily, outside=True), every_minutes=24 * 60)
        register(SERVICE)
