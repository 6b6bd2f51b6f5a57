"""Reads of recertification: who has what to answer for, how far a campaign is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from meindo.platform.clock import today
from meindo.platform.people.models import Authority, OrgClosure, OrgUnit, Placement
from meindo.platform.people.queries import responsible_people

from .models import Application, Campaign, Entitlement, Grant, Review
from .queries_foresight import standings
from .queries_rules import grants_on, role_contents


class Progress(NamedTuple):
    """How many people a campaign is about, how many were decided, and how many rights are to go."""

    people: int
    decided: int
    removed: int


def held_rights(application: Application | None, people: Iterable[int] | None = None) -> dict[int, frozenset[int]]:
    """What people have as last planned, resting rights included: in one application, or in all but protected ones."""
    rows = Entitlement.objects.filter(application=application) if application else Entitlement.objects.filter(
        application__is_protected=False, application__ended_on__isnull=True
    )  # fmt: skip
    asked = frozenset(rows.values_list("pk", flat=True))
    before, _held = standings(people)
    known: dict[frozenset[int], frozenset[int]] = {}
    found = {}
    for person, whole in before.items():
        own = known.get(whole.rights)
        if own is None:
            own = known[whole.rights] = frozenset(map(abs, whole.rights)) & asked
        if own:
            found[person] = own
    return found


def people_below(unit: OrgUnit, day: date) -> set[int]:
    """Everybody who works in a unit or below it today."""
    below = OrgClosure.objects.filter(axis="line", ancestor=unit, valid_from__lte=day, valid_until__gt=day)
    return set(Placement.objects.filter(unit_id__in=below.values("descendant_id")).values_list("person_id", flat=True))


def main_units(people: Iterable[int]) -> dict[int, int]:
    """The unit in which each mainly works."""
    asked = set(people)
    rows = Placement.objects.filter(is_main=True).values_list("person_id", "unit_id")
    return {person: unit for person, unit in rows if person in asked}


def line_reviewers(units: Mapping[int, int]) -> dict[int, int]:
    """Who of the line answers for each person: whoever decides today about their own matters; the first if several."""
    general: dict[int, list[int]] = defaultdict(list)
    special: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = Authority.objects.filter(matter="").order_by("id").values_list("unit_id", "applicant_id", "person_id")
    for unit, applicant, person in rows:
        if applicant is None:
            general[unit].append(person)
        else:
            special[unit, applicant].append(person)
    found = {}
    for person, unit in units.items():
        chosen = special.get((unit, person)) or general.get(unit, [])
        other = [each for each in chosen if each != person]
        if other:
            found[person] = other[0]
    return found


def confirmed_before(people: Iterable[int]) -> dict[int, frozenset[int]]:
    """The rights that somebody confirmed for people in earlier campaigns."""
    rows = Review.objects.filter(decided_at__isnull=False)
    asked = list(people)
    if len(asked) < 1000:
        rows = rows.filter(person_id__in=asked)
    found: dict[int, set[int]] = defaultdict(set)
    for person, rights, removed in rows.order_by("id").values_list("person_id", "rights", "removed"):
        found[person] = (found[person] | set(rights)) - set(removed)
    return {person: frozenset(rights) for person, rights in found.items()}


def granted_on(day: date) -> dict[int, frozenset[int]]:
    """What people have by a grant on a day, not by a rule."""
    roles = role_contents()
    found: dict[int, set[int]] = defaultdict(set)
    for person, given in grants_on(day, roles).items():
        found[person].update(*(grant.entitlements for grant in given))
    return {person: frozenset(rights) for person, rights in found.items()}


def granted_to(person: int, rights: Iterable[int], day: date) -> QuerySet[Grant]:
    """The grants that give a person one of these rights today."""
    asked = list(rights)
    running = Grant.objects.filter(person_id=person, revoked_at__isnull=True, valid_until__gt=day)
    return running.filter(Q(entitlement_id__in=asked) | Q(role__entitlements__in=asked)).distinct()


def campaigns() -> QuerySet[Campaign]:
    """All, the running ones first, then the latest."""
    rows = Campaign.objects.select_related("application", "unit")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-id")


def campaign_of(uuid: UUID | str) -> Campaign:
    """One campaign."""
    return Campaign.objects.select_related("application", "unit", "made_by", "plan").get(uuid=uuid)


def progress_of(campaign: Campaign) -> Progress:
    """How far it is."""
    counted = campaign.reviews.aggregate(people=Count("id"), decided=Count("id", filter=Q(decided_at__isnull=False)))
    removed = sum(len(rights) for rights in campaign.reviews.exclude(removed=[]).values_list("removed", flat=True))
    return Progress(counted["people"], counted["decided"], removed)


def open_by_reviewer(campaign: Campaign) -> list[tuple[str, int]]:
    """Who still has how many people to look at, the most first."""
    rows = campaign.reviews.filter(decided_at__isnull=True).values_list("reviewer__display_name")
    return [(name or "", number) for name, number in rows.annotate(n=Count("id")).order_by("-n", "reviewer__sort_name")]


def reviews_for(person_id: int, *, office: bool) -> QuerySet[Review]:
    """The open reviews that wait for somebody, what stands out first; those of nobody else wait for the IT house."""
    mine = Q(reviewer_id=person_id)
    if office:
        protected = Application.objects.filter(is_protected=True).values("pk")
        mine |= Q(reviewer__isnull=True) & ~Q(campaign__application__in=protected)
    rows = Review.objects.filter(mine, decided_at__isnull=True, campaign__closed_at__isnull=True)
    rows = rows.exclude(person_id=person_id).select_related("person", "campaign")
    return rows.order_by("-weight", "person__sort_name", "id")


def body_of(application: Application) -> list[int]:
    """Who may look at the people of a protected application: its owner first, then everybody else of its body."""
    others = responsible_people(today(), (application.function,)) if application.function else set()
    return [application.owner_id, *sorted(others - {application.owner_id})]


def right_labels(reviews: Iterable[Review]) -> dict[int, str]:
    """The rights in some reviews, each with its application."""
    used = {right for review in reviews for right in review.rights}
    rows = Entitlement.objects.filter(pk__in=used).values_list("pk", "application__label", "label")
    return {pk: f"{application}: {label}" for pk, application, label in rows}


def proof_of(campaign: Campaign) -> QuerySet[Review]:
    """Everybody in a campaign with what was decided; nobody is named where only the owner may know."""
    rows = campaign.reviews.select_related("person", "decided_by").order_by("person__sort_name", "id")
    if campaign.application and campaign.application.is_protected:
        return rows.none()
    return rows
