"""What a form with a question for files brought: take it in, take it out, name what it proves."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from meindo.platform.audit.actor import Actor
from meindo.platform.cases import commands_attachments as commands
from meindo.platform.cases.models import Attachment, Draft
from meindo.platform.cases.queries_attachments import attached_to_draft, shelf_of
from meindo.platform.files.ingest import Incoming
from meindo.platform.files.models import Document
from meindo.platform.files.refused import Refused

from .acting import Request
from .files import FilesField, forget_attached
from .forms import Form
from .receiving import received


@dataclass
class Handed:
    """What came of a form: the sentences at each field, and whether a button was pressed that stays on the page."""

    refused: dict[str, list[Refused]] = field(default_factory=dict)
    stays: bool = False

    def add(self, other: "Handed") -> None:
        """Together with another form of the same page."""
        self.refused |= other.refused
        self.stays |= other.stays

    def tell(self, form: Form) -> None:
        """Say at the field what was refused."""
        for name, problems in self.refused.items():
            found = form.fields.get(name)
            if problems and isinstance(found, FilesField) and form.is_bound:
                form.is_valid()
                form.add_error(name, " ".join(problem.message.render(_) for problem in problems))
                found.offers_same = any(problem.same for problem in problems)


def hand_in(request: Request, draft: Draft, form: Form) -> Handed:
    """Do what the form asks for; every file is kept or refused by itself."""
    handed = Handed()
    for name, asked in form.fields.items():
        if isinstance(asked, FilesField):
            handed.refused[name] = _changes(request, draft, name)
            slots = {key for key, _label in asked.slots}
            commands.name_slots(draft, _slots(request, draft, name, slots))
            handed.stays |= any(request.POST.get(f"{name}_{button}") for button in ("keep", "drop", "take"))
            forget_attached(draft)
    return handed


def _changes(request: Request, draft: Draft, name: str) -> list[Refused]:
    by, problems = request.viewer.actor, []
    dropped = request.POST.get(f"{name}_drop", "")
    for row in _rows(draft):
        if str(row.uuid) == dropped:
            commands.put_back(row)
            messages.success(request, _("Der Beleg liegt jetzt bei Ihren aufgehobenen Belegen."))
    taken = _on_shelf(draft, request.POST.get(f"{name}_take", ""))
    if taken is not None:
        problems += _tried(lambda: commands.attach_document(draft=draft, document=taken, by=by))
    for row in _rows(draft):
        for incoming in received(request, f"{name}_replace_{row.uuid}")[:1]:
            problems += take(draft, incoming, by, instead_of=row)
    again = bool(request.POST.get(f"{name}_same"))
    for incoming in received(request, name):
        problems += take(draft, incoming, by, even_if_same=again)
    return problems


def take(draft: Draft, incoming: Incoming, by: Actor, **options: object) -> list[Refused]:
    """Take one file into a draft, or say why not."""
    return _tried(lambda: commands.attach_file(draft=draft, incoming=incoming, by=by, **options))  # type: ignore[arg-type]


def _tried(act: Callable[[], object]) -> list[Refused]:
    try:
        act()
    except Refused as problem:
        return [problem]
    return []


def _rows(draft: Draft) -> list[Attachment]:
    return list(attached_to_draft(draft))


def _on_shelf(draft: Draft, uuid: str) -> Document | None:
    if not uuid or draft.entered_by_id:  # what a person kept is not for who enters in their place
        return None
    return next((found for found in shelf_of(draft.person_id) if str(found.uuid) == uuid), None)


def _slots(request: HttpRequest, draft: Draft, name: str, known: set[str]) -> dict[str, str]:
    found = {str(row.uuid): request.POST.get(f"{name}_slot_{row.uuid}") for row in _rows(draft)}
    return {uuid: slot for uuid, slot in found.items() if slot is not None and (slot in known or not slot)}
