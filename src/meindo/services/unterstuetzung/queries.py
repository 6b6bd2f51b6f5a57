"""Reads of support cases: what stands behind them, whether they open something, which accesses have no case yet."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from meindo.platform.access import queries_support
from meindo.platform.access.support_models import SupportAccess
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import today

from .models import SupportRequest

SERVICE = "unterstuetzung"


def matters_of(viewer: Viewer) -> QuerySet[Case]:
    """The viewer's own cases, latest first."""
    return visible(viewer, Case).filter(service=SERVICE, person_id=viewer.person_id).order_by("-id")


def request_of(case: Case) -> SupportRequest:
    """What stands behind a case."""
    return SupportRequest.objects.get(case=case)


def is_past(case: Case) -> bool:
    """Whether the last day of the access is over."""
    return request_of(case).until < today()


def is_open_now(case: Case) -> bool:
    """Whether the case opens something today."""
    access = request_of(case).access
    return access is not None and queries_support.is_open(access, today())


def readable_by(viewer: Viewer, request: SupportRequest) -> SupportAccess | None:
    """The access behind a case, where the viewer may look at the cases that it opens."""
    if viewer.role != queries_support.ROLE or request.access is None:
        return None
    return queries_support.open_accesses(viewer.person_id, viewer.day).filter(uuid=request.access).first()


def unreviewed(person_id: int, by_id: int, service: str) -> Case | None:
    """The emergency that somebody took for the same person and service and that nobody has reviewed yet."""
    rows = Case.objects.filter(service=SERVICE, process="notfallzugriff", is_open=True)
    rows = rows.filter(person_id=person_id, entered_by_id=by_id)
    return rows.filter(pk__in=SupportRequest.objects.filter(service=service).values("case_id")).first()


def cases_of(accesses: Iterable[UUID]) -> dict[UUID, Case]:
    """The cases of accesses; one from before there were cases has none."""
    rows = SupportRequest.objects.filter(access__in=list(accesses)).select_related("case")
    return {row.access: row.case for row in rows if row.access is not None}


def without_case(person_id: int) -> list[SupportAccess]:
    """The accesses to a person's cases from before there were cases, latest first."""
    rows = list(queries_support.accesses_to(person_id))
    known = cases_of(row.uuid for row in rows)
    return [row for row in rows if row.uuid not in known]


def access_without_case(person_id: int, uuid: UUID) -> SupportAccess:
    """One of them; SupportAccess.DoesNotExist for one that a case opened, or one to somebody else's cases."""
    known = SupportRequest.objects.filter(access=uuid).values("access")
    return queries_support.accesses_to(person_id).exclude(uuid__in=known).get(uuid=uuid)


def undecided_without_case(day: date) -> QuerySet[SupportAccess]:
    """Those of them that still wait for the person or for a review."""
    known = SupportRequest.objects.filter(access__isnull=False).values("access")
    return queries_support.undecided(day, known)


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's cases with the support as plain data; nobody of the support is named."""
    for row in SupportRequest.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        said = CaseEvent.objects.filter(case=row.case).exclude(reason="").order_by("revision")
        yield {
            "number": row.case.number,
            "process": row.case.process,
            "step": row.case.step,
            "service": row.service,
            "reason": row.reason,
            "until": row.until.isoformat(),
            "answers": list(said.values_list("reason", flat=True)),
        }
