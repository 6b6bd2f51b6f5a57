"""Findings as plain sentences: what is there, what should be, of whom."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from meindo.kernel.message import mark

from .drift import Kind
from .models import Finding

TEXTS = {
    Kind.MISSING: mark("Das Konto „%(account)s“ von %(person)s fehlt in der Anwendung."),
    Kind.ORPHAN: mark("Das Konto „%(account)s“ gehört niemandem, den meindo kennt."),
    Kind.TWICE: mark("Das Konto „%(account)s“ ist ein zweites Konto von %(person)s."),
    Kind.OPEN: mark("Das Konto „%(account)s“ von %(person)s ist offen. Es soll geschlossen sein."),
    Kind.CLOSED: mark("Das Konto „%(account)s“ von %(person)s ist geschlossen. Es soll offen sein."),
    Kind.EXTRA: mark("%(person)s hat im Konto „%(account)s“ das Recht „%(detail)s“ zu viel."),
    Kind.LACKING: mark("%(person)s fehlt im Konto „%(account)s“ das Recht „%(detail)s“."),
    Kind.TEXT: mark("Das Konto „%(account)s“ von %(person)s zeigt bei %(detail)s „%(found)s“ statt „%(planned)s“."),
}
MAYBE = mark("Das Konto „%(account)s“ kennt meindo nicht. Es gehört vielleicht %(person)s.")
FIELDS = {
    "given_name": mark("Vorname"),
    "family_name": mark("Familienname"),
    "mail": mark("E-Mail-Adresse"),
    "personnel_no": mark("Personalnummer"),
    "unit": mark("Organisationseinheit"),
    "function": mark("Funktion"),
}


def sentence_of(finding: Finding, labels: Mapping[tuple[int, str], str] | None = None) -> str:
    """What a finding says, in the language of the reader. `labels`: the words of rights (queries_drift.labels_of)."""
    kind = Kind(finding.kind)
    text = MAYBE if kind is Kind.ORPHAN and finding.person_id else TEXTS[kind]
    field = FIELDS.get(finding.detail)
    detail = _(field) if kind is Kind.TEXT and field else finding.detail
    if kind in (Kind.EXTRA, Kind.LACKING) and labels:
        detail = labels.get((finding.application_id, finding.detail), detail)
    values = {
        "account": finding.native_id,
        "person": str(finding.person) if finding.person else _("niemandem mehr"),
        "detail": detail,
        "found": finding.found or _("nichts"),
        "planned": finding.planned or _("nichts"),
    }
    return _(text) % values
