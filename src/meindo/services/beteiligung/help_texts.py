"""Help in Einfache Sprache for the pages of this service."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "beteiligung",
        _("Beteiligung"),
        (
            _("Die Stadt will etwas ändern."),
            _("Vorher fragt sie Personal-Rat und andere Stellen."),
            _("Jede Stelle hat eine Frist für ihre Antwort."),
            _("Die Stelle sagt Ja, sagt Nein oder fragt nach."),
            _("Ein Nein braucht Gründe."),
        ),
        ("beteiligung_*",),
    ),
    HelpTopic(
        "vorlage",
        _("Etwas vorlegen"),
        (
            _("Hier fragen Sie eine Stelle nach ihrer Meinung."),
            _("Schreiben Sie, was die Stadt ändern will."),
            _("Legen Sie alle Papiere dazu."),
            _("Jede Stelle bekommt einen eigenen Vorgang."),
        ),
        (
            "beteiligung_choose",
            "beteiligung_new",
            "beteiligung_bring",
            "beteiligung_vorlage_*",
        ),
    ),
)
