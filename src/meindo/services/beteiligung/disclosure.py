"""What the public register says about the computation of the time for an answer."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.service import Disclosure

DEADLINE = Disclosure(
    description=_("Rechnet aus, bis wann eine Personalvertretung oder Beauftragte antworten können."),
    scope=_("Alles, was den Personalvertretungen und Beauftragten vorgelegt wird."),
    benefit=_("Beide Seiten lesen denselben Tag."),
    alternatives=_("Die Frist von Hand zählen: leicht falsch an Feiertagen."),
    previous_process=_("Vorlage mit der Hauspost, Frist im Kalender."),
    method=_("Wochen oder Tage vom Zugang an, mit datierten Werten; nichts wird gelernt oder geschätzt."),
    provided_information=_("Der letzte Tag für die Antwort."),
    frequency=_("Bei jeder Vorlage, jeder Erörterung und jeder Verlängerung."),
    training=_("Die Stellen kennen ihre Fristen; das Programm nennt die Norm."),
    appeals=_("Die Stelle antwortet auch nach der Frist; dass Schweigen gilt, sagt immer ein Mensch mit Gründen."),
    performance=_("Die Rechenbeispiele einer öffentlichen Sammlung werden bei jeder Änderung nachgerechnet."),
    datasets=(_("Tag des Zugangs"), _("Eilbedürftigkeit"), _("Tag der Erörterung")),
    sensitive=_("Kein Kriterium betrifft eine Person."),
    storage=_("In der Datenbank der Stadt; Einsicht nur nach Rolle und Zweck."),
    assessment=_("Verarbeitung ohne hohes Risiko; die Prüfung ist Teil der Einführung (DSGVO Art. 35)."),
    risks=(
        (
            _("Ein Wert ist falsch oder veraltet."),
            _("Jeder Wert nennt Quelle und Vertrauen; ungeprüfte geben zwei Personen frei."),
        ),
    ),
)
