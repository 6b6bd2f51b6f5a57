"""The access of the people for whom somebody decides in the line; never of protected applications and functions."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from meindo.identity.models import Entitlement, Grant, RuleVersion
from meindo.identity.queries_foresight import question_of
from meindo.identity.queries_mine import Words
from meindo.identity.wanted import NOTHING, Because, reasons, rights
from meindo.platform.clock import today
from meindo.platform.people.functions import PROTECTED
from meindo.platform.people.models import Placement
from meindo.platform.people.queries import places_named

from .process import LINE
from .queries import open_grants


class TeamRight(NamedTuple):
    """One right of somebody of the team, in words; `until`: the last day, where it only comes of a grant."""

    application: str
    label: str
    rests: bool
    why: tuple[str, ...]
    until: date | None


class Member(NamedTuple):
    """One person with their place, their rights and the grants that can be given back."""

    place: Placement
    rights: tuple[TeamRight, ...]
    grants: tuple[Grant, ...]


def team_of(person_id: int, text: str = "") -> QuerySet[Placement]:
    """The main places of the people for whom somebody decides in the line today, by name."""
    rule = LINE.cases_for(person_id, today())
    if rule is None:
        return Placement.objects.none()
    places = Placement.objects.filter(rule, is_main=True).exclude(person_id=person_id)
    places = places.select_related("person", "unit", "employment").order_by("person__sort_name", "id")
    return places_named(places, text) if text else places


def place_in_team(person_id: int, uuid: UUID) -> Placement:
    """The place of one of them; Placement.DoesNotExist for everybody else."""
    found = team_of(person_id).filter(person__uuid=uuid).first()
    if found is None:
        raise Placement.DoesNotExist
    return found


def decides_for(person_id: int, other_id: int) -> bool:
    """Whether somebody decides for another person in the line today."""
    return team_of(person_id).filter(person_id=other_id).exists()


def is_shown(grant: Grant) -> bool:
    """Whether a line manager sees a grant."""
    if grant.role is not None:
        inside = Entitlement.objects.filter(roles=grant.role, application__is_protected=True)
        return grant.role.key not in PROTECTED and not inside.exists()
    return grant.entitlement is not None and not grant.entitlement.application.is_protected


def members(places: Iterable[Placement]) -> list[Member]:
    """What each of them may do and why, as far as it is a matter of the line."""
    shown = list(places)
    people = [place.person_id for place in shown]
    question = question_of(today(), people=people)
    sets = rights(question, people)
    why = {person: reasons(question, person) for person in people}
    words = Words(question, [told for found in why.values() for told in found.values()], to_self=False)
    rows = Entitlement.objects.filter(pk__in={abs(right) for own in sets.values() for right in own})
    known = {row.pk: row for row in rows.filter(application__is_protected=False).select_related("application")}
    grants: dict[int, list[Grant]] = {}
    for grant in open_grants(people):
        if is_shown(grant):
            grants.setdefault(grant.person_id, []).append(grant)
    hidden = _protected({because.rule for found in why.values() for told in found.values() for because in told})
    ends = {grant.pk: grant.valid_until - timedelta(days=1) for found in grants.values() for grant in found}
    return [
        Member(
            place,
            _rights(sets.get(place.person_id, NOTHING), why[place.person_id], known, hidden, words, ends),
            tuple(grants.get(place.person_id, ())),
        )
        for place in shown
    ]


def _protected(versions: set[int]) -> set[int]:
    """The rule versions that speak of a function of representation or protection."""
    rows = RuleVersion.objects.filter(pk__in=versions).select_related("role")
    return {row.pk for row in rows if {row.function.casefold(), row.role.key, row.rule} & PROTECTED}


def _rights(
    own: frozenset[int],
    why: dict[int, list[Because]],
    known: dict[int, Entitlement],
    hidden: set[int],
    words: Words,
    ends: dict[int, date],
) -> tuple[TeamRight, ...]:
    found = []
    for right in own:
        row = known.get(abs(right))
        told = [because for because in why.get(abs(right), ()) if _is_told(because, hidden, ends)]
        if row is not None and told:
            only_granted = all(because.grant for because in told)
            until = max(ends[because.grant] for because in told) if only_granted else None
            texts = tuple(words.of(because) for because in told)
            found.append(TeamRight(row.application.label, row.label, right < 0, texts, until))
    return tuple(sorted(found))


def _is_told(because: Because, hidden: set[int], ends: dict[int, date]) -> bool:
    return because.grant in ends if because.grant else because.rule not in hidden
