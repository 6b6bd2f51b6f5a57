"""Reads of requests: what stands behind a case, who decides, what is held already."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from meindo.identity.models import AccessRequest, BusinessRole, Entitlement, Grant
from meindo.identity.queries_foresight import question_of
from meindo.identity.queries_mine import Words
from meindo.identity.queries_rules import role_contents
from meindo.identity.queries_subject import held_about
from meindo.identity.wanted import NOTHING, reasons, rights
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import today

SERVICE = "berechtigungen"


def matters_of(viewer: Viewer) -> QuerySet[Case]:
    """The cases about the viewer's own access, latest first."""
    return visible(viewer, Case).filter(service=SERVICE, person_id=viewer.person_id).order_by("-id")


def request_of(case: Case) -> AccessRequest | None:
    """What stands behind a case; None for one that is only being opened."""
    rows = AccessRequest.objects.select_related("entitlement__application", "role", "application", "grant")
    return rows.filter(case_id=case.pk).first() if case.pk else None


def requests_of(cases: Iterable[int]) -> dict[int, AccessRequest]:
    """What stands behind some cases."""
    rows = AccessRequest.objects.select_related("entitlement__application", "role")
    return {row.case_id: row for row in rows.filter(case_id__in=list(cases))}


def owner_of(case: Case) -> int | None:
    """The person who answers for the application of the case, 0 where it is about several; None without a request."""
    found = request_of(case)
    if found is None:
        return None
    return found.application.owner_id if found.application else 0


def endorsers_of(case: Case) -> set[int]:
    """Who spoke for the case as line manager."""
    rows = CaseEvent.objects.filter(case=case, move="endorse", by_id__isnull=False)
    return {found for found in rows.values_list("by_id", flat=True) if found}


def contents_of(what: Entitlement | BusinessRole) -> frozenset[int]:
    """The rights that something gives, those of the roles in a role included."""
    if isinstance(what, Entitlement):
        return frozenset({what.pk})
    return role_contents([what.pk]).get(what.pk, frozenset())


def is_held(person_id: int, what: Entitlement | BusinessRole, until: date) -> bool:
    """Whether the person has all of it today, and by what is known now still on the day `until`."""
    asked = contents_of(what)
    return all(
        asked <= rights(question_of(day, people=[person_id])).get(person_id, NOTHING) for day in {today(), until}
    )


def held_words(person_id: int, what: Entitlement | BusinessRole) -> list[tuple[str, list[str]]]:
    """To the person: what of it they have today, each right with the reasons; resting ones count as not held."""
    question = question_of(today(), people=[person_id])
    own, why = rights(question).get(person_id, NOTHING), reasons(question, person_id)
    words = Words(question, why.values())
    rows = Entitlement.objects.filter(pk__in=contents_of(what) & own).order_by("label", "id")
    return [(row.label, [words.of(because) for because in why.get(row.pk, ())]) for row in rows]


def open_grants(people: Iterable[int]) -> QuerySet[Grant]:
    """The grants of some people that hold today or later, those that end first in front."""
    rows = Grant.objects.filter(person_id__in=list(people), revoked_at__isnull=True, valid_until__gt=today())
    return rows.select_related("entitlement__application", "role", "approved_by").order_by("valid_until", "id")


def grant_named(uuid: UUID) -> Grant:
    """One that holds; Grant.DoesNotExist for one that is over."""
    rows = Grant.objects.filter(revoked_at__isnull=True, valid_until__gt=today()).select_related("person")
    return rows.select_related("person", "entitlement__application", "role").get(uuid=uuid)


def unreviewed(person_id: int, by_id: int, what: Entitlement) -> Case | None:
    """The emergency that somebody opened for the same person and right and that nobody has reviewed yet."""
    rows = Case.objects.filter(service=SERVICE, process="notfallzugang", is_open=True)
    rows = rows.filter(person_id=person_id, entered_by_id=by_id, access_request__entitlement=what)
    return rows.first()


def waiting_request(person_id: int, what: Entitlement | BusinessRole) -> Case | None:
    """The request of a person for the same that nobody has decided yet."""
    same = {"entitlement": what} if isinstance(what, Entitlement) else {"role": what}
    found = AccessRequest.objects.filter(**same, case__person_id=person_id, case__is_open=True)
    row = found.filter(case__process="zugangsantrag").select_related("case").first()
    return row.case if row else None


def grants_ending(first: date, last: date) -> QuerySet[Grant]:
    """The grants that end from one day until another (both inclusive) and lasted longer than these days."""
    rows = Grant.objects.filter(revoked_at__isnull=True, valid_until__gte=first, valid_until__lte=last)
    return rows.select_related("entitlement__application", "role", "person").order_by("id")


def is_followed(grant: Grant) -> bool:
    """Whether another grant of the same to the same person goes on after this one."""
    rows = Grant.objects.filter(person_id=grant.person_id, revoked_at__isnull=True, valid_from__lte=grant.valid_until)
    rows = rows.filter(entitlement=grant.entitlement) if grant.entitlement else rows.filter(role=grant.role)
    return rows.filter(valid_until__gt=grant.valid_until).exclude(pk=grant.pk).exists()


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's requests and emergencies as plain data, with what was answered; then all that is held about their
    access.
    """
    yield from _requests_of(person_id)
    yield from held_about(person_id)


def _requests_of(person_id: int) -> Iterator[dict[str, Any]]:
    rows = AccessRequest.objects.filter(case__person_id=person_id)
    for row in rows.select_related("case", "entitlement__application", "role", "grant").order_by("id"):
        said = CaseEvent.objects.filter(case=row.case).exclude(reason="").order_by("revision")
        yield {
            "kind": "request",
            "number": row.case.number,
            "process": row.case.process,
            "step": row.case.step,
            "application": row.entitlement.application.label if row.entitlement else "",
            "right": row.what.label,
            "reason": row.reason,
            "until": row.until.isoformat(),
            "granted_until": (row.grant.valid_until - timedelta(days=1)).isoformat() if row.grant else "",
            "answers": list(said.values_list("reason", flat=True)),
        }
