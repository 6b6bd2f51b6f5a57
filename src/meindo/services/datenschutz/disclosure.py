"""What the public register says about the computation of the time for an answer."""

from meindo.kernel.message import mark as _
from meindo.platform.registry.service import Disclosure

DEADLINE = Disclosure(
    description=_("Rechnet aus, bis wann ein Antrag auf Auskunft, Berichtigung oder Löschung zu beantworten ist."),
    scope=_("Alle Anträge auf Auskunft, Berichtigung oder Löschung von Beschäftigten."),
    benefit=_("Die Person und die Stelle lesen denselben Tag."),
    alternatives=_("Die Frist von Hand zählen: leicht falsch am Monatsende."),
    previous_process=_("Brief an die datenschutzbeauftragte Person, Frist im Kalender."),
    method=_("Monate vom Tag nach dem Eingang an, mit datierten Werten; nichts wird gelernt oder geschätzt."),
    provided_information=_("Der letzte Tag für die Antwort."),
    frequency=_("Bei jedem solchen Antrag und jeder Verlängerung."),
    training=_("Die datenschutzbeauftragte Person ist in den Rechten der Betroffenen geschult."),
    appeals=_("Beschwerde bei der Aufsichtsbehörde (LDI NRW); nichts wird abgelehnt, weil eine Frist abgelaufen ist."),
    performance=_("Die Rechenbeispiele einer öffentlichen Sammlung werden bei jeder Änderung nachgerechnet."),
    datasets=(_("Tag des Eingangs"),),
    sensitive=_("Kein Kriterium betrifft die Person."),
    storage=_("In der Datenbank der Stadt; Einsicht nur nach Rolle und Zweck."),
    assessment=_("Verarbeitung ohne hohes Risiko; die Prüfung ist Teil der Einführung (DSGVO Art. 35)."),
    risks=(
        (
            _("Ein Wert ist falsch oder veraltet."),
            _("Jeder Wert nennt Quelle und Vertrauen; ungeprüfte geben zwei Personen frei."),
        ),
    ),
)
