"""The shape of the city: Dezernate, Fachbereiche with their sizes, divisions and kinds of work."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """What people of a Fachbereich do: titles with status group and grade, as often as they are listed."""

    jobs: tuple[tuple[str, str, str], ...]
    team: str = "Team {}"
    team_size: int = 10


@dataclass(frozen=True)
class Fachbereich:
    """One Fachbereich or municipal enterprise. `small` ones exist in every demo, the others in large ones only."""

    code: str
    name: str
    dezernat: str
    people: int
    divisions: tuple[str, ...]
    work: Work
    small: bool = False
    least_teams: int = 1


OFFICE = Work(
    (
        ("Sachbearbeitung", "tarif", "E 9c"),
        ("Sachbearbeitung", "beamte", "A 10"),
        ("Sachbearbeitung", "tarif", "E 8"),
        ("Sachbearbeitung", "beamte", "A 11"),
        ("Assistenz", "tarif", "E 6"),
        ("Verwaltungsfachangestellte*r in Ausbildung", "auszubildende", ""),
        ("Sachbearbeitung", "tarif", "E 9b"),
    )
)
FIRE = Work(
    (
        ("Brandmeister*in", "beamte", "A 8"),
        ("Oberbrandmeister*in", "beamte", "A 8"),
        ("Notfallsanitäter*in", "tarif", "N"),
    ),
    "Wachabteilung {}",
    14,
)
KITA = Work(
    (
        ("Erzieher*in", "tarif", "S 8a"),
        ("Erzieher*in", "tarif", "S 8a"),
        ("Kinderpfleger*in", "tarif", "S 4"),
        ("Hauswirtschaftskraft", "tarif", "E 3"),
        ("Praxisintegrierte Ausbildung", "auszubildende", ""),
    ),
    "Kita {}",
    17,
)
YOUTH = Work(
    (
        ("Sozialarbeiter*in", "tarif", "S 14"),
        ("Sozialarbeiter*in", "tarif", "S 12"),
        ("Sachbearbeitung", "beamte", "A 10"),
        ("Assistenz", "tarif", "E 6"),
    ),
    "Jugendhilfedienst {}",
)
TECHNICAL = Work(
    (
        ("Ingenieur*in", "tarif", "E 11"),
        ("Technische Sachbearbeitung", "tarif", "E 10"),
        ("Bauoberinspektor*in", "beamte", "A 11"),
        ("Verwaltung", "tarif", "E 8"),
    ),
    "Planungsteam {}",
)
YARD = Work(
    (("Gärtner*in", "tarif", "E 6"), ("Straßenbauer*in", "tarif", "E 5"), ("Vorarbeiter*in", "tarif", "E 7")),
    "Kolonne {}",
    12,
)
SCHOOL = Work(
    (("Schulsekretariat", "tarif", "E 6"), ("Hausmeister*in", "tarif", "E 6"), ("Sachbearbeitung", "tarif", "E 9a")),
    "Schulstandorte {}",
    12,
)
CULTURE = Work(
    (("Bibliotheksdienst", "tarif", "E 6"), ("Kulturvermittlung", "tarif", "E 9b"), ("Technik", "tarif", "E 7")),
    "Standort {}",
)

DEZERNATE = {
    "D1": "Dezernat des Oberbürgermeisters",
    "D2": "Dezernat Finanzen und Kultur",
    "D3": "Dezernat Recht, Ordnung, Bürgerdienste und Feuerwehr",
    "D4": "Dezernat Schule, Jugend und Familie",
    "D5": "Dezernat Arbeit, Gesundheit, Soziales und Sport",
    "D6": "Dezernat Umwelt, Planen und Mobilität",
    "D7": "Dezernat Bauen und Liegenschaften",
    "D8": "Dezernat Personal, Organisation und Digitalisierung",
}
PERSONNEL = (
    "Organisation und Zeitwirtschaft",
    "Personalgewinnung und Ausbildung",
    "Personalbetreuung und Soziales",
    "Personalservice und Reisestelle",
)
FACHBEREICHE = (
    Fachbereich(
        "1", "Amt für Angelegenheiten des Oberbürgermeisters und des Rates", "D1", 110, ("Rat", "Büro"), OFFICE, True
    ),
    Fachbereich("PR", "Personalrat", "D1", 30, ("Geschäftsstelle",), OFFICE, True),
    Fachbereich("13", "Dortmund-Agentur", "D1", 70, ("Kommunikation", "Veranstaltungen"), OFFICE),
    Fachbereich("14", "Rechnungsprüfungsamt", "D1", 50, ("Prüfung Verwaltung", "Prüfung Technik"), OFFICE),
    Fachbereich("20", "Stadtkämmerei", "D2", 130, ("Haushalt", "Beteiligungen"), OFFICE, True),
    Fachbereich("21", "Stadtkasse und Steueramt", "D2", 240, ("Stadtkasse", "Steuern"), OFFICE),
    Fachbereich("41", "Kulturbetriebe", "D2", 480, ("Bibliotheken", "Museen", "Musikschule"), CULTURE),
    Fachbereich("30", "Rechtsamt", "D3", 60, ("Recht", "Versicherungen"), OFFICE, True),
    Fachbereich("32", "Ordnungsamt", "D3", 420, ("Ordnungsdienst", "Gewerbe", "Ausländerangelegenheiten"), OFFICE),
    Fachbereich("33", "Bürgerdienste", "D3", 420, ("Bürgerdienste", "Standesamt", "Kraftfahrzeuge"), OFFICE),
    Fachbereich(
        "37", "Feuerwehr", "D3", 1050, ("Einsatzdienst", "Rettungsdienst", "Technik", "Vorbeugung"), FIRE, True
    ),
    Fachbereich(
        "40", "Fachbereich Schule", "D4", 650, ("Schulverwaltung", "Schulbetrieb Nord", "Schulbetrieb Süd"), SCHOOL
    ),
    Fachbereich(
        "51",
        "Jugendamt",
        "D4",
        900,
        ("Soziale Dienste", "Wirtschaftliche Hilfen", "Kinder- und Jugendförderung"),
        YOUTH,
        True,
        4,
    ),
    Fachbereich(
        "FABIDO",
        "FABIDO, Familienergänzende Bildungseinrichtungen",
        "D4",
        2050,
        ("Region Nord", "Region Ost", "Region Süd", "Region West"),
        KITA,
        True,
        2,
    ),
    Fachbereich("50", "Sozialamt", "D5", 620, ("Hilfen zum Lebensunterhalt", "Pflege", "Integration"), OFFICE),
    Fachbereich("52", "Sport- und Freizeitbetriebe", "D5", 330, ("Bäder", "Sportstätten"), CULTURE),
    Fachbereich("53", "Gesundheitsamt", "D5", 260, ("Gesundheitsschutz", "Kinder und Jugend"), OFFICE),
    Fachbereich("60", "Umweltamt", "D6", 170, ("Umweltschutz", "Klima"), TECHNICAL),
    Fachbereich(
        "61",
        "Stadtplanungs- und Bauordnungsamt",
        "D6",
        330,
        ("Mobilitätsplanung", "Städtebau", "Bauordnung"),
        TECHNICAL,
        True,
        2,
    ),
    Fachbereich("62", "Vermessungs- und Katasteramt", "D6", 190, ("Kataster", "Geodaten"), TECHNICAL),
    Fachbereich("63", "Grünflächenamt", "D6", 420, ("Pflege Nord", "Pflege Süd", "Friedhöfe"), YARD),
    Fachbereich("64", "Amt für Wohnen", "D6", 130, ("Wohnungswesen", "Quartiere"), OFFICE),
    Fachbereich("66", "Tiefbauamt", "D6", 480, ("Straßenbau", "Verkehrstechnik", "Betriebshöfe"), TECHNICAL, True, 2),
    Fachbereich("23", "Liegenschaften", "D7", 110, ("Grundstücke", "Verwaltung"), OFFICE),
    Fachbereich(
        "65", "Städtische Immobilienwirtschaft", "D7", 480, ("Hochbau", "Gebäudebetrieb", "Energie"), TECHNICAL
    ),
    Fachbereich("70", "Stadtentwässerung", "D7", 330, ("Betrieb", "Planung"), YARD),
    Fachbereich("80", "Wirtschaftsförderung", "D7", 110, ("Unternehmen", "Standorte"), OFFICE),
    Fachbereich("10", "Dortmunder Systemhaus", "D8", 420, ("Netze", "Anwendungen", "Service"), TECHNICAL),
    Fachbereich("11", "Personal- und Organisationsamt", "D8", 330, PERSONNEL, OFFICE, True),
)
LARGE_FROM = 2000


def fachbereiche(people: int) -> tuple[Fachbereich, ...]:
    """All of them, or for a small demo only those that the log-ins need."""
    return tuple(entry for entry in FACHBEREICHE if entry.small or people >= LARGE_FROM)
