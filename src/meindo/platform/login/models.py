"""The account by which a person logs in; half the staff have no mail, so the name is a user name."""

import hashlib
import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from meindo.platform.clock import now


class UserManager(BaseUserManager["User"]):
    """Creates accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """An account; without a password it cannot log in until one is set."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of that name, whatever the case of its letters."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account. `person` is empty for technical accounts; a locked one loses its sessions and tokens at once."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField("people.Person", models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField(default=True)
    locked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)
    session_epoch = models.PositiveIntegerField(default=0)

    objects = UserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to stay open: it changes with the password and with every "end all sessions"."""
        known = f"{self.password}:{self.session_epoch}" if self.session_epoch else self.password
        return salted_hmac("meindo.login.session", known, secret=secret, algorithm="sha256").hexdigest()


class TokenScope(models.TextChoices):
    """What a bearer token opens. The two of a calendar are part of an address that a calendar program reads: the own
    appointments in words, or only that the person is not there. `metrics` opens figures of the installation.
    """

    API = "api", "API"
    SCIM = "scim", "SCIM"
    CALENDAR = "calendar", "calendar"
    BUSY = "busy", "busy"
    METRICS = "metrics", "metrics"


class Token(models.Model):
    """A bearer token for the API or SCIM; only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="tokens")
    scope = models.CharField(max_length=10, choices=TokenScope.choices)
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.scope} {self.label}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is stored of a token."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @staticmethod
    def new_secret() -> str:
        """A fresh token, shown once."""
        return "mdo_" + secrets.token_urlsafe(32)


from .models_activation import Activation, ActivationBatch  # noqa: E402 (tables of the same application)
from .models_applications import ApplicationUse  # noqa: E402
from .models_devices import Device, Terminal  # noqa: E402
from .models_lock import AccountLock  # noqa: E402
from .models_tokens import FactorRemoval, HardwareToken  # noqa: E402

__all__ = [
    "AccountLock",
    "Activation",
    "ActivationBatch",
    "ApplicationUse",
    "Device",
    "FactorRemoval",
    "HardwareToken",
    "Terminal",
    "Token",
    "TokenScope",
    "User",
    "UserManager",
]
