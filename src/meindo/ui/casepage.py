"""What every case page shows: the way of the case, what the viewer can do now, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from meindo.kernel.message import Message
from meindo.platform.cases import catalogue
from meindo.platform.cases.commands_in_hand import take_in_hand
from meindo.platform.cases.models import Attachment, Case, InHand
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries import Possibility, possibilities
from meindo.platform.cases.queries_attachments import documents_and_attachments
from meindo.platform.cases.retrieval import retrievable_until
from meindo.platform.cases.roles import applicant
from meindo.platform.cases.timeline import Station, events_of, stations
from meindo.platform.clock import BERLIN, today
from meindo.platform.files.models import Document, PageImage
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.numbers import grouped
from meindo.platform.paper.queries import forms_of
from meindo.platform.payroll.calendar import pay_month

from .acting import Request
from .blocks import TimelineItem
from .cells import date_text
from .files import remarks
from .gate import saw
from .prepared import text_groups
from .worklist import around, kept, position, query_of

APPLICANT_OFFICE = applicant().office


def explain(reason: Reason | None) -> str:
    """One plain sentence why something is not possible."""
    if reason is None:
        return ""
    params = {name: _(value) if value and isinstance(value, str) else value for name, value in reason.params.items()}
    return Message(reason.msgid, params).render(_)


def office_of(office: str, *, own: bool) -> str:
    """The office as the reader knows it: the person concerned reads "Sie selbst"."""
    if own and office == APPLICANT_OFFICE:
        return _("Sie selbst")
    return _(office) if office else ""


def timeline_items(case: Case, *, own: bool) -> list[TimelineItem]:
    """Past and future of a case for the time line."""
    return [_item(station, own=own) for station in stations(case)]


def _item(station: Station, *, own: bool) -> TimelineItem:
    office: Any = office_of(station.office, own=own)
    if station.acting_for:
        office = _("{office}, in Vertretung für {name}").format(office=office, name=station.acting_for)
    return TimelineItem(
        what=_(station.label),
        office=office,
        since=station.since,
        until=station.until,
        norm=station.norm,
        state=station.state,
        note=station.reason,
    )


def context(request: Request, case: Case) -> dict[str, Any]:
    """Facts of the case, moves of the viewer, place in the list from which it was opened."""
    process = catalogue.process_of(case.process, case.version)
    listed = _list_around(request, case)
    made = frozenset(event.move for event in events_of(case) if event.by_id == request.viewer.person_id)
    found = possibilities(case, request.viewer, is_waiting=listed["in_list"] is not None, made=made)
    step = process.step(case.step)
    own = case.person_id == request.viewer.person_id
    letters, attached = documents_and_attachments(case)
    return {
        "case": case,
        "step": step,
        "step_label": _(step.label),
        "office": office_of(step.waits_for.office, own=own) if step.waits_for else "",
        "timeline": timeline_items(case, own=own),
        "moves": [_move(p.move) for p in found if p.reason is None],
        "hindrances": [(_(p.move.label), explain(p.reason)) for p in found if p.reason is not None],
        "documents": letters,
        "receipts": receipts_of(attached, own=own),
        "pay_month": pay_month(max(today(), case.ends_on or today())) if case.is_open else None,
        "is_own": own,
        "is_author": catalogue.is_entering(request.viewer.role),
        "entered_by": _author(case),
        **listed,
        "on_paper": [paper_sentence(form) for form in (forms_of(case) if case.entered_by_id else ())],
        "list_fields": kept(request.GET),
        "typed": request.POST,
        "text_groups": text_groups(case, [p.move for p in found if p.reason is None]),
        "in_hand": _in_hand(request, case, found),
        "retrievable_until": retrievable_until(case, events_of(case)[-1], request.viewer.person_id),
    }


def _list_around(request: Request, case: Case) -> dict[str, Any]:
    """Where the case stands in the list from which it was opened, and which cases stand around it there."""
    if "list" not in request.GET:
        return {"in_list": None, "neighbours": []}
    own = request.viewer.role == "applicant"  # the own list is short, and there is room for the case
    cases = [] if own else around(request.viewer, request.GET, case)
    saw(request, cases)
    return {
        "in_list": position(request.viewer, request.GET, case),
        "neighbours": cases,
        "list_query": query_of(request.GET),
    }


def _in_hand(request: Request, case: Case, found: Sequence[Possibility]) -> str:
    """Note that somebody of the office looks at a case that waits for them; names the colleague who came first."""
    if request.acting.mirror:
        return ""  # who works at it is not about the person concerned
    if request.method != "GET" or not any(p.move.decides for p in found) or case.person_id == request.viewer.person_id:
        return ""
    mark = take_in_hand(request.viewer, case)
    return in_hand_text(mark) if mark is not None else ""


def in_hand_text(mark: InHand) -> str:
    """For colleagues of the same office: who has the case open, since when. It hinders nobody."""
    time = f"{mark.since.astimezone(BERLIN):%H:%M}"
    return _("wird gerade bearbeitet von {name} (seit {time})").format(name=mark.person.display_name, time=time)


def _author(case: Case) -> str:
    """Who entered the case for the person concerned, and as what."""
    role = catalogue.entering(case.service)
    if case.entered_by is None or role is None:
        return ""
    return _("erfasst von {name} ({office})").format(name=case.entered_by.display_name, office=_(role.office))


def paper_sentence(form: PrintedForm) -> str:
    """When a form came in, under which number, and who typed it."""
    text = _("Auf Papier eingegangen am {day} (Formular {number}), erfasst von {name}.")
    name = form.entered_by.display_name if form.entered_by else ""
    day = date_text(form.received_on) if form.received_on else ""
    return text.format(day=day, number=grouped(form.number), name=name)


@dataclass(frozen=True)
class Receipt:
    """One file of a case as the page shows it; `url` leads to its pages, or its person to the file."""

    attachment: Attachment
    document: Document
    pages: list[PageImage]
    remarks: list[str]
    url: str = ""
    label: str = ""

    @property
    def left_out(self) -> int:
        """How many pages are only in the file itself."""
        return self.pages[0].of - len(self.pages) if self.pages else 0


def receipts_of(attached: list[Attachment], *, own: bool) -> list[Receipt]:
    """The files of a case; its pages are for those who did not hand it in."""
    documents = [row.document for row in attached]
    if not own:
        prefetch_related_objects(documents, "pages")
    return [
        Receipt(
            row,
            row.document,
            [] if own else sorted(row.document.pages.all(), key=lambda page: page.number),
            remarks(row.document),
            reverse("upload", args=[row.document.uuid]) if own else f"#beleg-{row.position}",
        )
        for row in attached
    ]


def _move(move: Any) -> dict[str, Any]:
    return {
        "key": move.key,
        "label": _(move.label),
        "needs_reason": move.needs_reason,
        "departs": move.departs,
        "main": move.in_row,
    }
