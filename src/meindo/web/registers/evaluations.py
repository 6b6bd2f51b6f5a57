"""Register of evaluations: every list, page, report and file that can show people, from where it is made."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.platform.clock import today
from meindo.platform.purpose import Purpose, all_purposes
from meindo.platform.registry.catalogue import role_labels
from meindo.platform.registry.evaluation import EXPORT, KINDS, Evaluation, declare, evaluations
from meindo.platform.registry.queries_local import openings_in
from meindo.platform.registry.register import Column, Entry, Register, Value

COLUMNS = (
    Column("kind", _("Art")),
    Column("purpose", _("Zweck")),
    Column("data", _("Daten, für die der Zweck gilt"), "list"),
    Column("roles", _("Wer sie öffnen darf"), "list"),
    Column("least", _("Kleinste Gruppe")),
    Column("opened", _("Geöffnet im letzten Monat"), counted=True),
)
# What shows people and is no page: made by a command or in the file of a person.
OPERATORS = _("der Betrieb, mit einem Befehl")
for _key, _label, _by in (
    ("command.backup", _("Sicherung aller Daten, verschlüsselt"), OPERATORS),
    ("command.export", _("Ausfuhr aller Daten beim Wechsel des Anbieters"), OPERATORS),
    ("datenschutz.package", _("Auskunft über die eigenen Daten"), _("die betroffene Person")),
):
    declare(Evaluation(_key, _label, EXPORT, by=_by))
CLASSES = ((1000, _("1000-mal oder öfter")), (100, _("100- bis 999-mal")), (10, _("10- bis 99-mal")))
FEW = _("weniger als 10-mal")


def entries() -> Iterator[Entry]:
    """One entry for everything that was declared."""
    import_module(settings.ROOT_URLCONF)  # pages are declared where they are made
    labels = role_labels()
    purposes = {purpose.key: purpose for purpose in all_purposes()}
    counts = openings_in(last_month(today()))
    for found in evaluations():
        say = partial(_said, found, purposes.get(found.purpose), labels, counts.get(found.key, 0))
        yield Entry(found.key, gettext(found.label), say)


def _said(found: Evaluation, purpose: Purpose | None, labels: dict[str, str], count: int) -> dict[str, Value]:
    values: dict[str, Value] = {
        "kind": gettext(KINDS[found.kind]),
        "purpose": gettext(purpose.label) if purpose else "",
        "data": tuple(gettext(text) for text in purpose.data) if purpose else (),
        "roles": _roles(found, labels),
        "least": _least(found.least),
        "opened": "" if found.by else times(count),
    }
    return {key: value for key, value in values.items() if value}


def last_month(day: date) -> date:
    """The first day of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def times(count: int) -> str:
    """How often, only roughly: behind some roles stands one person, and nobody's diligence is measured here."""
    return gettext(next((label for least, label in CLASSES if count >= least), FEW))


def _roles(found: Evaluation, labels: dict[str, str]) -> tuple[str, ...]:
    if found.by:
        return (gettext(found.by),)
    if not found.roles:
        return (gettext("jede Rolle, nur für die Vorgänge, die sie sehen darf"),)
    return tuple(
        gettext("die betroffene Person") if r == "applicant" else gettext(labels.get(r, r)) for r in found.roles
    )


def _least(least: int) -> str:
    if least:
        return gettext("{least} Personen hinter jeder Zahl").format(least=least)
    return gettext("zeigt einzelne Personen oder Vorgänge")


EVALUATIONS = Register(
    key="auswertungen",
    title=_("Register der Auswertungen"),
    about=_(
        "Alles, was Beschäftigte zeigen kann: Listen, Berichte und Dateien, mit Zweck, Berechtigten und kleinster "
        "Gruppe. Gezählt wird, wie oft eine Auswertung geöffnet wird, nicht von wem."
    ),
    columns=COLUMNS,
    entries=entries,
)
