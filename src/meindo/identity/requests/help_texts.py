"""Help in Einfache Sprache for the pages of requests."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "zugang_beantragen",
        _("Zugang beantragen"),
        (
            _("Hier beantragen Sie ein Recht in einer Anwendung."),
            _("Sie sagen den Grund und das Ende."),
            _("Ihre Führungskraft stimmt zu."),
            _("Danach entscheidet eine zweite Person."),
            _("Sie bekommen eine Nachricht."),
            _("Zwei Wochen vor dem Ende bekommen Sie wieder eine Nachricht."),
        ),
        (
            "berechtigungen_home",
            "berechtigungen_new",
            "berechtigungen_catalogue",
            "berechtigungen_case",
            "berechtigungen_back",
            "berechtigungen_antrag_*",
        ),
    ),
    HelpTopic(
        "zugaenge_team",
        _("Zugänge meines Teams"),
        (
            _("Hier sehen Sie die Zugänge Ihrer Beschäftigten."),
            _("Sie sehen auch die Gründe."),
            _("Sie können einen Zugang für eine Person beantragen."),
            _("Sie können einen Zugang vor dem Ende zurückgeben."),
            _("Geschützte Anwendungen sehen Sie nicht."),
        ),
        ("berechtigungen_team", "berechtigungen_team_file", "berechtigungen_catalogue_for", "berechtigungen_new_for"),
    ),
    HelpTopic(
        "notfallzugang",
        _("Notfallzugang"),
        (
            _("Hier geben Sie einer Person sofort ein Recht."),
            _("Das Recht endet nach 24 Stunden."),
            _("Die Person bekommt eine Nachricht."),
            _("Eine andere Person prüft den Notfall danach."),
        ),
        ("berechtigungen_emergency",),
    ),
)
