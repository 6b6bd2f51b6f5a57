"""Bearer tokens: made once, shown once, revoked at once."""

from datetime import timedelta

from meindo.platform.clock import now

from .models import Token, User


def create_token(*, user: User | None, scope: str, label: str, days: int = 90) -> str:
    """A new token; the text is returned only here."""
    secret = Token.new_secret()
    Token.objects.create(
        user=user, scope=scope, label=label, digest=Token.digest_of(secret), expires_at=now() + timedelta(days=days)
    )
    return secret


def user_of_token(secret: str, *, scope: str) -> User | None:
    """The account behind a token, if token and account are in force."""
    rows = Token.objects.filter(
        digest=Token.digest_of(secret), scope=scope, revoked_at__isnull=True, expires_at__gt=now()
    )
    token = rows.filter(user__is_active=True).select_related("user__person").first()
    return token.user if token else None
