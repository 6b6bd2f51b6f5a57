"""Agenda of a meeting and resolution of a body as accessible PDF files, made from the record each time."""

from typing import Any

from django.utils.translation import gettext as _

from meindo.platform.cases.models import Case
from meindo.platform.clock import BERLIN, now
from meindo.platform.letters.render import render_register

from . import queries
from .bodies import BODIES
from .models import Meeting, Part
from .process import PROCESSES
from .subjects import KINDS

AUTHORITY = "Stadt Dortmund"


def agenda(meeting: Meeting) -> bytes:
    """The agenda of a meeting with each matter and its time."""
    body = BODIES[meeting.body]
    title = _("Tagesordnung: {body}, {day}").format(body=_(body.label), day=f"{meeting.held_on:%d.%m.%Y}")
    about = _("Sitzung am {day}, {place}. Die Sitzung ist nicht öffentlich.")
    entries = [
        {"title": f"{point.position}. {point.part.item.title}", "rows": _matter(point.part)}
        for point in queries.points_of(meeting)
    ]
    return _typeset(title, about.format(day=f"{meeting.held_on:%d.%m.%Y}", place=meeting.place), entries)


def _matter(part: Part) -> list[dict[str, Any]]:
    due = part.case.due_on
    return [
        _row(_("Vorgang"), part.case.number),
        _row(_("Worum es geht"), _(KINDS[part.item.kind])),
        _row(_("Was beabsichtigt ist"), part.item.text),
        _row(_("Antwort bis"), f"{due:%d.%m.%Y}" if due else "–"),
    ]


def resolution(part: Part) -> bytes:
    """What a body decided, with reasons; LookupError where it has not answered."""
    case, body = part.case, BODIES[part.body]
    said = queries.answer_of(case)
    if said is None:
        raise LookupError(case.number)
    day = said.at.astimezone(BERLIN).date()
    meeting = queries.meeting_about(part, day)
    where = (
        _("In der Sitzung vom {day}, {place}.").format(day=f"{meeting.held_on:%d.%m.%Y}", place=meeting.place)
        if meeting
        else ""
    )
    rows = [
        _row(_("Gegenstand"), part.item.title),
        _row(_("Vorgang"), case.number),
        _row(_("Beschlossen"), _answer(case, said.move)),
        _row(_("Am"), f"{day:%d.%m.%Y}"),
        _row(_("Norm"), str(body.norm)),
        *([_row(_("Gründe"), said.reason)] if said.reason else []),
        *([_row(_("Sitzung"), where)] if where else []),
    ]
    title = _("Beschluss: {body}").format(body=_(body.label))
    return _typeset(title, part.item.title, [{"title": _("Beschluss"), "rows": rows}])


def _answer(case: Case, move: str) -> str:
    found = PROCESSES[case.process.partition("_")[2]].move(move)
    return _(found.event_label or found.label)


def _row(label: str, text: str) -> dict[str, Any]:
    return {"label": label, "kind": "text", "content": text, "heads": ()}


def _typeset(title: str, about: str, entries: list[dict[str, Any]]) -> bytes:
    content = {
        "title": title,
        "about": about,
        "authority": AUTHORITY,
        "language": "de",
        "state": _("Stand {day}").format(day=f"{now().astimezone(BERLIN):%d.%m.%Y}"),
        "empty": _("Noch steht hier nichts."),
        "entries": entries,
    }
    return render_register(content, created_at=now())
