"""Reads of meindo itself as an application: who has which of its roles for the whole city."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.people.models import Employment, Responsibility
from meindo.platform.people.queries import whole_city

from .models import Account, OwnAccount

OWN = "own"


class Own(NamedTuple):
    """A person's account here: its name, whether it is open, the roles that hold and those that rest."""

    native_id: str
    is_open: bool
    held: frozenset[str]
    resting: frozenset[str]


def own_accounts(roles: Collection[str], people: Collection[int] | None = None) -> dict[int, Own]:
    """Everybody with an account here or with one of the roles for the whole city, or some of them."""
    held = _held(roles, people)
    rows = OwnAccount.objects.all() if people is None else OwnAccount.objects.filter(person_id__in=list(people))
    known = {row.person_id: row for row in rows}
    names = names_of({person for person in held if person not in known})
    found = {}
    for person in {*held, *known}:
        row, own = known.get(person), frozenset(held.get(person, ()))
        resting = frozenset(row.resting) & frozenset(roles) if row else frozenset[str]()
        is_open = bool(own) or row is None or row.is_open  # a role that holds is open, whatever the row says
        found[person] = Own(row.native_id if row else names[person], is_open, own, resting)
    return found


def _held(roles: Collection[str], people: Collection[int] | None) -> dict[int, set[str]]:
    rows = Responsibility.objects.as_of(today()).filter(role__in=list(roles), unit_id=whole_city())
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    held: dict[int, set[str]] = defaultdict(set)
    for person, role in rows.values_list("person_id", "role"):
        held[person].add(role)
    return held


def names_of(people: Collection[int]) -> dict[int, str]:
    """The names of accounts here: the one that meindo gave, else the log-in name, else the personnel number."""
    asked = list(people)
    jobs = Employment.objects.filter(person_id__in=asked).order_by("-id").values_list("person_id", "personnel_no")
    found = {person: number.lower() for person, number in jobs}
    users = User.objects.filter(person_id__in=asked).values_list("person_id", "username")
    found |= {person: name.lower() for person, name in users if person}
    own = Account.objects.filter(application__connector=OWN, person_id__in=asked).values_list("person_id", "native_id")
    found |= {person: name for person, name in own if person}
    return {person: found.get(person, f"person-{person}") for person in asked}


def people_named(names: Collection[str]) -> dict[str, int]:
    """Whose the accounts of these names are: by what meindo gave, else by log-in name, else by personnel number."""
    asked = {name.casefold(): name for name in names}
    found: dict[str, int] = {}
    jobs = Employment.objects.values_list("personnel_no", "person_id")
    users = User.objects.filter(person_id__isnull=False).values_list("username", "person_id")
    given = Account.objects.filter(application__connector=OWN).values_list("native_id", "person_id")
    written = OwnAccount.objects.values_list("native_id", "person_id")
    for rows in (jobs, users, given, written):
        found |= {asked[name.casefold()]: person for name, person in rows if person and name.casefold() in asked}
    return found
