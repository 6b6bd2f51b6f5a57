"""Accesses of the support in every state; people, problems and reasons are invented."""

from datetime import timedelta

from meindo.platform.cases.deadlines import check_deadlines
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import main_employment

from . import commands

HELPER, REVIEWER, TRIPS = "zugang", "datenschutz", "dienstreise"
REASON = "Abrechnung lässt sich nicht senden (Beispiel)"
URGENT = "Zahlung ging an ein falsches Konto (Beispiel)"
# who is asked, of which service, so many days ago; the moves, each so many days ago: by whom, why
ASKED = (
    ("mitarbeiterin", TRIPS, 0, ()),
    ("beamter", "", 1, (("grant", 1, "beamter", ""),)),
    ("kita", TRIPS, 9, (("grant", 8, "kita", ""), ("end", 7, "kita", ""))),
    ("teamleitung", "", 12, (("decline", 11, "teamleitung", ""),)),
    ("beamter", TRIPS, 25, (("withdraw", 24, HELPER, "Die Störung lag am Netz und ist behoben (Beispiel)."),)),
    ("kita", TRIPS, 40, ()),
)
WANTED = (
    ("teamleitung", TRIPS, 0, ()),
    ("kita", TRIPS, 1, (("take", 0, HELPER, ""),)),
    ("mitarbeiterin", "entgeltnachweis", 16, (("take", 15, HELPER, ""), ("give_back", 14, HELPER, ""))),
    ("beamter", "", 20, (("answer", 19, HELPER, "Bitte leeren Sie den Zwischenspeicher (Beispiel)."),)),
    ("mitarbeiterin", TRIPS, 30, (("withdraw", 30, "mitarbeiterin", ""),)),
)
TAKEN = (
    ("kita", 0, ()),
    ("beamter", 11, (("confirm", 9, REVIEWER, "Die Störung war dringend und ist behoben."),)),
    ("teamleitung", 33, (("object", 29, REVIEWER, "Die Person war erreichbar und hätte zustimmen können."),)),
)
DAYS = 5  # so long an access is asked for


def fill(city: DemoCity) -> None:
    """One of each, and what became of it; two accesses are open, one emergency waits for its review."""
    helper = city.actor(HELPER)
    for who, service, ago, moves in ASKED:
        day = city.today - timedelta(days=ago)
        with at(start_of(day)):
            case = commands.ask_for_access(
                subject=city.persons[who], service=service, reason=REASON, until=day + timedelta(days=DAYS), by=helper
            )
        _go_on(city, case, moves)
    for who, service, ago, moves in WANTED:
        day = city.today - timedelta(days=ago)
        with at(start_of(day)):
            case = commands.ask_for_help(
                employment=main_employment(city.persons[who].pk),
                service=service,
                reason=REASON,
                until=day + timedelta(days=DAYS),
                by=city.actor(who),
            )
        _go_on(city, case, moves)
    for who, ago, moves in TAKEN:
        with at(start_of(city.today - timedelta(days=ago))):
            case = commands.take_access(subject=city.persons[who], service=TRIPS, reason=URGENT, by=helper)
        _go_on(city, case, moves)
    check_deadlines("demo", {})


def _go_on(city: DemoCity, case: Case, moves: tuple[tuple[str, int, str, str], ...]) -> None:
    """The moves on the days on which they were made."""
    for name, ago, who, reason in moves:
        with at(start_of(city.today - timedelta(days=ago))):
            commands.decide(case=case, move_name=name, reason=reason, revision=case.revision, by=city.actor(who))
