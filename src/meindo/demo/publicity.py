"""What the demo city says in the registers that a city writes itself, and what the public asked."""

from datetime import timedelta

from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.registry.commands_public import answer_question, ask_in_public, write_entry
from meindo.platform.registry.queries_local import local_entries
from meindo.web.readings import note_all

ENTRIES = (
    (
        "lieferanten",
        "Rechenzentrum (Beispiel)",
        {
            "delivers": "Betrieb der Server und der Datenbank",
            "place": "Dortmund",
            "contract": "Vertrag nach Art. 28 DSGVO (Beispiel)",
            "procurement": "keine, städtischer Betrieb",
            "exit": "Alle Daten lassen sich in offenen Formaten ausgeben; der Quelltext ist offen.",
        },
    ),
    (
        "erprobungen",
        "Abrechnung in Bündeln (Beispiel)",
        {
            "deviation": "Unauffällige Abrechnungen werden zu höchstens 25 gelesen und zusammen bestätigt.",
            "parties": "Personal- und Organisationsamt, Personalrat",
            "from_until": "ein Jahr ab Einführung",
            "evaluation": "Stichprobe von 5 je 100, voll geprüft; Bericht an den Personalrat",
            "way_back": "Die Bündel werden abgeschaltet, jede Abrechnung wird wieder einzeln geprüft.",
        },
    ),
    ("beitritte", "Oberbürgermeister und Personalrat", {"guidelines": "alle", "date": "29.11.2017"}),
)
QUESTIONS = (
    (
        "dienstreise.settlement",
        "Warum bekommt man für das Fahrrad weniger als für das Auto?",
        "Beide Sätze stehen im Landesreisekostengesetz (§ 5 Abs. 1). Das Programm rechnet nur damit.",
    ),
    ("dienstreise.check", "Wie oft wird etwas für die Stichprobe gezogen?", ""),
)


def publish(city: DemoCity) -> None:
    """Once: entries, one question with its answer, one that waits."""
    if local_entries("beitritte").exists():
        return
    by = city.actor("oeffentlich")
    with at(start_of(city.today - timedelta(days=40))):
        for register, title, content in ENTRIES:
            write_entry(register=register, title=title, values=content, by=by)
        note_all("", {})
    for days, (entry, text, answer) in zip((20, 3), QUESTIONS, strict=True):
        with at(start_of(city.today - timedelta(days=days))):
            asked = ask_in_public(text=text, register="algorithmen", entry=entry)
            if answer:
                answer_question(question=asked, answer=answer, is_public=True, by=by)
