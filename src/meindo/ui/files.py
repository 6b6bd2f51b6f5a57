"""A question that asks for files: what is there already is listed, each with what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Attachment, Draft
from meindo.platform.cases.queries_attachments import attached_to, attached_to_draft, shelf_of
from meindo.platform.files import scanner
from meindo.platform.files.formats import ACCEPT
from meindo.platform.files.models import INFECTED, QUARANTINE, Document
from meindo.ui.cells import Text

Slots = Sequence[tuple[str, Text]]
HELP = gettext_lazy("Foto oder PDF, je höchstens 20 MB, zusammen höchstens 25 Dateien.")
MOST_SHOWN = 10


@dataclass(frozen=True)
class FileRow:
    """One file of a draft as the form lists it."""

    attachment: Attachment
    slots: list[tuple[str, Text, bool]]

    @property
    def document(self) -> Document:
        """The file itself."""
        return self.attachment.document

    @property
    def facts(self) -> str:
        """Size, and what is to be known about it."""
        return ", ".join([filesizeformat(self.document.size), *remarks(self.document)])


def remarks(document: Document) -> list[str]:
    """What is unusual about an upload, in words."""
    found = []
    if document.state == QUARANTINE:
        found.append(_("wird noch auf Schadsoftware geprüft"))
    if document.state == INFECTED:
        found.append(_("enthält Schadsoftware und wird nicht gezeigt"))
    if document.is_damaged:
        found.append(_("beschädigt, wird repariert gezeigt"))
    return found


class FilesInput(forms.Widget):
    """The list of files, an input for more, and those kept for later."""

    template_name = "ui/forms/widgets/files.html"
    needs_multipart_form = True
    use_fieldset = True
    field: "FilesField"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        """The files do not travel with the other answers: `ui.handing_in` takes them."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Rows, shelf, and whether files are scanned here."""
        context = super().get_context(name, value, attrs)
        field = self.field
        context["widget"] |= {
            "rows": field.rows(),
            "handed": field.handed(),
            "shelf": field.shelf(),
            "accept": ACCEPT,
            "offers_same": field.offers_same,
            "phone_url": field.phone_url,
            "scans": scanner.is_configured(),
        }
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The error summary leads to the input."""
        return f"{id_}_new" if index is not None else ""


class FilesField(forms.Field):
    """Files of a draft; never required, because a draft can be sent without. `slots` are the parts that they prove."""

    widget = FilesInput

    def __init__(self, *, draft: Draft, slots: Slots = (), phone_url: str = "", **options: Any) -> None:
        options.setdefault("help_text", HELP)
        super().__init__(required=False, **options)
        self.draft, self.slots, self.phone_url = draft, slots, phone_url
        self.offers_same = False
        self.widget.field = self

    def __deepcopy__(self, memo: dict[int, Any]) -> "FilesField":
        copy: FilesField = super().__deepcopy__(memo)
        copy.widget.field = copy
        return copy

    def attached(self) -> list[Attachment]:
        """What the draft holds, read once per draft object."""
        seen: dict[str, Any] = self.draft.__dict__
        if "attached_seen" not in seen:
            seen["attached_seen"] = list(attached_to_draft(self.draft))
        found: list[Attachment] = seen["attached_seen"]
        return found

    def rows(self) -> list[FileRow]:
        """The files with their slots to choose from."""
        return [
            FileRow(attachment, [(key, label, key == attachment.slot) for key, label in self.slots])
            for attachment in self.attached()
        ]

    def handed(self) -> list[Document]:
        """What the case of the draft holds already, from an earlier round."""
        return [row.document for row in attached_to(self.draft.case)] if self.draft.case else []

    def shelf(self) -> list[Document]:
        """What the person has kept for later, latest first."""
        if self.draft.entered_by_id:
            return []  # what a person kept is for their own eyes
        return list(shelf_of(self.draft.person_id)[:MOST_SHOWN])

    def clean(self, value: Any) -> str:
        """The names of the files, for check-your-answers."""
        return ", ".join(attachment.document.title for attachment in self.attached())


def forget_attached(draft: Draft) -> None:
    """Read the files of a draft anew after a change."""
    draft.__dict__.pop("attached_seen", None)
