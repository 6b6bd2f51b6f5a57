"""Help in Einfache Sprache for the pages of this service."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.help import HelpTopic

TOPICS = (
    HelpTopic(
        "dienstreise",
        _("Dienst-Reise"),
        (
            _("Eine Dienst-Reise ist eine Reise für die Arbeit."),
            _("Sie fragen vorher."),
            _("Ihre Führungs-Kraft sagt Ja oder Nein."),
            _("Nach der Reise bekommen Sie Ihr Geld zurück."),
        ),
        ("dienstreise_*",),
    ),
    HelpTopic(
        "antrag",
        _("Reise beantragen"),
        (
            _("Schreiben Sie, wohin Sie fahren und warum."),
            _("Schreiben Sie auch, wann Sie fahren."),
            _("Das Programm merkt sich Ihre Antworten."),
            _("Am Ende prüfen Sie alles und senden es."),
        ),
        (
            "dienstreise_new",
            "dienstreise_antrag_*",
            "dienstreise_aenderung_*",
            "dienstreise_change",
        ),
    ),
    HelpTopic(
        "abrechnung",
        _("Reise abrechnen"),
        (
            _("Nach der Reise schreiben Sie, was sie gekostet hat."),
            _("Sie haben dafür sechs Monate Zeit."),
            _("Machen Sie Fotos von Ihren Belegen."),
            _("Die Reise-Stelle prüft Ihre Angaben."),
        ),
        (
            "dienstreise_claim",
            "dienstreise_abrechnung_*",
            "dienstreise_storno_*",
            "dienstreise_costs",
        ),
    ),
    HelpTopic(
        "dauer",
        _("Dauer-Genehmigung"),
        (
            _("Sie fahren oft in dasselbe Gebiet?"),
            _("Dann fragen Sie nur einmal."),
            _("Einmal im Monat schreiben Sie alle Fahrten auf."),
        ),
        (
            "dienstreise_permission*",
            "dienstreise_dauergenehmigung_*",
            "dienstreise_month*",
            "dienstreise_sammelabrechnung_*",
            "dienstreise_shorten",
        ),
    ),
    HelpTopic(
        "abschlag",
        _("Geld vor der Reise"),
        (
            _("Eine Reise kann teuer sein."),
            _("Sie können Geld vor der Reise bekommen."),
            _("Nach der Reise rechnet die Stadt es ab."),
        ),
        (
            "dienstreise_advance",
            "dienstreise_abschlag_*",
            "dienstreise_recovery",
        ),
    ),
    HelpTopic(
        "widerspruch",
        _("Sie sind nicht einverstanden"),
        (
            _("Sie finden die Abrechnung falsch?"),
            _("Dann schreiben Sie, was falsch ist."),
            _("Eine andere Person prüft die Sache neu."),
        ),
        (
            "dienstreise_object",
            "dienstreise_widerspruch_*",
        ),
    ),
)
