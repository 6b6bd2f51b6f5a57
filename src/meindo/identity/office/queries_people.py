"""Reads about one person's access."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.identity.models import Application, Entitlement, Plan, RightSet, Turn
from meindo.identity.plan_models import PlanState
from meindo.platform.people.models import Person
from meindo.platform.people.queries import people_named


class History(NamedTuple):
    """What one plan changed about a person."""

    plan: Plan
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    rests: tuple[str, ...]
    is_locked: bool


def found(text: str) -> QuerySet[Person]:
    """People by the beginning of a name or by their whole personnel number; nobody without a text."""
    if not text:
        return Person.objects.none()
    numbered = Person.objects.filter(employments__personnel_no=text).values("pk")
    named = people_named(text).order_by().values("pk")
    return Person.objects.filter(Q(pk__in=numbered) | Q(pk__in=named)).order_by("sort_name", "id")


def person_of(uuid: UUID | str) -> Person:
    """One person."""
    return Person.objects.get(uuid=uuid)


def protected_names() -> set[str]:
    """The applications of protected functions: who has access to them is their owner's to know."""
    return set(Application.objects.filter(is_protected=True).values_list("label", flat=True))


def history(person_id: int) -> QuerySet[Turn]:
    """Every plan that was carried out and changed something for the person, the latest first."""
    rows = Turn.objects.filter(person_id=person_id, plan__state__in=(PlanState.APPLYING, PlanState.APPLIED))
    return rows.select_related("plan").order_by("-id")


def in_words(turns: Iterable[Turn]) -> list[History]:
    """What came, what went, what rests since."""
    rows = list(turns)
    names = {name for turn in rows for name in (turn.rights_before_id, turn.rights_after_id) if name}
    sets = {name: set(kept) for name, kept in RightSet.objects.filter(pk__in=names).values_list("pk", "rights")}
    used = {abs(right) for kept in sets.values() for right in kept}
    shown = Entitlement.objects.filter(pk__in=used, application__is_protected=False).select_related("application")
    words = {row.pk: f"{row.application.label}: {row.label}" for row in shown}

    def said(rights: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(words[right] for right in rights if right in words))

    result = []
    for turn in rows:
        before = sets.get(turn.rights_before_id or "", set())
        after = sets.get(turn.rights_after_id, set())
        had, has = {abs(right) for right in before}, {abs(right) for right in after}
        rests = {-right for right in after - before if right < 0}
        result.append(History(turn.plan, said(has - had), said(had - has), said(rests & had), turn.locked_after))
    return result
