"""Reads of the pages about the comparison of an application with what is planned."""

from uuid import UUID

from django.db.models import Count, QuerySet

from meindo.identity.drift_models import KINDS, FindingState
from meindo.identity.models import Application, Finding, Reconciliation
from meindo.platform.access.viewer import Viewer, visible

WAITING = (FindingState.OPEN, FindingState.ACCEPTED)


def findings_of(viewer: Viewer, *, application: str = "", kind: str = "", state: str = "open") -> QuerySet[Finding]:
    """What is not as planned and waits (or was accepted for a time), as far as the viewer sees it, the latest first."""
    rows = visible(viewer, Finding).filter(state=state if state in WAITING else FindingState.OPEN)
    rows = rows.filter(application__key=application) if application else rows
    rows = rows.filter(kind=kind) if kind in dict(KINDS) else rows
    return rows.select_related("application", "person", "plan").order_by("-first_seen_at", "-id")


def finding_of(viewer: Viewer, uuid: UUID | str) -> Finding:
    """One finding in any state; Finding.DoesNotExist also for one that the viewer does not see."""
    rows = visible(viewer, Finding).select_related("application", "person", "plan", "settled_by")
    return rows.get(uuid=uuid)


def compared(viewer: Viewer) -> list[tuple[Application, Reconciliation | None, int]]:
    """Each application with its last comparison and the number of open findings."""
    applications = list(visible(viewer, Application).filter(ended_on__isnull=True).order_by("label"))
    last = {}
    for row in Reconciliation.objects.filter(application__in=applications).order_by("id"):
        last[row.application_id] = row
    waiting = visible(viewer, Finding).filter(state=FindingState.OPEN).values_list("application_id")
    counts = dict(waiting.annotate(n=Count("id")).order_by())
    return [(one, last.get(one.pk), counts.get(one.pk, 0)) for one in applications]
