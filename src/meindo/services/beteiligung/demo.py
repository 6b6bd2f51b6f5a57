"""The room of the demo city: a stage that waits, and matters at every step before every body."""

from datetime import timedelta

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import main_employment

from . import commands, queries
from .demo_stories import FIRST, HEARD, OFFICE, OPEN, SECOND, STORIES, Story
from .subjects import STAGE, of_stage, waiting_stages

CLERKS = {OFFICE: "einfuehrung", SECOND: "recht2"}


def fill(city: DemoCity) -> None:
    """Every story, a promise kept and one that is open, and a meeting of the staff council."""
    first = _told(city, FIRST)["personalrat"]
    for story in (*STORIES, *HEARD):
        _told(city, story)
    waiting = _told(city, OPEN)["personalrat"]
    _stage(city)
    _promises(city, first)
    commands.set_up_meeting(
        body="personalrat",
        held_on=city.today + timedelta(days=5),
        place="Rathaus, Raum 7",
        parts=[queries.part_of(waiting)],
        by=city.actor("personalrat"),
    )


def _told(city: DemoCity, story: Story) -> dict[str, Case]:
    """A matter with everything that happened to it, before each of its bodies."""
    matter = commands.Matter(kind=story.kind, title=story.title, text=story.text, bodies=story.bodies)
    cases = _cases(city, matter, story.ago)
    for body, case in cases.items():
        for ago, who, move, reason in story.moves:
            with at(start_of(city.today - timedelta(days=ago))):
                by = city.actor(CLERKS.get(who, body))
                commands.decide(case=case, move_name=move, reason=reason, revision=case.revision, by=by)
    return cases


def _cases(city: DemoCity, matter: commands.Matter, ago: int) -> dict[str, Case]:
    who = CLERKS[OFFICE]
    with at(start_of(city.today - timedelta(days=ago))):
        first = commands.bring_forward(
            employment=main_employment(city.persons[who].pk), matter=matter, by=city.actor(who)
        )
    return queries.cases_beside(first)


def _stage(city: DemoCity) -> None:
    """The stage that waits for its staff council is brought forward."""
    subject = of_stage(waiting_stages()[0])
    matter = commands.Matter(
        kind=STAGE, title=subject.title, text=subject.text, bodies=("personalrat",), subject=subject.key
    )
    _cases(city, matter, 6)


def _promises(city: DemoCity, case: Case) -> None:
    part, by = queries.part_of(case), city.actor(CLERKS[OFFICE])
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
        commands.keep_promise(promise=training, note="Zwei Termine fanden statt.", by=city.actor(CLERKS[SECOND]))
