"""The application `identity`."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Identity and access management of the whole city."""

    name = "meindo.identity"
    label = "identity"

    def ready(self) -> None:
        """Declare purposes, jobs and what goes by its age."""
        from meindo.platform.outbox.wiring import Job, On, add_job, subscribe  # noqa: PLC0415 (needs the app registry)
        from meindo.platform.purpose import declare  # noqa: PLC0415
        from meindo.platform.registry.catalogue import declare_roles, register  # noqa: PLC0415

        from . import (  # noqa: PLC0415
            commands_apply,
            commands_campaigns,
            commands_daily,
            commands_plans,
            commands_reconcile,
            purposes,
            roles,
        )
        from . import commands_retention as findings  # noqa: F401, PLC0415
        from .office import sights  # noqa: PLC0415
        from .requests.service import SERVICE  # noqa: PLC0415
        from .scim import commands_matching, commands_retention  # noqa: F401, PLC0415
        from .scim import purposes as scim_purposes  # noqa: PLC0415

        declare(purposes.MANAGE)
        declare(purposes.OWN)
        declare(purposes.RECERTIFY)
        declare(scim_purposes.SCIM)
        declare_roles(roles.LABELS)
        sights.declare()
        add_job(Job(commands_plans.RUN, commands_apply.run, outside=True))
        add_job(Job(commands_daily.DAILY, commands_daily.run_daily, outside=True), every_minutes=24 * 60)
        add_job(Job(commands_campaigns.DAILY, commands_campaigns.run_campaigns, outside=True), every_minutes=24 * 60)
        add_job(Job(commands_daily.AT_ONCE, commands_daily.run_at_once, outside=True))
        for event in ("login.lock_changed", "measure.effective", "people.external_changed"):
            subscribe(On(event, commands_daily.ask_at_once))
        add_job(Job(commands_reconcile.ALL, commands_reconcile.reconcile_all), every_minutes=24 * 60)
        add_job(Job(commands_reconcile.ONE, commands_reconcile.run_one, outside=True))
        register(SERVICE)
