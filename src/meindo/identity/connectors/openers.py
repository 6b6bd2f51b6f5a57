"""The ways into applications that the catalogue can name."""

from importlib import import_module
from typing import cast

from django.utils.translation import gettext as _

from .base import Misconfigured, Opener

MODULES = {"directory": "directory", "csv": "csv_drop", "scim": "scim", "own": "own"}


def opener(key: str) -> Opener:
    """How to open this way. What a way needs is loaded when it is asked for."""
    if key not in MODULES:
        raise Misconfigured(_("Diesen Weg in eine Anwendung gibt es nicht: %(key)s.") % {"key": key})
    return cast("Opener", import_module(f".{MODULES[key]}", __package__).open_way)
