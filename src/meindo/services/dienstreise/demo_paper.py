"""The paper way of the demo city: a unit before its stage prints forms, one of which came in and was typed in."""

from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction

from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.clock import BERLIN, at, today
from meindo.platform.paper.commands import begin_entry, bind, reserve_number
from meindo.platform.paper.models import PrintedForm
from meindo.platform.people.demo import DemoCity

from . import commands
from .demo_journeys import any_journey
from .process import KEY

FORM = "dienstreise_antrag"
WHO, CLERK = "recht1", "erfassung"


def forms_on_paper(city: DemoCity) -> None:
    """Printed six days ago, in the office two days later, typed in the day before yesterday; one more yesterday."""
    print_form = partial(reserve_number, service=KEY, form=FORM, person=city.persons[WHO].pk, by=city.actor(WHO))
    with at(_morning(city, 6)):
        printed = print_form()
    with at(_morning(city, 2)):
        _type_in(city, printed, city.actor(CLERK))
    with at(_morning(city, 1)):
        print_form()


def _morning(city: DemoCity, days_ago: int) -> datetime:
    return datetime.combine(city.today - timedelta(days=days_ago), time(9, 20), BERLIN)


def _type_in(city: DemoCity, printed: PrintedForm, clerk: Actor) -> None:
    came, employment = today() - timedelta(days=2), city.employment(WHO)
    title = "Antrag auf eine Dienstreise"
    draft = begin_entry(printed, person=employment.person_id, received_on=came, title=title, by=clerk)
    sample = any_journey(today() + timedelta(days=16), city.random("dienstreise-paper"))
    with transaction.atomic():
        case = commands.request_trip(employment=employment, request=sample.request(), by=clerk, received_on=came)
        bind(draft, case, by=clerk)
        drafts.mark_sent(draft, case)
