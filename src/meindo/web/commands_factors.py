"""Second factors at the help desk: what a person has, taking away what is lost, handing out a token of the city.

The tables are allauth's, hence it is here; no function gives a secret back.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from meindo.platform.audit.actor import Actor
from meindo.platform.login.commands_devices import end_other_devices
from meindo.platform.login.commands_tokens import PURPOSE, TokenRefused, give_token, lose_token
from meindo.platform.login.models import FactorRemoval, User
from meindo.platform.outbox.work import unit_of_work

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES)
CODES, KEYS, SPARE = (str(kind.value) for kind in KINDS)


def factors_of(user: User) -> dict[str, int]:
    """How many second factors of each kind an account has."""
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    return {kind: list(kinds).count(kind) for kind in (CODES, KEYS, SPARE) if kind in kinds}


def take_away(user: User, *, kind: str, reason: str, by: Actor) -> bool:
    """Take lost factors of one kind away, end all log-ins, tell the person. Spare codes go with the last factor: alone
    they would be one. Nobody does this for themselves. False when there is nothing of that kind.
    """
    if by.person_id is None or by.person_id == user.person_id:
        raise PermissionError("nobody takes their own factors away here")
    with unit_of_work(by, purpose=PURPOSE) as work:
        gone, _each = Authenticator.objects.filter(user=user, type=kind).delete()
        if not gone:
            return False
        if not Authenticator.objects.filter(user=user).exclude(type=SPARE).exists():
            Authenticator.objects.filter(user=user).delete()
        if kind == CODES and user.person_id:
            lose_token(work, user.person_id)
        FactorRemoval.objects.create(user=user, kind=kind, reason=reason, by_id=by.person_id, at=work.at)
        work.record("login.factor_taken", f"account:{user.pk}", factor=kind)
        work.emit("login.factor_taken", person=user.person_id, act=work.at.isoformat())
    end_other_devices(user, keep="", by=by)
    return True


def hand_out(user: User, *, serial: str, by: Actor) -> None:
    """Give a token of the city to a person: its codes are their second factor from now on. TokenRefused when it is not
    free, or when they have an app with codes or another token, which has to be taken away first.
    """
    if by.person_id is None or by.person_id == user.person_id or user.person is None:
        raise PermissionError("nobody hands a token out to themselves")
    with unit_of_work(by, purpose=PURPOSE) as work:
        if CODES in factors_of(user):
            raise TokenRefused
        lose_token(work, user.person.pk)  # one whose codes they removed themselves
        TOTP.activate(user, give_token(work, serial, user.person))
        work.emit("login.token_given", person=user.person_id, act=work.at.isoformat())
