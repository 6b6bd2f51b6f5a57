"""What a line manager is told of the access of the team: what belongs to the place in which they decide.

What comes of a second place or of a unit of the matrix (a body of representation is one) is not theirs, whoever has it.
So the page reads the same before and after somebody joins a body.
"""

from collections.abc import Iterable

from meindo.identity.models import Entitlement, Grant, RuleVersion
from meindo.identity.wanted import Because
from meindo.platform.clock import today
from meindo.platform.people.functions import PROTECTED
from meindo.platform.people.models import Axis, Placement
from meindo.platform.people.queries import responsible_people

from .queries import contents_of


def is_shown(grant: Grant) -> bool:
    """Whether a line manager sees a grant."""
    if grant.role is not None:
        inside = Entitlement.objects.filter(pk__in=contents_of(grant.role), application__is_protected=True)
        return grant.role.key not in PROTECTED and not inside.exists()
    return grant.entitlement is not None and not grant.entitlement.application.is_protected


def is_of_place(because: Because, place: Placement) -> bool:
    """Whether a rule gives it for the place in which the line manager decides, and for no other one."""
    return (because.employment, because.unit) == (place.employment_id, place.unit_id)


def protected_versions(versions: Iterable[int], people: Iterable[int]) -> set[int]:
    """The rule versions that speak of a function of representation or protection, by their name, their role or their
    function; and those that fit, of all people placed today, only those who hold such a function ("Freigestelltes
    Mitglied", a unit of the body).
    """
    rows = list(RuleVersion.objects.filter(pk__in=set(versions)).select_related("role"))
    found = {row.pk for row in rows if {row.function.casefold(), row.role.key, row.rule} & PROTECTED}
    holders = responsible_people(today(), PROTECTED)
    if holders.isdisjoint(people):
        return found
    return found | {row.pk for row in rows if not _fits_others(row, holders)}


def _fits_others(version: RuleVersion, holders: set[int]) -> bool:
    day = today()
    rows = Placement.objects.exclude(person_id__in=holders)
    rows = rows.filter(title=version.function) if version.function else rows
    if version.unit_id is not None:
        below = {"unit__above__axis": Axis.LINE, "unit__above__ancestor": version.unit_id}
        rows = rows.filter(**below, unit__above__valid_from__lte=day, unit__above__valid_until__gt=day)
    return rows.exists()
