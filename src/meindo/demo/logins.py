"""The people with a log-in: each has a fixed place in the city. All of them are invented."""

from dataclasses import dataclass

PASSWORD = "demo-meindo-2026"  # noqa: S105 (printed at the start, for invented people only)
TOTP_SECRET = "MEINDODEMOCITYSECRET2345MEINDODE"  # noqa: S105 (printed at the start)
TOTP_USER = "ob"


@dataclass(frozen=True)
class Place:
    """One fixed person: where, as what, and what the list of log-ins says. Without `says` there is no log-in."""

    user: str
    given: str
    family: str
    unit: str
    title: str
    says: str = ""
    status: str = "tarif"
    grade: str = "E 9c"
    is_lead: bool = False
    roles: tuple[str, ...] = ()
    roles_in: str = "OB"

    @property
    def key(self) -> str:
        """The key of the person in the leading system."""
        return f"demo-{self.user}"


PLACES = (
    Place("mitarbeiterin", "Emma", "Yılmaz", "51/1-1", "Sozialarbeiterin", "Beschäftigte im Jugendamt", grade="S 12"),
    Place(
        "teamleitung",
        "Mia",
        "Sommer",
        "51/1-1",
        "Teamleitung",
        "Führungskraft von Emma Yılmaz",
        grade="S 17",
        is_lead=True,
    ),
    Place(
        "fachbereichsleitung",
        "Karla",
        "Hoffmann",
        "51",
        "Fachbereichsleitung",
        "Leitung des Jugendamts (Fachbereich 51)",
        status="beamte",
        grade="A 16",
        is_lead=True,
    ),
    Place(
        "vertretung",
        "Deniz",
        "Aydın",
        "51/1-2",
        "Sozialarbeiter",
        "Vertretung einer abwesenden Teamleitung",
        grade="S 14",
    ),
    Place("abwesend", "Jens", "Pohl", "51/1-2", "Teamleitung", grade="S 17", is_lead=True),
    Place("reisestelle", "Rita", "Neumann", "11/4", "Sachbearbeitung", "Reisestelle (11/4)", roles=("travel_office",)),
    Place("reisestelle_zwei", "Olaf", "Berger", "11/4", "Sachbearbeitung", roles=("travel_office",)),
    Place(
        "anordnung",
        "Karl",
        "Brandt",
        "11/4",
        "Sachbearbeitung",
        "Anordnung der Auszahlung (11/4)",
        status="beamte",
        grade="A 12",
        roles=("payment_office",),
    ),
    Place(
        "entgelt",
        "Sven",
        "Lehmann",
        "11/4",
        "Entgeltabrechnung",
        "übergibt Zahlungen an die Entgeltabrechnung (11/4)",
        roles=("payroll_office",),
    ),
    Place(
        "bezuege",
        "Meike",
        "Thomsen",
        "11/4",
        "Bezügerechnung",
        "Bezügestelle: sieht, ob es einen Entgeltnachweis gibt, hält fehlgeleitete zurück (11/4)",
        roles=("statement_office",),
    ),
    Place(
        "bezuege_zwei",
        "Jannis",
        "Papadakis",
        "11/4",
        "Bezügerechnung",
        "zweite Person der Bezügestelle (11/4)",
        roles=("statement_office",),
    ),
    Place("anordnung_zwei", "Priya", "Kumar", "11/4", "Sachbearbeitung", roles=("payment_office",)),
    Place(
        "beamter",
        "Tom",
        "Krüger",
        "61/1-1",
        "Bauoberinspektor",
        "Beamter im Stadtplanungsamt, im Verkehrswendebüro",
        status="beamte",
        grade="A 11",
    ),
    Place("kita", "Leyla", "Kaya", "FABIDO/1-1", "Erzieherin", "Erzieherin in einer Kita", grade="S 8a"),
    Place(
        "personalrat",
        "Jutta",
        "Schröder",
        "PR",
        "Freigestelltes Mitglied",
        "Mitglied des Personalrats",
        roles=("personalrat",),
    ),
    Place(
        "recht1",
        "Anna",
        "Vogel",
        "30",
        "Juristin",
        "schlägt Werte zur Freigabe vor; im Rechtsamt gehen Reisen noch auf Papier",
        grade="E 13",
        roles=("law_release",),
    ),
    Place(
        "recht2",
        "Paul",
        "Winter",
        "11/4",
        "Grundsatzsachbearbeitung",
        "bestätigt Freigaben, führt Personalmaßnahmen und legt sie vor (Personalamt)",
        status="beamte",
        grade="A 13",
        roles=("law_release", "hr_office", "participation_office"),
    ),
    Place(
        "ob",
        "Thea",
        "Lindner",
        "OB",
        "Oberbürgermeisterin",
        "Oberbürgermeisterin, mit zweitem Faktor",
        status="beamte",
        grade="B 10",
        is_lead=True,
    ),
    Place(
        "stadtdirektion",
        "Martin",
        "Sauer",
        "D2",
        "Stadtdirektor",
        status="beamte",
        grade="B 7",
        is_lead=True,
        roles=("allgemeine_vertretung",),
    ),
    Place(
        "assistenz",
        "Nuria",
        "Becker",
        "51",
        "Assistenz",
        "Reiseassistenz im Jugendamt: erfasst Reisen für andere",
        grade="E 6",
        roles=("travel_assistant",),
        roles_in="51",
    ),
    Place(
        "erfassung",
        "Lukas",
        "Wolff",
        "11/4",
        "Sachbearbeitung",
        "erfasst Papierformulare für die ganze Stadt (11/4)",
        grade="E 6",
        roles=("travel_assistant",),
    ),
    Place(
        "einfuehrung",
        "Ben",
        "Adler",
        "11/1",
        "Organisationsberatung",
        "führt Dienste ein, legt den Personalvertretungen vor, schlägt Löschungen vor (11/1)",
        roles=("rollout_office", "records_office", "participation_office"),
    ),
    Place(
        "digitalxpert",
        "Samira",
        "Haddad",
        "20",
        "Sachbearbeitung",
        "DigitalXpert: begleitet die Einführung, sieht keine Vorgänge",
        roles=("digital_xpert",),
    ),
    Place(
        "oeffentlich",
        "Jana",
        "Richter",
        "11/1",
        "Organisationsberatung",
        "beantwortet Fragen der Öffentlichkeit, schreibt öffentliche Register, gibt Löschungen frei (11/1)",
        roles=("public_office", "records_office"),
    ),
    Place(
        "datenschutz",
        "Ilse",
        "Vogel",
        "11/1",
        "Datenschutz",
        "beantwortet Fragen zu Zugriffen und gibt Auskunft (DSB)",
        roles=("data_protection_office",),
    ),
    Place(
        "zugang",
        "Hatice",
        "Demir",
        "11/4",
        "Sachbearbeitung",
        "gibt Zugänge aus: Briefe mit Codes; Unterstützung (11/4)",
        roles=("activation_office", "support_office"),
    ),
    Place(
        "poststelle",
        "Gisela",
        "Franke",
        "11/1",
        "Poststelle",
        "Poststelle: druckt Mitteilungen für Personen ohne Gerät",
        grade="E 5",
        roles=("post_office",),
    ),
    Place(
        "ithaus",
        "Selma",
        "Kurt",
        "11/1",
        "Berechtigungsverwaltung",
        "IT-Haus: führt Anwendungen, Rollen und Regeln, bereitet Pläne vor (11/1)",
        roles=("identity_office",),
    ),
    Place(
        "ithaus_zwei",
        "Piet",
        "Jansen",
        "11/1",
        "Berechtigungsverwaltung",
        "zweite Person des IT-Hauses: setzt Regeln in Kraft, gibt Pläne frei (11/1)",
        roles=("identity_office",),
    ),
    Place(
        "verfahren",
        "Aylin",
        "Koch",
        "51",
        "Fachanwendungsbetreuung",
        "verantwortet die Anwendungen des Jugendamts (Fachbereich 51)",
        roles=("application_owner",),
    ),
    Place(
        "pruefung",
        "Georg",
        "Ott",
        "1",
        "Revision",
        "prüft Konten und Berechtigungen, ändert nichts",
        grade="E 12",
        roles=("identity_auditor",),
    ),
    Place("hausmeister", "Ivo", "Marković", "51/1-2", "Hausmeister", grade="E 5"),
    Place("kueche", "Rosa", "Bianchi", "51/1-1", "Hauswirtschaftskraft", grade="E 3"),
    Place("jav", "Finn", "Peters", "11/2", "Verwaltungsfachangestellter in Ausbildung", grade="", roles=("jav",)),
    Place("sbv", "Ute", "Albrecht", "20", "Sachbearbeitung", "Vertrauensperson der Schwerbehinderten", roles=("sbv",)),
    Place("gleichstellung", "Nadia", "Rahimi", "1", "Gleichstellungsbeauftragte", roles=("gleichstellung",)),
    Place("zustaendig", "Eleni", "Graf", "1", "Sachbearbeitung", roles=("zustaendigkeitsstelle",)),
    Place("zustaendig_zwei", "Marek", "Lorenz", "1", "Sachbearbeitung", roles=("zustaendigkeitsstelle",)),
)


def log_ins() -> tuple[Place, ...]:
    """Those who can log in."""
    return tuple(place for place in PLACES if place.says)
