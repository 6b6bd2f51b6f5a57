"""Help in Einfache Sprache for the pages of this service."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "datenschutz",
        _("Datenschutz"),
        (
            _("Hier fragen Sie nach Ihren Daten."),
            _("Sie können alles bekommen, was über Sie gespeichert ist."),
            _("Sie können fragen, warum jemand Ihre Daten angesehen hat."),
            _("Die Stelle für den Datenschutz antwortet."),
        ),
        ("datenschutz_*",),
    ),
)
