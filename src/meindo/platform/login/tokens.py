"""Bearer tokens: made once, shown once, revoked at once."""

from datetime import timedelta

from django.db import transaction

from meindo.platform.clock import now, today
from meindo.platform.people.queries import has_left
from meindo.platform.prepared import Prepared

from .models import Token, TokenScope, User

_tokens = Prepared(
    lambda digest, scope: Token.objects.filter(
        digest=digest, scope=scope, revoked_at__isnull=True, user__is_active=True
    ).select_related("user__person")
)


def create_token(*, user: User | None, scope: str, label: str, days: int = 90) -> str:
    """A new token; the text is returned only here."""
    secret = Token.new_secret()
    Token.objects.create(
        user=user, scope=scope, label=label, digest=Token.digest_of(secret), expires_at=now() + timedelta(days=days)
    )
    return secret


def token_in_force(secret: str, *, scope: str) -> Token | None:
    """The token behind a text, if it and its account are in force and the account's person works here today."""
    token = _tokens.first(Token.digest_of(secret), scope)
    user = token.user if token and token.expires_at > now() else None
    return None if user is None or (user.person_id and has_left(user.person_id, today())) else token


def user_of_token(secret: str, *, scope: str) -> User | None:
    """The account behind a token that is in force."""
    token = token_in_force(secret, scope=scope)
    return token.user if token else None


def opens_metrics(secret: str) -> bool:
    """Whether a token of the monitoring system is in force; it belongs to nobody."""
    rows = Token.objects.filter(digest=Token.digest_of(secret), scope=TokenScope.METRICS.value)
    return rows.filter(revoked_at__isnull=True, expires_at__gt=now()).exists()


CALENDARS = (TokenScope.CALENDAR.value, TokenScope.BUSY.value)
CALENDAR_DAYS = 3 * 365  # nobody renews an address every month; who leaves loses it at once


def calendar_token(user: User) -> Token | None:
    """The address under which a calendar reads the person's appointments, if there is one."""
    rows = Token.objects.filter(user=user, scope__in=CALENDARS, revoked_at__isnull=True, expires_at__gt=now())
    return rows.order_by("-created_at").first()


def open_calendar(user: User, *, busy: bool) -> str:
    """A new calendar address; the one before ends. The secret is returned only here."""
    with transaction.atomic():
        close_calendar(user)
        scope = TokenScope.BUSY if busy else TokenScope.CALENDAR
        return create_token(user=user, scope=scope.value, label="calendar", days=CALENDAR_DAYS)


def close_calendar(user: User) -> None:
    """The address ends at once."""
    Token.objects.filter(user=user, scope__in=CALENDARS, revoked_at__isnull=True).update(revoked_at=now())
