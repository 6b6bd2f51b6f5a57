"""Reads of pay statements: the own ones with their content, for the office only that there is one."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from meindo.kernel.workdays import add_months
from meindo.platform.access.viewer import Viewer, rule_for, visible
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import start_of
from meindo.platform.people.models import Employment, OrgClosure, Placement, Responsibility
from meindo.platform.people.queries import responsible_people
from meindo.platform.retention.queries import held_people

from .models import CONFIRMED, Delivery, Statement, StatementQuestion, Withdrawal
from .purposes import BREACH
from .retention import first_month
from .texts import DSB_ROLE, KEY

APPLICANT = "applicant"


def own_statements(viewer: Viewer) -> Q:
    """Everybody sees their own statements, in their own matters; nobody else sees one in any role."""
    if viewer.role != APPLICANT:
        return Q(pk__in=())
    return Q(employment__person_id=viewer.person_id, document__isnull=False, month__gte=first_month(viewer.day))


rule_for(Statement, own_statements)


def _held() -> Exists:
    return Exists(Withdrawal.objects.filter(statement=OuterRef("pk"), outcome=""))


def _withdrawn() -> Exists:
    return Exists(Withdrawal.objects.filter(statement=OuterRef("pk"), outcome=CONFIRMED))


def without_file(day: date) -> QuerySet[Statement]:
    """Statements that are still kept, whose file is gone though nobody confirmed that they are withdrawn."""
    return Statement.objects.filter(~_withdrawn(), document__isnull=True, month__gte=first_month(day))


def without_file_in_reach(viewer: Viewer) -> QuerySet[Statement]:
    """Those of them about which the viewer's office has to decide; those held back already wait for the second one."""
    rows = without_file(viewer.day).filter(~_held(), employment__in=_others_in_reach(viewer))
    return rows.select_related("employment").order_by("pk")


def years_of(viewer: Viewer) -> list[int]:
    """The years for which the viewer has statements, latest first."""
    rows = visible(viewer, Statement).annotate(year=ExtractYear("month")).values_list("year", flat=True)
    return list(rows.distinct().order_by("-year"))


def statements_of(viewer: Viewer, year: int) -> QuerySet[Statement]:
    """The viewer's own statements of a year, by employment and month, latest first; `held` ones are looked into."""
    rows = visible(viewer, Statement).filter(month__gte=date(year, 1, 1), month__lte=date(year, 12, 31))
    rows = rows.annotate(held=_held()).select_related("employment", "document")
    return rows.order_by("employment__personnel_no", "-month", "-version")


def statement_to_open(viewer: Viewer, uuid: UUID) -> Statement:
    """An own statement that is not held back; DoesNotExist for everybody else's and for held ones."""
    return visible(viewer, Statement).filter(~_held()).select_related("document").get(uuid=uuid)


def _others_in_reach(viewer: Viewer) -> QuerySet[Employment]:
    """The employments of other people for whom the viewer's office is there: in its units and below, for the whole
    city also of those who have left. One condition and no question of its own, because the header asks the same.
    """
    held = Responsibility.objects.as_of(viewer.day).filter(person_id=viewer.person_id, role=viewer.role)
    below = OrgClosure.objects.filter(
        axis="line", ancestor_id__in=held.values("unit_id"), valid_from__lte=viewer.day, valid_until__gt=viewer.day
    )
    placed = Placement.objects.filter(unit_id__in=below.values("descendant_id"))
    near = Q(Exists(held.filter(unit__kind="stadt"))) | Q(person_id__in=placed.values("person_id"))
    return Employment.objects.filter(near).exclude(person_id=viewer.person_id)


def employment_numbered(viewer: Viewer, number: str) -> Employment | None:
    """The employment with a personnel number in the viewer's reach, never the viewer's own."""
    return _others_in_reach(viewer).filter(personnel_no=number).select_related("person").first()


def existing(employment: Employment) -> QuerySet[Statement]:
    """That there are statements of an employment, latest first: for the office, without any content."""
    rows = Statement.objects.filter(employment=employment).annotate(
        held=_held(), withdrawn=_withdrawn(), opened=Min("openings__at")
    )
    return rows.order_by("-month", "-version")


def statement_in_reach(viewer: Viewer, uuid: UUID) -> Statement:
    """A statement that the office may hold back; never one of the viewer's own."""
    rows = Statement.objects.filter(~_withdrawn(), employment__in=_others_in_reach(viewer))
    return rows.select_related("employment__person", "document").get(uuid=uuid)


def withdrawals(viewer: Viewer) -> QuerySet[Withdrawal]:
    """What was held back or withdrawn in the viewer's reach, latest first, with how often the receiver opened it."""
    rows = Withdrawal.objects.filter(statement__employment__in=_others_in_reach(viewer))
    rows = rows.annotate(opened=Min("statement__openings__at"), times=Count("statement__openings"))
    return rows.select_related("statement__employment", "subject", "asked_by", "decided_by").order_by(
        "-asked_at", "-pk"
    )


def withdrawal(viewer: Viewer, uuid: UUID) -> Withdrawal:
    """One of them."""
    return withdrawals(viewer).get(uuid=uuid)


def has_file(found: Withdrawal) -> bool:
    """Whether there is still something to open."""
    return Statement.objects.filter(pk=found.statement_id, document__isnull=False).exists()


def latest_deliveries() -> QuerySet[Delivery]:
    """The last lists that came in, with how many statements were filed from each."""
    return Delivery.objects.annotate(filed=Count("statements")).order_by("-received_at", "-pk")[:12]


def data_protection_people(day: date) -> list[int]:
    """Who answers for data protection."""
    return sorted(responsible_people(day, [DSB_ROLE]))


def questions_of(viewer: Viewer) -> QuerySet[Case]:
    """The viewer's own questions, latest first."""
    return visible(viewer, Case).filter(service=KEY, person_id=viewer.person_id).order_by("-id")


def question_of(case: Case) -> StatementQuestion:
    """What stands behind the case of a question."""
    return StatementQuestion.objects.get(case=case)


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """What is kept of a person here as plain data: their statements with every opening, and their questions."""
    rows = Statement.objects.filter(employment__person_id=person_id).select_related("employment")
    for row in rows.prefetch_related("openings", "withdrawals").order_by("pk"):
        yield {
            "personnel_no": row.employment.personnel_no,
            "month": f"{row.month:%Y-%m}",
            "version": row.version,
            "sha256": row.sha256,
            "filed_at": row.filed_at.isoformat(),
            "opened_at": [opening.at.isoformat() for opening in row.openings.all()],
            "withdrawn": any(found.outcome == CONFIRMED for found in row.withdrawals.all()),
        }
    asked = StatementQuestion.objects.filter(case__person_id=person_id).select_related("case")
    for question in asked.order_by("id"):
        reasons = CaseEvent.objects.filter(case=question.case, decides=True).exclude(reason="").order_by("revision")
        yield {
            "number": question.case.number,
            "step": question.case.step,
            "kind": question.kind,
            "month": question.month,
            "question": question.text,
            "answers": list(reasons.values_list("reason", flat=True)),
        }


def outdated(day: date) -> QuerySet[Statement]:
    """Statements whose time is over: none of a person whose records are held, and none of which a misdelivery is still
    looked into or kept as a breach (DSGVO Art. 33 Abs. 5).
    """
    over = Statement.objects.filter(month__lt=first_month(day)).exclude(employment__person__in=held_people(day))
    since = start_of(add_months(day, -BREACH.retention_months))
    breach = Withdrawal.objects.filter(statement=OuterRef("pk")).filter(
        Q(decided_at__isnull=True) | Q(decided_at__gte=since)
    )
    return over.filter(~Exists(breach)).select_related("document").order_by("pk")
