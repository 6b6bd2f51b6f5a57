"""The access of the people for whom somebody decides in the line; never of protected applications and functions."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from meindo.identity.models import BusinessRole, Entitlement, Grant
from meindo.identity.queries_foresight import question_of
from meindo.identity.queries_mine import Words
from meindo.identity.wanted import NOTHING, Because, reasons, rights
from meindo.platform.clock import today
from meindo.platform.people.models import Placement
from meindo.platform.people.queries import places_named

from .process import LINE
from .queries import contents_of, open_grants
from .queries_shown import is_of_place, is_shown, protected_versions


class TeamRight(NamedTuple):
    """One right of somebody of the team (`pk`), in words; `until`: the last day, where it only comes of a grant."""

    application: str
    label: str
    rests: bool
    why: tuple[str, ...]
    until: date | None
    pk: int


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
    asked = {because.rule for found in why.values() for told in found.values() for because in told}
    hidden = protected_versions(asked, people)
    ends = {grant.pk: grant.valid_until - timedelta(days=1) for found in grants.values() for grant in found}
    told = {place.person_id: _told(why[place.person_id], place, hidden, ends) for place in shown}
    return [
        Member(
            place,
            _rights(sets.get(place.person_id, NOTHING), told[place.person_id], known, words, ends),
            tuple(grants.get(place.person_id, ())),
        )
        for place in shown
    ]


def _told(
    why: dict[int, list[Because]], place: Placement, hidden: set[int], ends: dict[int, date]
) -> dict[int, list[Because]]:
    """The reasons that are a matter of the line, by right; rights without one are left out."""

    def is_told(because: Because) -> bool:
        if because.grant:
            return because.grant in ends
        return because.rule not in hidden and is_of_place(because, place)

    found = {right: [because for because in told if is_told(because)] for right, told in why.items()}
    return {right: told for right, told in found.items() if told}


def _rights(
    own: frozenset[int],
    told: dict[int, list[Because]],
    known: dict[int, Entitlement],
    words: Words,
    ends: dict[int, date],
) -> tuple[TeamRight, ...]:
    found = []
    for right in own:
        row, reasons_told = known.get(abs(right)), told.get(abs(right), [])
        if row is not None and reasons_told:
            only_granted = all(because.grant for because in reasons_told)
            until = max(ends[because.grant] for because in reasons_told) if only_granted else None
            texts = tuple(words.of(because) for because in reasons_told)
            rests = all(because.rests for because in reasons_told)
            found.append(TeamRight(row.application.label, row.label, rests, texts, until, row.pk))
    return tuple(sorted(found, key=lambda right: (right.application, right.label, right.pk)))


def told_of(person_id: int, other_id: int, what: Entitlement | BusinessRole) -> list[TeamRight]:
    """What of a right or role somebody of the team has today, as far as who decides for them is told; nothing for
    everybody else.
    """
    found = members(team_of(person_id).filter(person_id=other_id)[:1])
    asked = contents_of(what)
    return [right for member in found for right in member.rights if right.pk in asked and not right.rests]


def is_known_to_hold(person_id: int, other_id: int, what: Entitlement | BusinessRole) -> bool:
    """Whether who decides for somebody is told that they have all of it: nobody finds out the rest by asking for it."""
    return {right.pk for right in told_of(person_id, other_id, what)} >= contents_of(what)
