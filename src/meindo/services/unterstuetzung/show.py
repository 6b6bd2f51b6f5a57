"""Accesses in words: which cases, how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meindo.platform.access.support_models import SupportAccess
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.registry.catalogue import services
from meindo.ui.cells import date_text

from . import queries
from .models import SupportRequest


@dataclass(frozen=True)
class Row:
    """One access as a list shows it, with its case if it has one."""

    access: SupportAccess
    scope: str
    state: str
    case: Case | None


def scope(key: str) -> str:
    """Which cases are meant, in words."""
    found = [_(entry.label) for entry in services() if entry.key == key]
    return found[0] if found else _("alle Dienste")


def state(access: SupportAccess) -> str:
    """How an access stands: waits, open or over."""
    if access.ended_at is not None or access.until < today():
        return "over"
    return "open" if access.granted_at else "waits"


def rows(accesses: Iterable[SupportAccess]) -> list[Row]:
    """Accesses with scope, state and case."""
    found = list(accesses)
    cases = queries.cases_of(access.uuid for access in found)
    return [Row(access, scope(access.service), state(access), cases.get(access.uuid)) for access in found]


def facts_of(case: Case, request: SupportRequest) -> list[tuple[str, str]]:
    """What the case is about."""
    opened = _("ja") if queries.is_open_now(case) else _("nein")
    return [
        (_("Welche Vorgänge"), scope(request.service)),
        (_("Grund"), request.reason),
        (_("Bis einschließlich"), date_text(request.until)),
        (_("Vorgänge sind jetzt sichtbar"), opened),
    ]


def step_label(case: Case) -> str:
    """Where a case stands."""
    return _(catalogue.process_of(case.process, case.version).step(case.step).label)
