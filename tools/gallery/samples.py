"""Invented content for the gallery."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from meindo.ui import fields, forms
from meindo.ui.blocks import Answer, SettlementLine, TimelineItem
from meindo.ui.lists import Task, Tile
from meindo.ui.shell import Link, NavItem, RoleChoice, Shell

TODAY = date(2026, 11, 22)


def shell(active: str) -> Shell:
    """The frame of a person with two roles."""
    entries = (("Start", "home"), ("Vorgänge", "cases"), ("Dienste", "services"), ("Team", "team"))
    return Shell(
        person_name="Kim Beispiel",
        roles=(RoleChoice("self", "Für mich", True), RoleChoice("lead", "Führungskraft 61/2")),
        inbox_count=3,
        nav=tuple(NavItem("#", label, icon, label == active) for label, icon in entries),
        logged_in=True,
        demo_banner="Demo: erfundene Personen, keine echten Daten",
        search_url="#suche",
        inbox_url="#eingang",
        role_url="#rolle",
        language_url="#sprache",
        logout_url="#ende",
        profile_url="#daten",
        footer=tuple(
            Link("#", text) for text in ("Barrierefreiheit", "Einfache Sprache", "Gebärdensprache", "Datenschutz")
        ),
    )


TASKS = [
    Task(
        "Belege zur Dienstreise nach Köln nachreichen",
        "#",
        "Dienstreise · DR-2026-000123",
        "due",
        "bis 4. Dez.",
    ),
    Task("Unterweisung Brandschutz ansehen", "#", "20 Minuten", "act", "neu"),
    Task("Abwesenheit von Jo Muster vertreten", "#", "ab 1. Dezember 2026"),
]

TILES = [
    Tile("Zeitkonto", "#", "Zeiten buchen", "+4:20 Std.", "clock", "gestern"),
    Tile("Urlaub", "#", "Urlaub beantragen", "12,5 Tage", "calendar"),
    Tile("Dienstreise", "#", "Reise nach Köln abrechnen", "1 offen", "trip"),
    Tile("Entgelt", "#", "Abrechnung Oktober ansehen", "neu", "euro"),
]

STATES = (
    ("act", "wartet auf Sie"),
    ("wait", "wartet auf Führungskraft"),
    ("due", "Belege fehlen"),
    ("done", "ausgezahlt"),
    ("wrong", "abgelehnt"),
)
TOWNS = ("Köln", "Aachen", "Berlin", "Frankfurt am Main", "Bad Salzuflen", "Düsseldorf")
PEOPLE = ("Maria Beispiel", "Ayşe Yıldız-Großkopf", "Jo Muster", "Łukasz Żółty")


def rows(count: int) -> list[dict[str, Any]]:
    """Rows of a list of business trips."""
    return [row(number) for number in range(count)]


def row(number: int) -> dict[str, Any]:
    """One invented trip."""
    kind, state = STATES[number % len(STATES)]
    first = date(2026, 12, 30) - timedelta(days=5 * number)
    return {
        "subject": f"{TOWNS[number % len(TOWNS)]}, Jugendamt",
        "person": PEOPLE[number % len(PEOPLE)],
        "first": first,
        "last": first + timedelta(days=number % 4),
        "number": f"DR-2026-{123 + 37 * number:06d}",
        "kind": kind,
        "state": state,
        "due": TODAY + timedelta(days=number) if number % 3 else None,
        "amount": Decimal(number * 137) / 8 + Decimal("1204.5") * (number % 2) if number % 5 else None,
    }


FACTS = [
    ("Person", "Maria Beispiel, 51/3"),
    ("Grund", "Fachtagung Frühe Hilfen"),
    ("Strecke", "94 km mit dem Auto, erhebliches dienstliches Interesse"),
    ("Verpflegung", None),
]

LINES = [
    SettlementLine("Hin und zurück, 188 km", Decimal("65.80"), "LRKG NRW § 5 Abs. 1", "188 km × 0,35 €"),
    SettlementLine("Tagegeld, 2 Tage", Decimal("28.00"), "LRKG NRW § 6", "2 × 14 €, Frühstück am 4. Dezember gekürzt"),
    SettlementLine("Parken", Decimal("9.50")),
]

TIMELINE = [
    TimelineItem("Beantragt", "Kim Beispiel", date(2026, 11, 2), None, "", "past"),
    TimelineItem("Genehmigt", "Leitung 61/2", date(2026, 11, 3), date(2026, 11, 4), "LRKG NRW § 2", "past"),
    TimelineItem("Prüfen", "Reisekostenstelle 11/4", date(2026, 11, 20), date(2026, 12, 4), "LRKG NRW § 3", "now"),
    TimelineItem("Auszahlen", "Entgeltstelle 11/5", None, date(2027, 1, 31), "", "future"),
]

ANSWERS = [
    Answer("Ziel", "Köln, Jugendamt", "#"),
    Answer("Beginn", "3. Dezember 2026, 07:30 Uhr", "#"),
    Answer("Ende", "5. Dezember 2026, 18:00 Uhr", "#"),
    Answer("Verkehrsmittel", "Auto, weil Material zu transportieren ist", "#"),
]


class TripForm(forms.Form):
    """All kinds of fields on one page."""

    ziel = fields.TextField(label="Ziel der Reise", help_text="Ort und Stelle, zum Beispiel: Köln, Jugendamt.")
    beginn = fields.DateField(label="Beginn der Reise", quick=("today", "yesterday"), today=lambda: TODAY)
    um = fields.TimeField(label="Uhrzeit")
    strecke = fields.KilometreField(label="Einfache Strecke", required=False)
    kosten = fields.AmountField(label="Voraussichtliche Kosten")
    mittel = fields.ChoiceField(
        label="Verkehrsmittel",
        choices=[("bahn", "Bahn"), ("auto", "Eigenes Auto"), ("rad", "Fahrrad")],
        hints={"auto": "Bitte nennen Sie unten den Grund."},
    )
    essen = fields.MultipleChoiceField(
        label="Mahlzeiten, die gestellt werden",
        choices=[("f", "Frühstück"), ("m", "Mittagessen")],
        required=False,
    )
    klasse = fields.SelectField(label="Anlass", choices=[("t", "Tagung"), ("f", "Fortbildung")])
    grund = fields.LongTextField(label="Grund", required=False)
    ok = fields.StatementField(label="Die Angaben sind vollständig und richtig.")


class MeansForm(forms.Form):
    """One question."""

    title_field = "mittel"
    mittel = fields.ChoiceField(
        label="Womit reisen Sie?",
        choices=[("bahn", "Bahn"), ("auto", "Eigenes Auto"), ("rad", "Fahrrad")],
        hints={"auto": "Sie bekommen 0,35 € je Kilometer."},
    )


class DayForm(forms.Form):
    """One date."""

    title_field = "beginn"
    beginn = fields.DateField(
        label="Wann beginnt die Reise?",
        help_text="Zum Beispiel 27 3 2027.",
        quick=("today",),
        today=lambda: TODAY,
    )


class LoginForm(forms.Form):
    """The password way."""

    name = fields.TextField(label="Benutzername")
    password = fields.PasswordField(label="Passwort")


WRONG = {
    "beginn_day": "31",
    "beginn_month": "6",
    "beginn_year": "2026",
    "um": "25:00",
    "strecke": "-3",
    "mittel": "auto",
}
RIGHT = {
    **WRONG,
    "ziel": "Köln",
    "beginn_month": "7",
    "um": "7:30",
    "strecke": "94,5",
    "kosten": "120",
    "ok": "on",
}
