"""The stages in which the demo city began to use business trips; one small unit still takes the paper way."""

from datetime import date
from typing import Any

from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import units_of_kinds
from meindo.platform.rollout.commands import plan_stage, start_stage
from meindo.platform.rollout.queries import stages

SERVICE, PAPER = "dienstreise", "30"
FIRST, YOUTH = ("11", "20"), ("51",)


def roll_out(city: DemoCity) -> None:
    """A first stage, the youth office from July 2023 on, then all others but one, which waits for its staff council."""
    if stages().exists():
        return
    codes = units_of_kinds("fachbereich")
    heads = units_of_kinds("stadt", "dezernat").values()
    others = [pk for code, pk in codes.items() if code not in (*FIRST, *YOUTH, PAPER)]
    first = [codes[code] for code in FIRST if code in codes]
    _stage(city, "Erste Fachbereiche", date(2023, 3, 1), first)
    _stage(city, "Jugendamt (Fachbereich 51)", date(2023, 7, 1), [codes[code] for code in YOUTH])
    _stage(city, "Alle weiteren Fachbereiche", date(2024, 1, 1), others, alone=heads)
    _stage(city, "Rechtsamt (Fachbereich 30)", date(2027, 1, 1), [codes[PAPER]], participation="")


def _stage(city: DemoCity, label: str, day: date, units: list[int], **changes: Any) -> None:
    known = {
        "kick_off_on": day.replace(day=1),
        "training": "Zwei Termine vor Ort, einer in Leichter Sprache",
        "handbook": "Handbuch Dienstreise, auch gedruckt",
        "multiplier": city.persons["digitalxpert"],
        "help_contact": "Reisestelle (11/4)",
        "trial": "Acht Wochen mit 20 Beschäftigten der Reisestelle; Fragen und Antworten stehen im Handbuch (Beispiel)",
        "risks": "Ausfall: Papierweg; falsche Beträge: zwei Personen prüfen jede Zahlung (Beispiel)",
        "impact": "Nicht nötig nach Schwellwertprüfung: keine neuen Datenarten, keine Bewertung (Beispiel)",
        "procurement": "Nichts zu vergeben: städtischer Betrieb, offener Quelltext (Beispiel)",
        "participation": "zustimmung",
        **changes,
    }
    by = city.actor("einfuehrung")
    with at(start_of(min(day, city.today))):
        stage = plan_stage(service=SERVICE, label=label, starts_on=day, units=units, by=by, **known)
        if not stage.missing():
            start_stage(stage, by=by)
