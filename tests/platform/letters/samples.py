"""Letters for the tests: a business trip settled for a civil servant, and one hard to set."""

import datetime
from dataclasses import replace

from meindo.platform.letters.data import Column, LetterData, Remedy, Section, Sender, Signature, Table

OFFICE = Sender(
    authority="Stadt Dortmund",
    office_lines=("Personal- und Organisationsamt", "11/4 Reisekosten"),
    return_line="Stadt Dortmund · 11/4 · 44122 Dortmund",
    contact="Frau Çelik-Großmann",
    room="A 312",
    phone="0231 50-00000",
    mail="reisekosten@stadt.example",
)
COLUMNS = (
    Column(header="Leistung", share=6),
    Column(header="Rechtsgrundlage", share=3),
    Column(header="Betrag", align="right", share=2),
)
ROWS = (
    ("Wegstreckenentschädigung, 212 km mit dem eigenen Kraftwagen", "§ 5 Abs. 1 LRKG NRW", "63,60 €"),
    ("Mitnahmeentschädigung, eine Person über 106 km", "§ 5 Abs. 3 LRKG NRW", "2,12 €"),
    ("Tagegeld, 14 Stunden Abwesenheit", "§ 6 Abs. 1 LRKG NRW", "14,00 €"),
    ("Kürzung wegen unentgeltlichem Mittagessen", "§ 6 Abs. 2 LRKG NRW", "−5,60 €"),
)
# Placeholder: the wording that a notice carries is released by the service, not by the letter.
REMEDY = Remedy(
    heading="Rechtsbehelfsbelehrung",
    text=(
        "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim Verwaltungsgericht "
        "Musterstadt, Musterstraße 1, 00000 Musterstadt, erhoben werden. "
        "(Platzhalter für den freigegebenen Text)"
    ),
)


def settlement() -> LetterData:
    """Notice on travel expenses for a civil servant, with the remedy of a notice."""
    return LetterData(
        title="Bescheid über Ihre Reisekosten: Dienstreise nach Köln am 17. November 2026",
        sender=OFFICE,
        recipient=("Herrn", "Stadtinspektor Jörg Weißmüller", "Märkische Straße 24–26", "44141 Dortmund"),
        date=datetime.date(2026, 12, 2),
        case_number="DR-2026-000123",
        your_reference="66/2-1",
        salutation="Sehr geehrter Herr Weißmüller,",
        plain_summary="Sie bekommen 74,12 Euro für Ihre Reise. Das Geld kommt mit dem Entgelt für Januar.",
        paragraphs=(
            "auf Ihren Antrag vom 20. November 2026 setze ich die Reisekostenvergütung für Ihre Dienstreise "
            "nach Köln (Fachgespräch Radverkehrsförderung) auf 74,12 € fest.",
            "Der Betrag setzt sich so zusammen:",
        ),
        tables=(Table(caption="Ihre Abrechnung", columns=COLUMNS, rows=ROWS, total=("Summe", "", "74,12 €")),),
        sections=(
            Section(
                heading="Begründung",
                paragraphs=(
                    "Maßgeblich ist das Landesreisekostengesetz, wie es am Tag des Reisebeginns galt. "
                    "Die Strecke von 212 km haben Sie angegeben; sie ist plausibel. Das Mittagessen war im "
                    "Tagungsbeitrag enthalten, deshalb ist das Tagegeld gekürzt.",
                    "Von der Summe bleiben 74,12 € steuerfrei.",
                ),
            ),
        ),
        remedy=REMEDY,
        signature=Signature(on_behalf="Im Auftrag", name="Çelik-Großmann"),
        enclosures=("Berechnungsblatt", "Hinweise zum Datenschutz"),
    )


def hard_letter(rows: int = 60) -> LetterData:
    """A letter with everything that breaks layouts: many address lines, long words, a table over pages."""
    long_word = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
    return replace(
        settlement(),
        recipient=(
            "Persönlich – vertraulich",
            "Frau Oberverwaltungsrätin a. D.",
            "Prof. Dr. Annegret-Hildegard Freifrau von Großmühlenstein-Übersfeld",
            "Fachbereich Liegenschaften, Abteilung für Grundstücksangelegenheiten",
            "c/o Bevollmächtigte Rechtsanwältin Łucja Öztürk-Ångström",
            "Hinterhaus, 3. Obergeschoss rechts",
            "Straße des Siebzehnten Februar 112 b",
            "44137 Dortmund-Innenstadt-West",
        ),
        title=f"Ihre Anfrage zur {long_word} und zu den übrigen Fragen der Reisekostenabrechnung",
        tables=(
            Table(
                caption="Fahrten mit dem eigenen Kraftwagen im zweiten Halbjahr",
                columns=(Column(header="Tag", share=0), *COLUMNS),
                rows=tuple(
                    (
                        f"{1 + i % 28:02}.{1 + i % 12:02}.2026",
                        long_word if i % 7 == 3 else ROWS[i % 4][0],
                        *ROWS[i % 4][1:],
                    )
                    for i in range(rows)
                ),
                total=("Summe", "", "", "1.112,40 €"),
            ),
        ),
    )
