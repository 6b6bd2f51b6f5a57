"""Help in Einfache Sprache for the pages of this service."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "unterstuetzung",
        _("Hilfe bei einer Störung"),
        (
            _("Die Hilfe liest Ihre Vorgänge nur mit Ihrer Zustimmung."),
            _("Sie sehen vorher den Grund und das Ende."),
            _("Sie können den Zugriff jeden Tag beenden."),
            _("Im Notfall liest die Hilfe sofort."),
            _("Eine andere Person prüft das danach."),
        ),
        ("unterstuetzung_*", "support_own"),
    ),
)
