"""Reads of external people: for whom somebody answers, whom an office has in reach, who is without a sponsor."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from meindo.platform.clock import FOREVER

from .external_models import Sponsorship
from .models import Employment, Holding, OrgUnit, Person, PostDescription, StatusGroup, Terms
from .queries import people_named, units_in_reach

ROLE = "hr_office"
AHEAD = timedelta(days=14)  # so long before an end, or before a sponsor goes, somebody hears of it


def may_sponsor(person_id: int, day: date) -> bool:
    """Whether somebody can answer for others: employed on that day, and not external."""
    own = Terms.objects.as_of(day).filter(employment__person_id=person_id)
    return own.exclude(status_group=StatusGroup.EXTERN).exists()


def externals(day: date) -> QuerySet[Any]:
    """External engagements that hold on a day or later, each with its days (`begins_on`, `ends_on` exclusive), its
    sponsor and kind, and whether the sponsor is here also in two weeks (`attended`); those without one first.
    """
    of_terms = Q(terms__superseded_at__isnull=True, terms__status_group=StatusGroup.EXTERN)
    said = Sponsorship.objects.current().filter(employment=OuterRef("pk"), valid_until__gt=day).order_by("valid_from")
    stays = Terms.objects.as_of(day + AHEAD).filter(employment__person_id=OuterRef("sponsor_now"))
    alive = Terms.objects.current().filter(status_group=StatusGroup.EXTERN, valid_until__gt=day)
    rows: QuerySet[Any] = Employment.objects.filter(pk__in=alive.values("employment_id")).annotate(
        begins_on=Min("terms__valid_from", filter=of_terms),
        ends_on=Max("terms__valid_until", filter=of_terms),
        sponsor_now=Subquery(said.values("sponsor_id")[:1]),
        kind=Subquery(said.values("kind")[:1]),
    )
    rows = rows.annotate(attended=Exists(stays.exclude(status_group=StatusGroup.EXTERN)))
    return rows.select_related("person").order_by("attended", "ends_on", "person__sort_name", "pk")


def sponsored_by(person_id: int, day: date) -> QuerySet[Any]:
    """The engagements for which a person answers, soonest end first."""
    rows = externals(day).filter(sponsor_now=person_id).exclude(person_id=person_id)
    return rows.order_by("ends_on", "person__sort_name", "pk")


def answers_for_somebody(person_id: int, day: date) -> bool:
    """Whether there is anybody external for whom the person answers."""
    return Sponsorship.objects.current().filter(sponsor_id=person_id, valid_until__gt=day).exists()


def externals_in_reach(office: int, day: date, text: str = "") -> QuerySet[Any]:
    """The engagements in the units of an office, never its own; by the beginning of a name or the personnel number."""
    rows = externals(day).exclude(person_id=office)
    units = units_in_reach(office, ROLE, day)
    if units is not None:
        posts = PostDescription.objects.current().filter(unit_id__in=units, valid_until__gt=day).values("post_id")
        held = Holding.objects.current().filter(post_id__in=posts, valid_until__gt=day)
        rows = rows.filter(pk__in=held.values("employment_id"))
    if text:
        rows = rows.filter(Q(person_id__in=people_named(text).order_by().values("pk")) | Q(personnel_no=text))
    return rows


def ending(first: date, last: date) -> QuerySet[Any]:
    """Engagements with a sponsor whose last day is one of these; short ones, of which everybody knows, are left out."""
    rows = externals(first).filter(sponsor_now__isnull=False)
    rows = rows.filter(ends_on__gt=first, ends_on__lte=last + timedelta(days=1))
    return rows.exclude(ends_on__lte=F("begins_on") + AHEAD)


def units_of(employments: Iterable[int], day: date) -> dict[int, OrgUnit]:
    """Where each of some employments works on a day, or will work first."""
    held = Holding.objects.current().filter(employment_id__in=list(employments), valid_until__gt=day)
    posts = list(held.order_by("valid_from", "-share", "pk").values_list("employment_id", "post_id"))
    described = PostDescription.objects.current().filter(post_id__in={post for _, post in posts}, valid_until__gt=day)
    unit_of = {row.post_id: row.unit for row in described.select_related("unit").order_by("-valid_from")}
    found: dict[int, OrgUnit] = {}
    for employment, post in posts:
        if post in unit_of:
            found.setdefault(employment, unit_of[post])
    return found


def names_of(people: Iterable[int]) -> dict[int, str]:
    """How some people are called today."""
    return dict(Person.objects.filter(pk__in=list(people)).values_list("pk", "display_name"))


def running_terms(employment: Employment, day: date) -> Terms | None:
    """The last terms of an external engagement that is not over on a day."""
    rows = Terms.objects.current().filter(employment=employment, status_group=StatusGroup.EXTERN, valid_until__gt=day)
    return rows.order_by("-valid_until").first()


def first_day(employment: Employment) -> date:
    """The first day of an employment, as known now."""
    found: date | None = Terms.objects.current().filter(employment=employment).aggregate(day=Min("valid_from"))["day"]
    return found or FOREVER
