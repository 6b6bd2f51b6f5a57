"""Cases of years ago in the demo city, erased by two people but for one that is held; somebody with a block."""

from datetime import date, timedelta

from meindo.platform.cases.queries_own import closed_before
from meindo.platform.clock import at, start_of
from meindo.platform.outbox.worker import drain
from meindo.platform.people.commands_blocks import set_block
from meindo.platform.people.demo import DemoCity
from meindo.platform.retention.commands import NOT_WANTED, note_answer, offer, set_hold
from meindo.platform.retention.commands_runs import propose_run, release_run
from meindo.platform.retention.queries import runs

PURPOSE = "datenschutz.ask"


def keep_and_erase(city: DemoCity) -> None:
    """Once. The questions of long ago are made by the service's own demo."""
    if runs().exists():
        return
    first, second = city.actor("einfuehrung"), city.actor("oeffentlich")
    old = list(closed_before(city.today - timedelta(days=4 * 365)))
    with at(start_of(city.today - timedelta(days=9))):
        held = old[-1]
        set_hold(reason="Rechtsstreit", until=date(city.today.year + 1, 12, 31), case=held, by=first)
        note_answer(offer(purpose=PURPOSE, by=first), NOT_WANTED, by=first)
        run = propose_run(purpose=PURPOSE, by=first)
        until, hr = date(city.today.year + 2, 12, 31), city.actor("recht2")
        set_block(city.persons["kueche"], reason="Mitteilung der Meldebehörde (Beispiel)", until=until, by=hr)
    with at(start_of(city.today - timedelta(days=8))):
        release_run(run, by=second)
        drain()
