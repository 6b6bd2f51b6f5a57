"""Reads of the paper way: a form by its number, what a person printed, the forms that a case came from."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today

from .models import Entry, PrintedForm


def form_numbered(number: str) -> PrintedForm | None:
    """The form with this number, if one was ever printed under it."""
    return PrintedForm.objects.select_related("person").filter(number=number).first()


def form_to_enter(uuid: UUID) -> PrintedForm:
    """A form by its address, as somebody who enters opens it."""
    return PrintedForm.objects.select_related("person").get(uuid=uuid)


def printed_by(viewer: Viewer, service: str = "") -> QuerySet[PrintedForm]:
    """What the viewer printed, latest first."""
    rows = PrintedForm.objects.filter(printed_by_id=viewer.person_id).select_related("person", "case")
    return (rows.filter(service=service) if service else rows).order_by("-printed_at", "-id")


def case_of(viewer: Viewer, printed: PrintedForm) -> Case | None:
    """The case that a form became, as far as the viewer may see it."""
    return visible(viewer, Case).filter(pk=printed.case_id).first() if printed.case_id else None


def begun_by(viewer: Viewer, printed: PrintedForm) -> Draft | None:
    """The draft in which the viewer is typing the form in."""
    entry = entry_begun(printed, viewer.person_id)
    return entry.draft if entry else None


def entry_begun(printed: PrintedForm, author: int | None) -> Entry | None:
    """What an author began of a form and neither sent nor let expire."""
    begun = Entry.objects.filter(printed=printed, draft__entered_by_id=author, draft__sent_case__isnull=True)
    return begun.filter(draft__expires_on__gte=today()).select_related("draft", "draft__case").first()


def forms_of(case: Case) -> list[PrintedForm]:
    """The forms that a case, seen already, came from, in the order in which they came in."""
    return list(PrintedForm.objects.filter(case=case).select_related("entered_by").order_by("received_on", "id"))


def received_on(draft: Draft | None) -> date | None:
    """The day on which the form reached the city from which a draft was typed; None for one typed without a form."""
    if draft is None:
        return None
    return Entry.objects.filter(draft=draft).values_list("received_on", flat=True).first()


def first_received(case: Case, form: str) -> date | None:
    """The day on which the first form of this kind reached the city for a case."""
    days = PrintedForm.objects.filter(case=case, form=form).order_by("received_on")
    return days.values_list("received_on", flat=True).first()
