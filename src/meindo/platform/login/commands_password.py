"""The own password is changed by its person; every other log-in ends with it."""

from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work

from .commands_devices import end_others
from .models import User

PURPOSE = "login.activation"


def change_password(user: User, *, password: str, keep: str, by: Actor) -> None:
    """Set a new password; all sessions but the one with the key `keep` end at once, and the person is told.

    The caller lets that session know the new state of the account.
    """
    user.set_password(password)  # slow on purpose, hence before the transaction
    with unit_of_work(by, purpose=PURPOSE) as work:
        user.save(update_fields=["password"])
        work.record("login.password_changed", f"account:{user.pk}")
        end_others(work, user, keep=keep)
        work.emit("login.password_changed", person=user.person_id, act=work.at.isoformat())
