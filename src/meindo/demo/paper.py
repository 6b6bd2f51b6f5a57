"""Two people of the demo city have no device: one got a batch this morning, for the other one something waits."""

from datetime import datetime, time, timedelta

from meindo.platform.access.viewer import Viewer
from meindo.platform.clock import BERLIN, at, now, start_of
from meindo.platform.notify.commands import choose_paper
from meindo.platform.people.demo import DemoCity
from meindo.platform.post.commands import print_batch
from meindo.platform.post.queries import waiting_units

WITHOUT_DEVICE = ("hausmeister", "kueche")
PRINTED = "hausmeister"


def choose_paper_for(city: DemoCity) -> None:
    """The Poststelle entered both a year ago."""
    with at(start_of(city.today - timedelta(days=360))):
        for name in WITHOUT_DEVICE:
            choose_paper(city.persons[name], wanted=True, by=city.actor("poststelle"))


def print_one_batch(city: DemoCity) -> None:
    """This morning's batch for the unit of one of them."""
    viewer = Viewer(city.actor("poststelle"), "post_office", "notices.paper", city.today)
    unit = city.persons[PRINTED].placements.get(is_main=True).unit_id
    with at(min(now(), datetime.combine(city.today, time(7, 20), BERLIN))):
        for waiting in waiting_units(viewer):
            if waiting.unit is not None and waiting.unit.pk == unit:
                print_batch(viewer, waiting.unit)
