"""Writes of devices: a log-in on one, ending it, ending all others; and declaring shared terminals."""

from datetime import date, timedelta

from django.contrib.sessions.models import Session
from django.db.models import F

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now, today
from meindo.platform.outbox.work import Work, unit_of_work

from .agent import browser_and_system
from .models import Device, Terminal, Token, User
from .models_devices import DeviceKind
from .queries_devices import sessions_of, terminal_to_set_up

PURPOSE = "login.devices"
LASTS = {
    DeviceKind.OWN: timedelta(days=30),
    DeviceKind.OTHER: timedelta(hours=12),
    DeviceKind.TERMINAL: timedelta(minutes=10),  # without a new page
}
TERMINAL_AT_MOST = timedelta(hours=2)  # however busy: nobody keeps a shared device
KEPT_DAYS = 90  # so long a device that nobody uses is still known


def actor_of(user: User) -> Actor:
    """The account as somebody who acts."""
    return Actor(f"person:{user.person.uuid}", user.person_id) if user.person else Actor.system("login")


def open_device(
    user: User, *, mark: str, session_key: str, agent: str, own: bool = False, terminal: Terminal | None = None
) -> Device:
    """Note a log-in. A browser that this account was never opened from is told to its person, unless it is the first.

    `mark` is what the browser keeps to be known again; an earlier session of the same browser ends.
    """
    kind = DeviceKind.TERMINAL if terminal else DeviceKind.OWN if own else DeviceKind.OTHER
    browser, system = browser_and_system(agent)
    digest = Token.digest_of(f"terminal:{terminal.uuid}" if terminal else mark)
    with unit_of_work(actor_of(user), purpose=PURPOSE) as work:
        is_first = not Device.objects.filter(user=user).exists()
        values = {
            "kind": kind.value,
            "browser": browser,
            "system": system,
            "terminal": terminal,
            "last_seen_on": today(),
            "session_key": session_key,
            "open_until": work.at + (TERMINAL_AT_MOST if terminal else LASTS[kind]),
        }
        earlier = Device.objects.filter(user=user, mark=digest).exclude(session_key=session_key)
        end_sessions(list(earlier.values_list("session_key", flat=True)))
        device, is_new = Device.objects.update_or_create(
            user=user, mark=digest, defaults=values, create_defaults={**values, "since": today()}
        )
        work.record("login.opened", f"device:{device.uuid}", lasts=kind.value)
        if is_new and not is_first and user.person_id:
            what = terminal.name if terminal else f"{browser} / {system}"
            work.emit("login.new_device", device=str(device.uuid), person=user.person_id, what=what)
    return device


def see_device(pk: int, session_key: str) -> None:
    """Note that a device is used today, and under which key its session goes on."""
    Device.objects.filter(pk=pk).update(last_seen_on=today(), session_key=session_key)


def end_device(device: Device, *, by: Actor) -> None:
    """Log somebody out on a device, at once."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        end_sessions([device.session_key])
        Device.objects.filter(pk=device.pk).update(session_key="")
        work.record("login.device_ended", f"device:{device.uuid}")


def end_other_devices(user: User, *, keep: str, by: Actor) -> int:
    """Log somebody out everywhere but in one session, also where no device was noted. The caller lets that session know
    the new epoch of the account.
    """
    with unit_of_work(by, purpose=PURPOSE) as work:
        return end_others(work, user, keep=keep)


def end_others(work: Work, user: User, *, keep: str) -> int:
    """The same as a part of something else that happens to the account."""
    keys = sessions_of(user, but=keep)
    end_sessions(keys)
    Device.objects.filter(user=user, session_key__in=keys).update(session_key="")
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    work.record("login.devices_ended", f"account:{user.pk}", count=len(keys))
    return len(keys)


def end_sessions(keys: list[str]) -> None:
    """End sessions by their keys, at once."""
    Session.objects.filter(session_key__in=[key for key in keys if key]).delete()


def forget_devices(day: date | None = None) -> int:
    """Erase devices that were not used for KEPT_DAYS."""
    gone, _each = Device.objects.filter(last_seen_on__lt=(day or today()) - timedelta(days=KEPT_DAYS)).delete()
    return gone


def declare_terminal(*, name: str, by: Actor) -> tuple[Terminal, str]:
    """A shared terminal, and the secret by which one browser becomes it, once; the secret is returned only here."""
    secret = Token.new_secret()
    with unit_of_work(by, purpose=PURPOSE) as work:
        terminal = Terminal.objects.create(name=name, digest=Token.digest_of(secret), made_by_id=by.person_id)
        work.record("login.terminal_declared", f"terminal:{terminal.uuid}")
    return terminal, secret


def set_up_terminal(secret: str) -> Terminal | None:
    """The browser that shows the secret is the terminal from now on; None when the secret was used or never was one."""
    found = terminal_to_set_up(secret)
    if found is None:
        return None
    rows = Terminal.objects.filter(pk=found.pk, set_up_at__isnull=True, ended_at__isnull=True)
    return found if rows.update(set_up_at=now()) else None


def end_terminal(terminal: Terminal, *, by: Actor) -> None:
    """It is an ordinary device again; who is logged in there is logged out."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Device.objects.filter(terminal=terminal)
        end_sessions(list(rows.values_list("session_key", flat=True)))
        rows.update(session_key="")
        Terminal.objects.filter(pk=terminal.pk, ended_at__isnull=True).update(ended_at=work.at)
        work.record("login.terminal_ended", f"terminal:{terminal.uuid}")
