"""Looks at the data of a demo person, two questions about them and a request for information."""

from datetime import timedelta

from meindo.platform.access.queries import Wanted, looks_at
from meindo.platform.access.viewer import Viewer, record_access
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import main_employment

from . import commands

WHO = "mitarbeiterin"
# who, in which role, for which purpose, so many days ago
LOOKS = (
    ("reisestelle", "travel_office", "dienstreise.settle", 40),
    ("teamleitung", "line_manager", "cases.inbox", 33),
    ("anordnung", "payment_office", "dienstreise.settle", 20),
    ("reisestelle", "travel_office", "cases.inbox", 12),
)


def fill(city: DemoCity) -> None:
    """One question answered without a name, one open, one withdrawn; requests open, answered, refused, withdrawn."""
    person, by = city.persons[WHO], city.actor(WHO)
    for who, role, purpose, ago in LOOKS:
        day = city.today - timedelta(days=ago)
        record_access(Viewer(city.actor(who), role, purpose, day), [(person.pk, 0)])
    looks, _more = looks_at(person.pk, Wanted(), most=2)
    texts = ("Warum hat die Reisestelle meine Vorgänge angesehen?", "Wozu brauchte die Stelle meine Daten?")
    for ago, look, text in zip((9, 2), looks, texts, strict=True):
        with at(start_of(city.today - timedelta(days=ago))):
            case = commands.ask_about_access(
                employment=main_employment(person.pk), about=f"{look.day:%d.%m.%Y}", text=text, record_id=look.id, by=by
            )
            if ago > 5:
                answer = "Die Stelle hat ihre Liste der wartenden Vorgänge gelesen. Ihr Antrag stand darin."
                dsb = city.actor("datenschutz")
                commands.decide(case=case, move_name="answer", reason=answer, revision=case.revision, by=dsb)
    with at(start_of(city.today - timedelta(days=1))):
        commands.request_information(employment=main_employment(person.pk), text="", by=by)
    _others(city)
    _rights(city)
    _long_ago(city)


# who asked for what, so many days ago; what became of it so many days ago, and why
RIGHTS = (
    ("mitarbeiterin", "correction", 4, 0, "", ""),
    ("kita", "correction", 22, 15, "correct", ""),
    ("beamter", "correction", 30, 21, "refuse", "Der Tag des Dienstbeginns stimmt mit der Ernennungsurkunde überein."),
    ("teamleitung", "correction", 12, 11, "withdraw", ""),
    ("kita", "erasure", 3, 0, "", ""),
    (
        "mitarbeiterin",
        "erasure",
        40,
        33,
        "erase_partly",
        "Die Reisen müssen noch aufbewahrt werden, der Entwurf nicht.",
    ),
    ("beamter", "erasure", 18, 10, "refuse", "Die Angaben stehen in einem Bescheid, der noch aufbewahrt werden muss."),
    ("teamleitung", "erasure", 9, 8, "withdraw", ""),
)


def _rights(city: DemoCity) -> None:
    """Requests for rectification and erasure in every state."""
    for who, kind, asked, decided, move, reason in RIGHTS:
        with at(start_of(city.today - timedelta(days=asked))):
            case = _wish(city, who, kind)
        if move:
            by = city.actor(who if move == "withdraw" else "recht2")
            with at(start_of(city.today - timedelta(days=decided))):
                commands.decide(case=case, move_name=move, reason=reason, revision=case.revision, by=by)


def _wish(city: DemoCity, who: str, kind: str) -> Case:
    """A request of somebody."""
    employment, by = main_employment(city.persons[who].pk), city.actor(who)
    if kind == "erasure":
        text = "Was nicht mehr gebraucht wird."
        return commands.request_erasure(employment=employment, kind="other", text=text, by=by)
    return commands.request_correction(
        employment=employment,
        about="Entgeltgruppe",
        wrong="Dort steht die alte Gruppe.",
        right="Die neue seit März.",
        by=by,
    )


LONG_AGO = (("kita", 5), ("beamter", 5), ("mitarbeiterin", 5))  # who asked, so many years ago


def _long_ago(city: DemoCity) -> None:
    """Questions whose time is over: what becomes of them is shown by the office of records."""
    for number, (who, years) in enumerate(LONG_AGO):
        with at(start_of(city.today - timedelta(days=365 * years - number))):
            case = commands.ask_about_access(
                employment=main_employment(city.persons[who].pk),
                about="Reisestelle",
                text="Wozu war das nötig?",
                by=city.actor(who),
            )
            answer = "Ihr Antrag wurde bearbeitet."
            dsb = city.actor("datenschutz")
            commands.decide(case=case, move_name="answer", reason=answer, revision=case.revision, by=dsb)


# who asked, so many days ago, who decided so many days ago, by which move and why
REQUESTS = (
    ("kita", 25, "datenschutz", 20, "provide", ""),
    ("beamter", 16, "beamter", 15, "withdraw", ""),
    (
        "teamleitung",
        14,
        "datenschutz",
        7,
        "refuse",
        "Dieselbe Auskunft haben Sie in diesem Jahr schon dreimal erhalten.",
    ),
)


def _others(city: DemoCity) -> None:
    """What became of the requests and of a question of others."""
    for who, asked, office, decided, move, reason in REQUESTS:
        with at(start_of(city.today - timedelta(days=asked))):
            case = commands.request_information(
                employment=main_employment(city.persons[who].pk), text="", by=city.actor(who)
            )
        with at(start_of(city.today - timedelta(days=decided))):
            by = city.actor(office)
            commands.decide(case=case, move_name=move, reason=reason, revision=case.revision, by=by)
    with at(start_of(city.today - timedelta(days=6))):
        about, text = f"{city.today - timedelta(days=8):%d.%m.%Y}", "Wer hat meinen Antrag gelesen?"
        case = commands.ask_about_access(
            employment=main_employment(city.persons["kita"].pk), about=about, text=text, by=city.actor("kita")
        )
        commands.decide(case=case, move_name="withdraw", revision=case.revision, by=city.actor("kita"))
