"""Cases of long ago: made today by the real commands, looked at when their time is over."""

from datetime import date

from tests.services.dienstreise import factory
from tests.support.office import Office

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.outbox.worker import drain
from meindo.platform.retention import commands, commands_runs
from meindo.platform.retention.models import Offer, Run

SETTLE, ASK = "dienstreise.settle", "datenschutz.ask"
FIRST, SECOND = "reisestelle", "anordnung"


def later(years: int) -> date:
    """The second of January, so many years after the end of this one."""
    return date(today().year + 1 + years, 1, 2)


def answered(office: Office, purpose: str = SETTLE, answer: str = commands.NOT_WANTED) -> Offer:
    """What is due was offered, and the archive has answered."""
    found = commands.offer(purpose=purpose, by=office.actor(FIRST))
    commands.note_answer(found, answer, by=office.actor(FIRST))
    found.refresh_from_db()
    return found


def erased(office: Office, purpose: str = SETTLE) -> Run:
    """What is due and free is proposed, released and gone."""
    run = commands_runs.propose_run(purpose=purpose, by=office.actor(FIRST))
    commands_runs.release_run(run, by=office.actor(SECOND))
    drain()
    run.refresh_from_db()
    return run


def paid_trip(office: Office, who: str = "mitarbeiterin") -> Case:
    """A trip with claim, notice, pay line, messages."""
    case = factory.make(office, who)
    factory.decide(office, case, "teamleitung", "approve")
    return finished(office, case, who)


def finished(office: Office, case: Case, who: str = "mitarbeiterin") -> Case:
    """An approved trip from its claim to the payment."""
    factory.file_claim(office, case, who)
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert case.closed_at
    return case


__all__ = ["ASK", "FIRST", "SECOND", "SETTLE", "answered", "at", "erased", "finished", "later", "paid_trip"]
