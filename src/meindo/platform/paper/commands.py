"""Writes of the paper way: reserve a number, begin to type a form in, bind it to its case."""

from datetime import date

from django.db import IntegrityError, transaction

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.process import Reason
from meindo.platform.clock import now, today
from meindo.platform.outbox.work import unit_of_work

from .models import Entry, PrintedForm
from .numbers import draw_number
from .queries import entry_begun

PURPOSE = "paper"
ATTEMPTS = 5


class PaperRefused(Exception):
    """The form cannot be typed in so; the text says why."""


def reserve_number(*, service: str, form: str, by: Actor, person: int | None) -> PrintedForm:
    """Reserve a number for a form that is about to be printed, for a person or blank; only a person prints."""
    if by.person_id is None:
        raise PermissionError("only a person prints a form")
    for _attempt in range(ATTEMPTS):
        try:
            return _reserve(service, form, by, by.person_id, person)
        except IntegrityError:
            continue  # a number drawn before: one in 10^12
    raise RuntimeError("no free number found")


def _reserve(service: str, form: str, by: Actor, printed_by: int, person: int | None) -> PrintedForm:
    with unit_of_work(by, purpose=PURPOSE) as work:
        printed = PrintedForm.objects.create(
            number=draw_number(),
            service=service,
            form=form,
            person_id=person,
            printed_by_id=printed_by,
            printed_at=work.at,
        )
        work.record("paper.reserved", f"form:{printed.uuid}", service=service, form=form)
    return printed


def begin_entry(
    printed: PrintedForm,
    *,
    person: int,
    received_on: date,
    title: str,
    by: Actor,
    data: dict[str, object] | None = None,
    case: Case | None = None,
) -> Draft:
    """Begin to type a form in for a person, or go on where the same author stopped.

    PaperRefused when it became a case already, or for a day on which the form cannot have come back.
    """
    if not printed.printed_on <= received_on <= today():
        raise PaperRefused(_("Der Eingang liegt zwischen dem Tag des Drucks und heute."))
    with transaction.atomic():
        locked = PrintedForm.objects.select_for_update().get(pk=printed.pk)
        if locked.case_id is not None:
            raise PaperRefused(_("Dieses Formular ist inzwischen erfasst."))
        if locked.person_id not in (None, person):
            raise PaperRefused(_("Dieses Formular ist für eine andere Person gedruckt."))
        entry = entry_begun(locked, by.person_id)
        if entry is not None:
            Entry.objects.filter(pk=entry.pk).update(received_on=received_on)
            return entry.draft
        draft = drafts.start_draft(
            person_id=person,
            entered_by=by.person_id,
            service=locked.service,
            form=locked.form,
            title=title,
            data=data,
            case=case,
        )
        Entry.objects.update_or_create(draft=draft, defaults={"printed": locked, "received_on": received_on})
    return draft


def bind(draft: Draft, case: Case, *, by: Actor) -> None:
    """Bind the form that a draft was typed from to the case that came of it; nothing for a draft without a form.

    Called in the transaction that sends the draft: MoveRefused, and nothing was sent, when somebody else was faster.
    """
    entry = Entry.objects.filter(draft=draft).first()
    if entry is None:
        return
    with unit_of_work(by, purpose=PURPOSE) as work:
        free = PrintedForm.objects.filter(pk=entry.printed_id, case__isnull=True)
        values = {"received_on": entry.received_on, "entered_by_id": by.person_id, "entered_at": now()}
        if not free.update(case=case, **values):
            raise MoveRefused(Reason("Dieses Formular wurde inzwischen von einer anderen Person erfasst."))
        work.record("paper.entered", f"case:{case.uuid}", form=entry.printed_id)
