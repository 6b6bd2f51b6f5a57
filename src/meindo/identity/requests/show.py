"""Requests in words: what, until when, how they stand; rows of the inbox."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from meindo.identity.duties import Action
from meindo.identity.models import AccessRequest, Grant
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.ui.cells import date_text

from . import queries
from .forms import hint_of
from .queries_duties import Met


def facts_of(request: AccessRequest) -> list[tuple[str, str]]:
    """What the case is about."""
    what, right = request.what, request.entitlement
    found = [(_("Anwendung"), right.application.label), (_("Zweck"), right.application.purpose)] if right else []
    found += [(_("Recht") if right else _("Rolle"), what.label), (_("Was es erlaubt"), hint_of(what))]
    found += [(_("Grund"), request.reason), (_("Bis einschließlich"), date_text(request.until))]
    if request.grant and request.grant.revoked_at:
        found.append((_("Beendet"), request.grant.revoked_reason))
    return found


def duty_lines(found: Iterable[Met]) -> list[tuple[str, str, str]]:
    """Each duty with its reason and what it means for the decision; the other rights are not named."""
    means = {
        Action.FORBID: _("verboten: nur als besonderer Fall durch das IT-Haus"),
        Action.APPROVE: _("nur mit einer begründeten Ausnahme"),
        Action.REPORT: _("erlaubt, wird vermerkt"),
    }
    return [(met.duty.label, met.duty.reason, means[met.action]) for met in found]


def step_label(case: Case) -> str:
    """Where a case stands."""
    return _(catalogue.process_of(case.process, case.version).step(case.step).label)


def row_facts(cases: list[Case]) -> dict[int, list[str]]:
    """What the row of a list says of each case: the right, its application, until when."""
    found = {}
    for pk, request in queries.requests_of(case.pk for case in cases).items():
        where = [request.entitlement.application.label] if request.entitlement else []
        until = _("bis %(day)s") % {"day": date_text(request.until)}
        found[pk] = [request.what.label, *where, until]
    return found


def grant_text(grant: Grant) -> str:
    """What was granted, with its application and last day."""
    what = grant.entitlement or grant.role
    where = f"{grant.entitlement.application.label}: " if grant.entitlement else ""
    values = {"what": f"{where}{what.label if what else ''}", "day": date_text(grant.valid_until - timedelta(days=1))}
    return _("%(what)s, bis %(day)s") % values
