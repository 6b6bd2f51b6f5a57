"""What the public register says about the computations of business trips."""

from dataclasses import replace

from meindo.kernel.message import mark as _
from meindo.platform.registry.service import Disclosure

APPEALS = _(
    "Rückfrage bei der Reisestelle; Beamt*innen können Widerspruch einlegen, Tarifbeschäftigte den Anspruch geltend "
    "machen. Eine andere Person entscheidet neu."
)
TRAINING = _("Die Reisestelle ist im Reisekostenrecht geschult; jede Einführungsstufe hat eine eigene Schulung.")
STORAGE = _("In der Datenbank und im verschlüsselten Dokumentenspeicher der Stadt; Einsicht nur nach Rolle und Zweck.")

SETTLEMENT = Disclosure(
    description=_("Rechnet aus den Angaben zu einer beendeten Dienstreise aus, was nach dem Gesetz zu zahlen ist."),
    scope=_("Dienstreisen aller Beschäftigten der Stadt, ab dem Tag, an dem ihre Einheit den Dienst nutzt."),
    benefit=_("Jede Zeile nennt Betrag und Norm; gleiche Angaben ergeben gleiche Beträge."),
    alternatives=_("Berechnung von Hand wie bisher: langsamer, und ohne Nachweis der einzelnen Werte."),
    previous_process=_("Papierantrag und Berechnung in der Reisestelle."),
    method=_("Feste Rechenregeln in offenem Quelltext mit datierten Werten; nichts wird gelernt oder geschätzt."),
    provided_information=_("Betrag je Zeile mit Norm, steuerfreier Teil, Hinweise, und was keine Regel abdeckt."),
    frequency=_("Bei jeder Abrechnung und bei jeder Vorschau, etwa 20.000 Mal im Jahr."),
    training=TRAINING,
    appeals=APPEALS,
    performance=_("Alle Rechenbeispiele einer öffentlichen Sammlung werden bei jeder Änderung nachgerechnet."),
    datasets=(
        _("Angaben der reisenden Person"),
        _("Werte des Reisekosten- und Steuerrechts"),
        _("eigene frühere Reisen"),
    ),
    sensitive=_(
        "Ein Nachteil durch Behinderung ist nur als „1. Klasse zulässig“ bekannt, ohne Grund. Andere geschützte "
        "Merkmale kommen nicht vor."
    ),
    storage=STORAGE,
    assessment=_("Verarbeitung ohne hohes Risiko; die Prüfung ist Teil der Einführung (DSGVO Art. 35)."),
    risks=(
        (
            _("Ein Wert ist falsch oder veraltet."),
            _("Jeder Wert nennt Quelle und Vertrauen; ungeprüfte zahlen erst nach Freigabe durch zwei Personen."),
        ),
        (
            _("Ein Fall passt in keine Regel."),
            _("Er wird mit Namen benannt, und eine Person entscheidet (besonderer Fall)."),
        ),
    ),
)
COLLECTIVE = replace(
    SETTLEMENT,
    description=_("Rechnet alle Fahrten eines Monats unter einer Dauergenehmigung zusammen ab, jede nach ihrem Tag."),
    scope=_("Beschäftigte mit einer Dauergenehmigung, etwa im Außendienst."),
    benefit=_("Ein Antrag für viele Fahrten, eine Abrechnung im Monat; jede Zeile nennt Betrag und Norm."),
    alternatives=_("Jede Fahrt einzeln beantragen und abrechnen."),
    previous_process=_("Fahrtenbuch auf Papier, monatlich von Hand berechnet."),
    frequency=_("Bei jeder Sammelabrechnung und bei jeder Vorschau."),
)
CHECK = Disclosure(
    description=_("Ordnet eingereichte Abrechnungen danach, ob jemand sie einzeln ansehen muss."),
    scope=_("Alle eingereichten Abrechnungen von Dienstreisen."),
    benefit=_("Auffälliges wird zuerst gesehen, Unauffälliges schneller bezahlt."),
    alternatives=_("Alle Abrechnungen einzeln prüfen: dauert länger, findet aber nicht mehr."),
    previous_process=_("Prüfung in der Reihenfolge des Eingangs."),
    method=_("Feste Kriterien, dazu eine Stichprobe durch Zufall mit gleicher Wahrscheinlichkeit für alle."),
    provided_information=_("Bei jeder Abrechnung steht, warum sie angesehen werden soll."),
    frequency=_("Bei jeder eingereichten Abrechnung."),
    training=TRAINING,
    appeals=APPEALS,
    performance=_("Nicht erhoben: Es gibt keine Auswertung einzelner Personen."),
    datasets=(_("die Abrechnung selbst"), _("andere Reisen derselben Person am selben Tag")),
    sensitive=_("Kein Kriterium betrifft die Person; nur die Abrechnung zählt."),
    storage=STORAGE,
    assessment=_("Verarbeitung ohne hohes Risiko; die Prüfung ist Teil der Einführung (DSGVO Art. 35)."),
    risks=(
        (
            _("Unauffälliges wird ungelesen bestätigt."),
            _("Bündel haben höchstens 25 Zeilen, jede ist lesbar; die Stichprobe wird ganz geprüft."),
        ),
    ),
)
ADVANCES = replace(
    SETTLEMENT,
    description=_("Schlägt einen Abschlag vor der Reise vor und verrechnet ihn mit der Abrechnung."),
    scope=_("Genehmigte Dienstreisen, für die ein Abschlag beantragt wird."),
    benefit=_("Niemand muss hohe Kosten vorstrecken; was offen bleibt, wird nicht ohne Anhörung zurückgefordert."),
    alternatives=_("Zahlung erst nach der Reise."),
    previous_process=_("Antrag auf Papier und Verrechnung von Hand."),
    frequency=_("Bei jedem Antrag auf Abschlag und bei jeder Abrechnung einer Reise mit Abschlag."),
    datasets=(_("die Schätzung im Antrag"), _("gezahlte und verrechnete Beträge dieser Reise")),
)
