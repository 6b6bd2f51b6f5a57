"""Help in Einfache Sprache for the pages of identity."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "berechtigungen",
        _("Meine Zugänge"),
        (
            _("Hier sehen Sie Ihre Zugänge."),
            _("Sie sehen auch den Grund für jedes Recht."),
            _("Sie können einen früheren Tag ansehen."),
        ),
        ("my_access",),
    ),
    HelpTopic(
        "scim",
        _("Konten aus anderen Programmen"),
        (
            _("Diese Adresse ist für Programme."),
            _("Andere Programme melden hier Konten."),
            _("Nur Programme mit einem Schlüssel kommen hinein."),
        ),
        ("scim",),
    ),
)
