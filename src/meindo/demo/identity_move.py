"""A planned move in the demo city: to another Fachbereich and into the matrix, which adds a role and no approver."""

from datetime import date, timedelta

from meindo.platform.people.commands_posts import add_post
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.measures import intend_measure
from meindo.platform.people.queries import latest_employment, units_coded
from meindo.platform.people.queries_movements import as_plan, join, transfer

from .city import MATRIX_UNIT

TEAM = "61/1-1"


def intend_move(city: DemoCity) -> None:
    """Somebody of the Jugendamt is to work in the Stadtplanungsamt and to belong to the Verkehrswendebüro."""
    units = units_coded((TEAM, MATRIX_UNIT))
    if len(units) < len((TEAM, MATRIX_UNIT)):
        return  # a small city lacks one of them
    day = first_of_next_month(city.today)
    job = latest_employment(city.persons["vertretung"].pk)
    post = add_post(
        key="demo-verkehrsplanung",
        unit_id=units[TEAM],
        title="Verkehrsplanung (Beispiel)",
        since=city.today,
        source="demo",
    )
    intend_measure(
        kind="umsetzung",
        person_id=job.person_id,
        effective_on=day,
        plan=as_plan([*transfer(job.pk, post.pk, day), *join(job.pk, units[MATRIX_UNIT], day)]),
        bodies=("personalrat",),
        by=city.actor("recht2"),
    )


def first_of_next_month(day: date) -> date:
    """The first of the month after the next four weeks, so that participation has time."""
    return (day + timedelta(days=59)).replace(day=1)
