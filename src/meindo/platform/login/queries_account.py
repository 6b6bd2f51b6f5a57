"""What is kept about the account of a person, as plain data for that person: no secret, nobody else's name."""

from datetime import datetime
from typing import Any

from meindo.platform.clock import BERLIN

from .models import AccountLock, Activation, ApplicationUse, Device, FactorRemoval, HardwareToken, Token, User


def account_of(person_id: int) -> dict[str, Any]:
    """The log-in, devices, letters, tokens and locks of a person by day; empty for somebody without an account.

    Why an account was locked or a second factor removed are words of an office about a suspicion or a talk: they are
    told on demand after somebody has looked whether others are named in them (`reason` says so).
    """
    user = User.objects.filter(person_id=person_id).first()
    if user is None:
        return {"letters": _letters(person_id)}
    return {
        "user_name": user.username,
        "since": _day(user.created_at),
        "devices": [
            {
                "kind": row.kind,
                "browser": row.browser,
                "system": row.system,
                "since": row.since.isoformat(),
                "last_seen_on": row.last_seen_on.isoformat(),
            }
            for row in Device.objects.filter(user=user).order_by("since", "id")
        ],
        "applications": [
            {
                "name": row.name,
                "learns": row.scopes.split(),
                "since": row.since.isoformat(),
                "last_used_on": row.last_used_on.isoformat(),
                "ended": _day(row.ended_at),
            }
            for row in ApplicationUse.objects.filter(user=user).order_by("since", "id")
        ],
        "letters": _letters(person_id),
        "hardware_tokens": [
            {"serial": row.serial, "given": _day(row.given_at), "lost": _day(row.lost_at)}
            for row in HardwareToken.objects.filter(person_id=person_id).order_by("given_at", "id")
        ],
        "removed_factors": [
            {"kind": row.kind, "day": _day(row.at), "reason": ON_DEMAND}
            for row in FactorRemoval.objects.filter(user=user).order_by("at", "id")
        ],
        "locks": [
            {"from": _day(row.locked_at), "until": _day(row.ended_at), "reason": ON_DEMAND}
            for row in AccountLock.objects.filter(user=user).order_by("locked_at", "id")
        ],
        "tokens": [
            {"scope": row.scope, "since": _day(row.created_at), "revoked": _day(row.revoked_at)}
            for row in Token.objects.filter(user=user).order_by("created_at", "id")
        ],
    }


ON_DEMAND = "auf Nachfrage bei der datenschutzbeauftragten Person"


def _letters(person_id: int) -> list[dict[str, Any]]:
    rows = Activation.objects.filter(person_id=person_id).select_related("batch").order_by("batch__made_at", "id")
    return [{"made": _day(row.batch.made_at), "ended": _day(row.ended_at), "ending": row.ending} for row in rows]


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(BERLIN).date().isoformat()
