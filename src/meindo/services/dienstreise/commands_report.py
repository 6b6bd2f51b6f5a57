"""Writes of notified trips: the line hears of the absence and of nothing else."""

from dataclasses import replace

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment

from .commands import claim_deadline
from .commands_requests import store_request, supersede
from .functions import functions_of
from .process import KEY, MANAGER
from .process_report import REPORT
from .purposes import REPRESENT
from .queries import trip_of
from .request import TripRequest


def report_trip(*, employment: Employment, request: TripRequest, by: Actor) -> Case:
    """Notify a trip in a function that needs no approval (LPVG NRW § 40); it waits for the trip and its claim.

    The function is one that the person holds today, and nobody else reports for them. What the trip is for is not kept.
    """
    with unit_of_work(by, purpose=REPRESENT.key) as work:
        held = {function.key for function in functions_of(employment.person_id, today())}
        if by.person_id != employment.person_id or request.function not in held:
            raise MoveRefused(Reason(_("Ohne Genehmigung reisen nur Personen, die heute eine solche Aufgabe haben.")))
        request = replace(request, purpose_text="")
        case = open_case(
            work,
            service=KEY,
            process=REPORT,
            prefix="DA",
            employment=employment,
            first_move="report",
            **{**request.shown(today()), "attention": []},
        )
        store_request(case, request)
        Case.objects.filter(pk=case.pk).update(due_on=claim_deadline(case))
        case.refresh_from_db()
        _tell_line(work, case, _("{name} ist vom {start} bis {end} dienstlich abwesend."))
    return case


def change_report(*, case: Case, request: TripRequest, by: Actor, revision: int | None = None) -> None:
    """Notify that a trip will be another one; it needs no approval either."""
    with unit_of_work(by, purpose=REPRESENT.key) as work:
        request = replace(request, purpose_text="", function=trip_of(case).function)
        case.__dict__.pop("claim_seen", None)
        supersede(work, case, request)
        move(
            work,
            case,
            "change",
            revision=revision,
            due_on=claim_deadline(case),
            **{**request.shown(today()), "attention": []},
        )
        _tell_line(work, case, _("{name} ist jetzt vom {start} bis {end} dienstlich abwesend."))


def _tell_line(work: Work, case: Case, text: str) -> None:
    """Who decides in the line learns the days, not why, where to, or in which function."""
    for person in sorted(MANAGER.holders(case, today()) - {case.person_id}):
        notify(
            work,
            person_id=person,
            key=f"absent:{case.pk}:{case.revision}:{person}",
            msgid=text,
            url="/",
            service=KEY,
            name=case.person.display_name,
            start=f"{case.starts_on:%d.%m.%Y}",
            end=f"{case.ends_on:%d.%m.%Y}",
        )
