"""What identity holds about one person, as plain data for the information under Art. 15; nobody else is named in it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from meindo.platform.clock import FOREVER

from .models import Account, DutyException, Entitlement, Finding, Grant, Operation, Review, ScimAccount, Withholding
from .queries_foresight import standings


def held_about(person_id: int) -> Iterator[dict[str, Any]]:
    """Rights as last planned, accounts, grants, exceptions, what was taken out or reviewed, what was found different,
    what was changed, and what another directory says.
    """
    yield from _rights(person_id)
    yield from _accounts(person_id)
    yield from _decided(person_id)
    yield from _reviewed(person_id)
    yield from _changed(person_id)
    yield from _pushed(person_id)


def _rights(person_id: int) -> Iterator[dict[str, Any]]:
    known = standings([person_id])[0].get(person_id)
    own = known.rights if known else frozenset()
    for right in _named(map(abs, own)):
        yield {
            "kind": "right",
            "application": right.application.label,
            "right": right.label,
            "rests": -right.pk in own,
        }


def _accounts(person_id: int) -> Iterator[dict[str, Any]]:
    rows = Account.objects.filter(person_id=person_id).select_related("application").order_by("application__label")
    for row in rows:
        yield {
            "kind": "account",
            "application": row.application.label,
            "name": row.native_id,
            "state": row.state,
            "planned": row.target,
            "seen": row.seen,
            "seen_at": row.seen_at and row.seen_at.isoformat(),
        }
    for found in Finding.objects.filter(person_id=person_id).select_related("application").order_by("id"):
        yield {
            "kind": "difference",
            "application": found.application.label,
            "name": found.native_id,
            "what": found.kind,
            "detail": found.detail,
            "planned": found.planned,
            "found": found.found,
            "state": found.state,
            "since": found.first_seen_at.isoformat(),
            "reason": found.reason,
        }


def _decided(person_id: int) -> Iterator[dict[str, Any]]:
    grants = Grant.objects.filter(person_id=person_id).select_related("entitlement__application", "role")
    for grant in grants.order_by("id"):
        yield {
            "kind": "grant",
            "application": grant.entitlement.application.label if grant.entitlement else "",
            "right": (grant.entitlement or grant.role).label,  # type: ignore[union-attr]  # one of them is there
            "reason": grant.reason,
            **_days(grant.valid_from, grant.valid_until),
            "revoked_at": grant.revoked_at and grant.revoked_at.isoformat(),
            "revoked_because": grant.revoked_reason,
        }
    for exception in DutyException.objects.filter(person_id=person_id).select_related("duty").order_by("id"):
        days = _days(exception.valid_from, exception.valid_until)
        yield {"kind": "exception", "duty": exception.duty.label, "reason": exception.reason, **days}
    rows = Withholding.objects.filter(person_id=person_id).select_related("entitlement__application").order_by("id")
    for row in rows:
        yield {
            "kind": "withheld",
            "application": row.entitlement.application.label,
            "right": row.entitlement.label,
            "reason": row.reason,
            **_days(row.valid_from, row.valid_until),
            "ended_at": row.ended_at and row.ended_at.isoformat(),
        }


def _reviewed(person_id: int) -> Iterator[dict[str, Any]]:
    rows = list(Review.objects.filter(person_id=person_id).select_related("campaign").order_by("id"))
    labels = {
        right.pk: f"{right.application.label}: {right.label}" for right in _named(r for v in rows for r in v.rights)
    }
    for row in rows:
        yield {
            "kind": "review",
            "campaign": row.campaign.title,
            "rights": [labels[right] for right in row.rights if right in labels],
            "removed": [labels[right] for right in row.removed if right in labels],
            "reason": row.reason,
            "decided_at": row.decided_at and row.decided_at.isoformat(),
        }


def _changed(person_id: int) -> Iterator[dict[str, Any]]:
    rows = Operation.objects.filter(person_id=person_id).select_related("plan", "application").order_by("id")
    for row in rows:
        yield {
            "kind": "change",
            "application": row.application.label,
            "name": row.native_id,
            "occasion": row.plan.kind,
            "what": row.verb,
            "before": row.before,
            "after": row.after,
            "state": row.state,
            "done_at": row.done_at and row.done_at.isoformat(),
        }


def _pushed(person_id: int) -> Iterator[dict[str, Any]]:
    for row in ScimAccount.objects.filter(person_id=person_id).order_by("id"):
        yield {
            "kind": "pushed",
            "from": row.client,
            "said": row.body,
            "since": row.created_at.isoformat(),
            "deleted_at": row.deleted_at and row.deleted_at.isoformat(),
        }


def _named(rights: Any) -> list[Entitlement]:
    rows = Entitlement.objects.filter(pk__in={*rights}).select_related("application")
    return list(rows.order_by("application__label", "label", "id"))


def _days(start: date, until: date) -> dict[str, str | None]:
    last = None if until == FOREVER else (until - timedelta(days=1)).isoformat()
    return {"from": start.isoformat(), "until": last}
