"""What happens whatever the service: the person concerned is told, open cases follow a person to another unit."""

from datetime import date

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.notify.mail import add_source
from meindo.platform.notify.queries import choosing
from meindo.platform.notify.rhythm import AT_ONCE
from meindo.platform.outbox.wiring import Happened, On, subscribe
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Placement

from . import catalogue
from .message import about
from .models import Case
from .process import Step
from .retrieval import TAKE_BACK, taken_back
from .waiting import SOURCE

WORKER = Actor.system("worker")


def _is_void(happened: Happened) -> bool:
    """A move that was taken back, or the taking back itself: nobody was told of either."""
    fields = happened.fields
    return fields["move"] == TAKE_BACK or taken_back(fields["case"], fields.get("revision", -1))


def tell_applicant(happened: Happened) -> None:
    """A message in the portal: which matter, what was done, what comes next."""
    case = Case.objects.get(pk=happened.fields["case"])
    if _is_void(happened):
        return
    if happened.actor.startswith("person:") and happened.actor == f"person:{case.person.uuid}":
        return
    process = catalogue.process_of(case.process, case.version)
    step = process.step(happened.fields["target"])
    author = _author(case, happened.actor)
    made = [move.event_label or move.label for move in process.moves if move.key == happened.fields["move"]]
    with unit_of_work(WORKER, purpose="cases.inbox") as work:
        notify(
            work,
            person_id=case.person_id,
            key=f"step:{happened.key}",
            msgid=_sentence(author=bool(author), ends=step.is_end),
            url=f"/vorgang/{case.uuid}/",
            service=case.service,
            due_on=_own_deadline(case, step),
            about=about(case),
            done=made[0] if made else process.opening_label,
            step=step.label,
            author=author,
        )


def _own_deadline(case: Case, step: Step) -> date | None:
    """Until when the person concerned has to act, where it is their turn."""
    own = step.waits_for is not None and step.waits_for.key == "applicant" and case.step == step.key
    return case.due_on if own else None


def _sentence(*, author: bool, ends: bool) -> str:
    if author and ends:
        return _("{about}: {done}, erfasst von {author}.")
    if author:
        return _("{about}: {done}, erfasst von {author}. Nächster Schritt: {step}.")
    return _("{about}: {done}.") if ends else _("{about}: {done}. Nächster Schritt: {step}.")


def _author(case: Case, actor: str) -> str:
    """The name of the person who acted in place of the person concerned; empty for everybody else, also for an office
    that opened the case in its own role.
    """
    entered_by = case.entered_by if catalogue.entering(case.service) is not None else None
    return entered_by.display_name if entered_by is not None and actor == f"person:{entered_by.uuid}" else ""


def tell_deciders(happened: Happened) -> None:
    """A message to those who asked to hear at once of every case that waits for them; the others read a summary."""
    case = Case.objects.get(pk=happened.fields["case"])
    step = catalogue.process_of(case.process, case.version).step(happened.fields["target"])
    if _is_void(happened) or step.waits_for is None or step.waits_for.key == "applicant" or case.step != step.key:
        return
    eager = choosing("waiting", AT_ONCE)
    if not eager:
        return
    with unit_of_work(WORKER, purpose="cases.inbox") as work:
        for person in sorted(step.waits_for.holders(case, today()) & eager):
            notify(
                work,
                person_id=person,
                key=f"waiting:{happened.key}:{person}",
                msgid=_("{about} wartet auf Sie: {step} ({number})."),
                url=f"/vorgang/{case.uuid}/",
                kind="waiting",
                service=case.service,
                due_on=case.due_on,
                about=about(case),
                step=step.label,
                number=case.number,
            )


def move_unit(happened: Happened) -> None:
    """Open cases belong to the unit where the employment works now, so that the new line decides; what somebody opened
    for an office stays where it is.
    """
    employment = happened.fields["employment"]
    placement = Placement.objects.filter(employment_id=employment, is_main=True).first()
    unit = happened.fields["unit"] if placement is None else placement.unit_id
    cases = Case.objects.filter(employment_id=employment, is_open=True).exclude(unit_id=unit)
    cases = cases.exclude(service__in=catalogue.services_of_offices())
    with unit_of_work(WORKER, purpose="cases.inbox") as work:
        for case in cases:
            work.record("case.unit_moved", f"case:{case.uuid}", unit=unit)
        cases.update(unit_id=unit)


def tell_infected(happened: Happened) -> None:
    """A file that waited for the scanner is not shown to anybody: its person hears of it."""
    with unit_of_work(WORKER, purpose="portal") as work:
        notify(
            work,
            person_id=happened.fields["person"],
            key=f"infected:{happened.fields['document']}",
            msgid=_("In einem Beleg von Ihnen wurde Schadsoftware gefunden. Bitte reichen Sie ihn neu ein."),
            url="/belege/",
        )


def connect() -> None:
    """Subscribe at start-up."""
    subscribe(On("case.moved", tell_applicant, held=True))
    subscribe(On("case.moved", tell_deciders, held=True))
    subscribe(On("people.moved", move_unit))
    subscribe(On("files.infected", tell_infected))
    add_source(SOURCE)
