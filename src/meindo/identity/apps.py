"""The application `identity`."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Identity and access management of the whole city."""

    name = "meindo.identity"
    label = "identity"

    def ready(self) -> None:
        """Announce the purpose, the jobs and what goes by its age."""
        from meindo.platform.purpose import declare  # noqa: PLC0415 (needs the app registry)

        from .scim import commands_matching, commands_retention, purposes  # noqa: F401, PLC0415

        declare(purposes.SCIM)
