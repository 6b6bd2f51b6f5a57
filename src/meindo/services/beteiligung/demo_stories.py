"""What was brought before the bodies of the demo city and what became of it: so many days ago, by whom, which move."""

from dataclasses import dataclass

from .subjects import OTHER, PROCESS, RULE

BODY, OFFICE, SECOND = "body", "office", "second"
Made = tuple[int, str, str, str]
COUNCIL, HEARERS = ("personalrat",), ("sbv", "gleichstellung", "jav")


@dataclass(frozen=True)
class Story:
    """A matter, when it was brought forward, and what happened to it before each body."""

    title: str
    ago: int
    moves: tuple[Made, ...] = ()
    bodies: tuple[str, ...] = COUNCIL
    kind: str = OTHER

    @property
    def text(self) -> str:
        """What is intended."""
        return f"{self.title}. Einzelheiten stehen im Konzept."


FIRST = Story("Reisen werden im Portal beantragt", 40, ((30, BODY, "consent", ""),), kind=PROCESS)
OPEN = Story("Neue Beschilderung der Sitzungsräume mit Braille-Schrift", 3, bodies=(*COUNCIL, *HEARERS))
STORIES = (
    Story(
        "Stichprobe bei Reisekosten: jede zwanzigste Abrechnung",
        24,
        ((12, BODY, "object", "Wer geprüft wird, muss der Zufall bestimmen und niemand sonst."),),
        kind=RULE,
    ),
    Story("Gemeinsame Drucker statt einzelner Geräte", 5, ((3, BODY, "ask", "Sieht jemand, wer was druckt?"),)),
    Story("Öffnungszeiten der Bürgerdienste am Samstag", 20, ((14, BODY, "discuss", ""),)),
    Story(
        "Neue Aufteilung der Teams im Stadtplanungsamt",
        25,
        ((20, BODY, "discuss", ""), (10, OFFICE, "discussed", "")),
    ),
    Story(
        "Umzug der Poststelle in das Erdgeschoss",
        60,
        (
            (40, OFFICE, "invite", ""),
            (36, OFFICE, "discussed", ""),
            (10, SECOND, "deem", "Erörtert am genannten Tag; bis zum Ablauf der Frist kam keine Antwort."),
        ),
    ),
    Story(
        "Dienstpläne der Leitstelle",
        90,
        (
            (80, BODY, "object", "Die Ruhezeiten reichen nicht."),
            (30, SECOND, "arbitrate", "Beschluss der Einigungsstelle: elf Stunden Ruhe, sonst wie vorgelegt."),
        ),
    ),
    Story(
        "Notbetrieb nach dem Wasserschaden im Archiv",
        30,
        ((28, SECOND, "regulate", "Der Betrieb musste am selben Tag weitergehen."),),
    ),
    Story("Testbetrieb neuer Türschlösser", 22, ((20, OFFICE, "withdraw", "Der Hersteller liefert nicht."),)),
)
HEARD = (
    Story("Barrierefreie Fortbildungen", 50, ((45, BODY, "no_objection", ""),), HEARERS),
    Story(
        "Stellenausschreibung für Auszubildende",
        48,
        (
            (44, BODY, "object", "Der Text nennt keine Ansprechperson."),
            (40, OFFICE, "weigh", "Die Ansprechperson steht jetzt in der Ausschreibung."),
        ),
        HEARERS,
    ),
    Story(
        "Neue Stühle für die Besprechungsräume",
        47,
        ((30, SECOND, "silent", "Die Frist ist abgelaufen, eine Stellungnahme kam nicht."),),
        HEARERS,
    ),
    Story("Fragebogen zur Arbeitszufriedenheit", 4, ((3, BODY, "ask", "Wie groß sind die Gruppen?"),), HEARERS),
    Story("Raumplan der Ausbildung", 6, ((4, BODY, "object", "Der Aufzug fehlt im Plan."),), HEARERS),
    Story(
        "Ersatzräume während der Sanierung",
        35,
        ((34, SECOND, "regulate", "Die Räume waren sofort nötig."),),
        HEARERS,
    ),
    Story("Änderung der Parkordnung", 33, ((32, OFFICE, "withdraw", "Es bleibt bei der alten Ordnung."),), HEARERS),
)
