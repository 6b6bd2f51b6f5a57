"""The room of the demo city: a stage that waits, a matter answered, one refused, one before several bodies."""

from datetime import timedelta

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import main_employment

from . import commands, queries
from .subjects import OTHER, PROCESS, RULE, STAGE, of_stage, waiting_stages

WHO, SECOND = "einfuehrung", "recht2"


def fill(city: DemoCity) -> None:
    """Matters at different steps, a promise kept, one that is open, and a meeting of the staff council."""
    first = _bring(city, 40, "Reisen werden im Portal beantragt", PROCESS, bodies=("personalrat", "sbv"))
    _answer(city, first, 30, "consent", "")
    other = _bring(city, 24, "Stichprobe bei Reisekosten: jede zwanzigste Abrechnung", RULE, bodies=("personalrat",))
    _answer(city, other, 12, "object", "Wer geprüft wird, muss der Zufall bestimmen und niemand sonst.")
    open_case = _bring(
        city,
        3,
        "Neue Beschilderung der Sitzungsräume mit Braille-Schrift",
        OTHER,
        bodies=("personalrat", "sbv", "gleichstellung", "jav"),
    )
    _stage(city)
    _promises(city, first)
    parts = [queries.part_of(case) for case in (open_case, other) if case.is_open]
    commands.set_up_meeting(
        body="personalrat",
        held_on=city.today + timedelta(days=5),
        place="Rathaus, Raum 7",
        parts=parts,
        by=city.actor("personalrat"),
    )


def _bring(city: DemoCity, ago: int, title: str, kind: str, bodies: tuple[str, ...]) -> Case:
    with at(start_of(city.today - timedelta(days=ago))):
        return commands.bring_forward(
            employment=main_employment(city.persons[WHO].pk),
            matter=commands.Matter(
                kind=kind, title=title, text=f"{title}. Einzelheiten stehen im Konzept.", bodies=bodies
            ),
            by=city.actor(WHO),
        )


def _answer(city: DemoCity, case: Case, ago: int, move: str, reason: str) -> None:
    with at(start_of(city.today - timedelta(days=ago))):
        by = city.actor("personalrat")
        commands.decide(case=case, move_name=move, reason=reason, revision=case.revision, by=by)


def _stage(city: DemoCity) -> None:
    """The stage that waits for its staff council is brought forward."""
    stage = waiting_stages()[0]
    subject = of_stage(stage)
    with at(start_of(city.today - timedelta(days=6))):
        commands.bring_forward(
            employment=main_employment(city.persons[WHO].pk),
            matter=commands.Matter(
                kind=STAGE, title=subject.title, text=subject.text, bodies=("personalrat",), subject=subject.key
            ),
            by=city.actor(WHO),
        )


def _promises(city: DemoCity, case: Case) -> None:
    part, by = queries.part_of(case), city.actor(WHO)
    with at(start_of(city.today - timedelta(days=28))):
        training = commands.promise(
            part=part, text="Schulung in Leichter Sprache", by_whom="11/1", due_on=city.today - timedelta(days=7), by=by
        )
        commands.promise(
            part=part,
            text="Bericht nach sechs Monaten",
            by_whom="Reisestelle (11/4)",
            due_on=city.today + timedelta(days=150),
            by=by,
        )
    with at(start_of(city.today - timedelta(days=10))):
        commands.keep_promise(promise=training, note="Zwei Termine fanden statt.", by=city.actor(SECOND))
