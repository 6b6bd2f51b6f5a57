"""Accounts of the demo: one password for all, a second factor for one; and releases by two of them."""

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from meindo.platform.clock import at, start_of
from meindo.platform.law import values
from meindo.platform.law.commands import confirm_release, propose_release
from meindo.platform.law.models import ValueRelease
from meindo.platform.login.codes import grouped
from meindo.platform.login.commands_activation import code_to_print, make_batch
from meindo.platform.login.models import Activation, User
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.models import Person, Placement
from meindo.platform.people.queries import main_place

from .logins import PASSWORD, TOTP_SECRET, TOTP_USER, log_ins

REASON = "Demo: Beispielwert, freigegeben von erfundenen Personen"


def create_accounts(city: DemoCity) -> None:
    """One account for everybody with a log-in; those that exist stay as they are."""
    there = set(User.objects.values_list("username", flat=True))
    hashed = make_password(PASSWORD)  # it is printed anyway; hashing it anew for each would take seconds
    for place in log_ins():
        if place.user in there:
            continue
        user = User.objects.create(username=place.user, password=hashed, person=city.persons[place.user])
        if place.user == TOTP_USER:
            TOTP.activate(user, TOTP_SECRET)


LETTER_TO = "anordnung_zwei"  # works in the city, has no account yet


def write_letter(city: DemoCity) -> None:
    """An open activation letter for somebody without an account."""
    to = city.persons[LETTER_TO]
    if not Activation.objects.filter(person=to).exists():
        make_batch([main_place_of(to)], by=city.actor("zugang"), reason="Demo", days=365)


def main_place_of(person: Person) -> Placement:
    """Where somebody of the demo mainly works."""
    place = main_place(person.pk)
    assert place is not None  # noqa: S101 (the demo places everybody)
    return place


def open_code() -> tuple[str, str]:
    """The person and the code of the open letter, to be tried; empty once it was used."""
    letter = Activation.objects.filter(person__key=f"demo-{LETTER_TO}", ended_at__isnull=True).first()
    if letter is None or not letter.is_open():
        return "", ""
    return letter.person.display_name, grouped(code_to_print(letter))


def release_values(city: DemoCity) -> None:
    """Release every unverified and local value, a year ago, marked as demo: without it every result is a trial run."""
    sources = values.sources()
    known = set(ValueRelease.objects.values_list("value_hash", flat=True))
    with at(start_of(city.today.replace(year=city.today.year - 2, day=1))):
        for source in sources.values():
            for value in source.needing_release():
                if value.value_hash not in known:
                    release = propose_release(value=value, reason=REASON, by=city.actor("recht1"), is_demo=True)
                    confirm_release(release=release, by=city.actor("recht2"))
                    known.add(value.value_hash)
