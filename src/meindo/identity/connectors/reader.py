"""Settings of an application, read strictly: a slip of the pen is named before anything is sent anywhere."""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from .base import Misconfigured

MOST_BYTES = 8192


class Reader:
    """Takes settings out by name; `finish` names those that nobody took."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._settings = dict(given)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._settings.pop(name, default)
        if not isinstance(value, str) or (default is None and not value):
            raise Misconfigured(_("Einstellung „%(name)s“: hier fehlt ein Text.") % {"name": name})
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of these, by default the first."""
        value = self.text(name, choices[0])
        if value not in choices:
            text = _("Einstellung „%(name)s“: möglich sind %(choices)s.")
            raise Misconfigured(text % {"name": name, "choices": ", ".join(choices)})
        return value

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 on."""
        value = self._settings.pop(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            text = _("Einstellung „%(name)s“: eine ganze Zahl von 1 bis %(most)s.")
            raise Misconfigured(text % {"name": name, "most": most})
        return value

    def switch(self, name: str, *, default: bool = False) -> bool:
        """Yes or no."""
        value = self._settings.pop(name, default)
        if not isinstance(value, bool):
            raise Misconfigured(_("Einstellung „%(name)s“: true oder false.") % {"name": name})
        return value

    def names(self, name: str, default: Mapping[str, str]) -> dict[str, str]:
        """Names by names; what is given takes the place of the default, an empty one takes it out."""
        value = self._settings.pop(name, {})
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise Misconfigured(_("Einstellung „%(name)s“: eine Liste von Namen mit Namen.") % {"name": name})
        unknown = ", ".join(sorted(set(value) - set(default)))
        if unknown:
            text = _("Einstellung „%(name)s“: unbekannt ist %(unknown)s.")
            raise Misconfigured(text % {"name": name, "unknown": unknown})
        return {key: text for key, text in {**default, **value}.items() if text}

    def secret(self, name: str) -> str:
        """The first line of the file that is named there. What it says is in no message.

        It is sent to the application, so no file of meindo's own will do: not every person who may connect an
        application shall be able to have the keys of the house carried out.
        """
        path = Path(self.text(name))
        if _is_own(path):
            raise Misconfigured(_("Einstellung „%(name)s“: diese Datei gehört meindo selbst.") % {"name": name})
        try:
            with path.open(encoding="utf-8") as file:
                line = file.readline(MOST_BYTES).strip()
        except (OSError, ValueError) as error:
            text = _("Einstellung „%(name)s“: die Datei lässt sich nicht lesen.")
            raise Misconfigured(text % {"name": name}) from error
        if not line:
            raise Misconfigured(_("Einstellung „%(name)s“: die Datei ist leer.") % {"name": name})
        return line

    def file(self, name: str) -> str:
        """A file that must be there, or nothing."""
        value = self.text(name, "")
        if value and not Path(value).is_file():
            raise Misconfigured(_("Einstellung „%(name)s“: diese Datei gibt es nicht.") % {"name": name})
        return value

    def finish(self) -> None:
        """Nothing is left over."""
        if self._settings:
            unknown = ", ".join(sorted(self._settings))
            raise Misconfigured(_("Diese Einstellungen gibt es nicht: %(names)s.") % {"names": unknown})


def _is_own(path: Path) -> bool:
    """Whether it lies among meindo's own data and keys; their folder `connectors` is meant for secrets like these."""
    place, data = path.resolve(), Path(settings.DATA).resolve()
    keys = {Path(key).resolve() for key in (settings.SECRET_KEY_FILE, settings.KEK_FILE, settings.OIDC_KEY_FILE)}
    return place in keys or (place.is_relative_to(data) and not place.is_relative_to(data / "connectors"))


def is_loopback(address: str) -> bool:
    """Whether the host of an address is this machine itself."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
