"""Help in Einfache Sprache for the pages of this service."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "entgeltnachweise",
        _("Entgelt-Nachweise"),
        (
            _("Hier liegen die Nachweise über Ihr Entgelt."),
            _("Nur Sie können einen Nachweis öffnen."),
            _("Vorher zeigen Sie noch einmal, wer Sie sind."),
            _("Fehlt ein Nachweis?"),
            _("Dann stellen Sie hier eine Frage."),
        ),
        ("entgeltnachweis_*",),
    ),
)
