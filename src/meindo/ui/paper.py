"""A wizard on paper: its questions as a form to be filled in by hand, under a reserved number."""

from typing import Any

import segno
from django import forms
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.letters.form import Blank, FormData, Kind, Part
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.numbers import grouped
from meindo.platform.people.queries import main_place
from meindo.platform.purpose import Purpose
from meindo.platform.registry.catalogue import role_labels, service
from meindo.platform.registry.service import Service

from .cells import Text
from .dates import DateField
from .fields import LongTextField, MultipleChoiceField, StatementField
from .files import FilesField
from .numbers import DecimalField, TimeField
from .paper_fields import A_DATE, PaperRows
from .question import Question
from .wizard import Wizard

MOST_BOXES = 12  # a longer list of choices is a line to write on
LANGUAGE = "de"
KINDS: tuple[tuple[type[forms.Field], Kind], ...] = (
    (DateField, "date"),
    (TimeField, "time"),
    (DecimalField, "number"),
    (StatementField, "box"),
    (LongTextField, "lines"),
    (FilesField, "enclosed"),
    (MultipleChoiceField, "several"),
)


HINTS: dict[Kind, Text] = {
    "enclosed": gettext_lazy("Legen Sie bei, was Sie haben, und schreiben Sie die Nummer dieses Formulars darauf."),
}


def form_data(wizard: Wizard, printed: PrintedForm) -> FormData:
    """The form of a wizard as it is printed; German, whatever the language of the page."""
    with translation.override(LANGUAGE):
        declared = service(wizard.service)
        return FormData(
            title=str(wizard.paper.title),
            authority=declared.paper_twin.authority,
            number=grouped(printed.number),
            picture=_picture(printed),
            person=_person(printed),
            parts=tuple(_part(question) for question in wizard.printed_questions()),
            send_to=_(declared.paper_twin.send_to),
            until=str(wizard.paper.until(printed.printed_on)),
            help=_(declared.paper_twin.help),
            privacy=_privacy(declared),
        )


def _picture(printed: PrintedForm) -> str:
    """The bare number as a QR code, so that a scanner at a desk types it."""
    return str(segno.make(printed.number, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff"))


def _person(printed: PrintedForm) -> tuple[tuple[str, str], ...]:
    place = main_place(printed.person_id) if printed.person_id else None
    return (
        (_("Name"), printed.person.display_name if printed.person else ""),
        (_("Personalnummer"), place.employment.personnel_no if place else ""),
        (_("Dienststelle"), str(place.unit) if place else ""),
        (_("Telefon für Rückfragen"), ""),
    )


def _part(question: Question) -> Part:
    fields = question.form_class.base_fields
    return Part(
        heading=str(question.title),
        blanks=tuple(_blank(field) for field in fields.values()),
        hint=str(question.hint),
        only_if=str(question.only_if),
    )


def _blank(field: forms.Field) -> Blank:
    look: Any = getattr(field, "on_paper", None)
    kind, options, rows = _kind(field), _options(field), getattr(field.widget, "attrs", {}).get("rows", 1)
    if isinstance(look, PaperRows):
        kind = "sheet" if look.written else "rows"
        options, rows = tuple(str(head) for head in look.heads), look.rows
    elif look == A_DATE:
        kind, options = "date", ()
    return Blank(
        kind=kind,
        label=str(field.label),
        hint=str(getattr(field, "paper_hint", "") or HINTS.get(kind, strip_tags(str(field.help_text)))),
        unit=str(getattr(field, "unit", "")),
        options=options,
        rows=int(rows),
        optional=not field.required,
    )


def _kind(field: forms.Field) -> Kind:
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        return "one" if len(_options(field)) else "line"
    return next((kind for known, kind in KINDS if isinstance(field, known)), "line")


def _options(field: forms.Field) -> tuple[str, ...]:
    """The choices to tick, without the empty row of a drop-down; none when they are too many for a page."""
    found = tuple(str(label) for key, label in getattr(field, "choices", ()) if key)
    return found if len(found) <= MOST_BOXES else ()


def _privacy(declared: Service) -> tuple[str, ...]:
    labels = role_labels()
    lines = [line for purpose in declared.purposes for line in _purpose(purpose, labels)]
    rights = _("Sie können Auskunft, Berichtigung und Löschung verlangen (DSGVO Art. 15 bis 17).")
    return (*lines, rights, _("Die Nummer führt nur zu diesem einen Vorgang."))


def _purpose(purpose: Purpose, labels: dict[str, str]) -> tuple[str, ...]:
    years, months = divmod(purpose.retention_months, 12)
    norms = ", ".join(str(norm) for norm in purpose.legal_basis)
    readers = ", ".join(_(labels[role]) for role in purpose.viewers if role in labels and role != "applicant")
    kept = (
        _("{count} Jahre").format(count=years) if not months else _("{count} Monate").format(count=12 * years + months)
    )
    return (
        _("Wozu: {purpose} ({norms}).").format(purpose=_(purpose.label), norms=norms),
        _("Wer liest es: Sie selbst, {readers}.").format(readers=readers),
        _("Wie lange: {kept} nach dem Ende des Jahres, in dem der Vorgang abgeschlossen ist ({norm}).").format(
            kept=kept, norm=purpose.retention_norm
        ),
    )
