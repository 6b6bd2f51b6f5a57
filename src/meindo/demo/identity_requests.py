"""Requests for access at every step, and accesses given in an emergency; people, tasks and reasons are made up."""

from datetime import timedelta

from meindo.identity.models import Entitlement
from meindo.identity.queries_catalogue import right_keyed
from meindo.identity.requests import commands, commands_emergency, reminding
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import main_employment

OWNER, IT, AUDITOR, BOSS = "verfahren", "ithaus", "pruefung", "teamleitung"
WHY = "Gemeinsames Vorhaben mit der Planung (Beispiel)"
NO = "Dafür genügt das Ansehen der Karten (Beispiel)."
# who needs what, asked by whom, so many days ago, for so many days; the moves, each so many days ago: by whom, why
ASKED = (
    ("mitarbeiterin", "kita.fuehren", "mitarbeiterin", 0, 60, ()),
    ("mitarbeiterin", "geo.zeichnen", "mitarbeiterin", 2, 90, (("endorse", 1, BOSS, ""),)),
    ("kueche", "kita.fuehren", BOSS, 1, 90, ()),
    ("kueche", "geo.ansehen", BOSS, 9, 19, (("grant", 8, OWNER, ""),)),
    ("mitarbeiterin", "jugend.freigeben", "mitarbeiterin", 12, 90, (
        ("endorse", 11, BOSS, ""), ("refuse", 10, OWNER, NO))),
    ("kueche", "verkehr.planen", BOSS, 6, 30, (("call_off", 5, BOSS, ""),)),
    (OWNER, "jugend.freigeben", OWNER, 3, 30, (("endorse", 2, "fachbereichsleitung", ""),)),
)  # fmt: skip
# to whom, which right, by whom, so many days ago; the review
TAKEN = (
    ("kueche", "jugend.freigeben", OWNER, 0, ()),
    ("mitarbeiterin", "geo.zeichnen", IT, 15, (
        ("confirm", 13, AUDITOR, "Die Vertretung fiel aus, es war dringend (Beispiel)."),)),
    ("hausmeister", "kita.fuehren", OWNER, 40, (
        ("object", 37, AUDITOR, "Ein Antrag hätte genügt (Beispiel)."),)),
)  # fmt: skip


def ask_for_access(city: DemoCity) -> None:
    """One request at every step, one that was granted and ends soon, emergencies before and after their review."""
    for who, key, by, ago, days, moves in ASKED:
        day = city.today - timedelta(days=ago)
        with at(start_of(day)):
            case = commands.ask(
                employment=main_employment(city.persons[who].pk),
                what=_right(key),
                reason=WHY,
                until=day + timedelta(days=days),
                by=city.actor(by),
            )
        _go_on(city, case, moves)
    for who, key, by, ago, moves in TAKEN:
        with at(start_of(city.today - timedelta(days=ago))):
            case = commands_emergency.give_at_once(
                employment=main_employment(city.persons[who].pk),
                what=_right(key),
                reason="Ausfall der Vertretung (Beispiel)",
                by=city.actor(by),
            )
        _go_on(city, case, moves)
    reminding.remind()


def _right(key: str) -> Entitlement:
    application, name = key.split(".")
    return right_keyed(application, name)


def _go_on(city: DemoCity, case: Case, moves: tuple[tuple[str, int, str, str], ...]) -> None:
    """The moves on the days on which they were made."""
    for name, ago, who, reason in moves:
        with at(start_of(city.today - timedelta(days=ago))):
            case.refresh_from_db()
            commands.decide(case=case, move_name=name, reason=reason, revision=case.revision, by=city.actor(who))
