"""The application `identity`."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Identity and access management of the whole city."""

    name = "meindo.identity"
    label = "identity"
