"""What the database knows already, by the keys of the leading system."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.db import models

from meindo.platform.people.models import (
    Doubt,
    Employment,
    OrgUnit,
    Person,
    PersonKey,
    PersonName,
    Post,
    Terms,
    UnitEdge,
)
from meindo.platform.people.queries_doubles import Doubles

from .layout import FACTS, FactLayout
from .timeline import Span

IDENTITIES: dict[str, tuple[type[models.Model], str]] = {
    "unit": (OrgUnit, "key"),
    "post": (Post, "key"),
    "person": (Person, "key"),
    "employment": (Employment, "personnel_no"),
}


@dataclass
class Known:
    """Keys of every kind, the person of each employment, mail and today's name of each person, units by axis.

    `keyless` says whose a personnel number is that was given here, to somebody whom the leading system has not named
    yet. `second` are further keys of people, `others` keys of whom somebody said that they are new; `doubles` finds who
    may be known already, `at_work` says who works here today.
    """

    keys: dict[str, set[str]] = field(default_factory=dict)
    person_of: dict[str, str] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    edges: dict[str, dict[str, list[Span]]] = field(default_factory=dict)
    keyless: dict[str, int] = field(default_factory=dict)
    second: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    at_work: set[int] = field(default_factory=set)

    @cached_property
    def doubles(self) -> Doubles:
        """Read only when an import names somebody new."""
        return Doubles()


def known_on(day: date) -> Known:
    """Read it."""
    known = Known({kind: set(ids_of(kind)) for kind in IDENTITIES})
    known.person_of = {
        number: person or "" for number, person in Employment.objects.values_list("personnel_no", "person__key")
    }
    known.emails = {key or "": mail for key, mail in Person.objects.values_list("key", "email")}
    names = PersonName.objects.as_of(day).filter(person__key__isnull=False)
    rows = names.values_list("person__key", "cell__given_name", "cell__family_name")
    known.names = {key: (given, family) for key, given, family in rows}
    known.keyless = dict(Employment.objects.filter(person__key=None).values_list("personnel_no", "person_id"))
    known.second = {
        key: first or "" for key, first in PersonKey.objects.exclude(person__key=None).values_list("key", "person__key")
    }
    known.others = set(Doubt.objects.filter(decision=Doubt.Decision.OTHER).values_list("key", flat=True))
    known.at_work = set(Terms.objects.as_of(day).values_list("employment__person_id", flat=True))
    known.edges = {
        layout.needs: {key[0]: spans for key, spans in spans_of(layout).items()}
        for layout in FACTS
        if layout.model is UnitEdge
    }
    return known


def ids_of(kind: str) -> dict[str, int]:
    """Key -> primary key, for everything of that kind that has a key."""
    model, column = IDENTITIES[kind]
    rows = model._default_manager.filter(**{f"{column}__isnull": False})
    return dict(rows.values_list(column, "pk"))


def spans_of(layout: FactLayout) -> dict[tuple[Any, ...], list[Span]]:
    """Current spans of one kind of fact: key in the leading system's words -> spans."""
    paths = [path_of(layout.model, name) for name in (*layout.key, *layout.values)]
    rows = layout.model.objects.current().filter(**layout.fixed)
    found: dict[tuple[Any, ...], list[Span]] = defaultdict(list)
    size = len(layout.key)
    for row in rows.values_list(*paths, "valid_from", "valid_until"):
        found[row[:size]].append(Span(row[-2], row[-1], row[size:-2]))
    return found


def path_of(model: type[models.Model], name: str) -> str:
    """How a query asks for the leading system's word for a field: employment_id -> employment__personnel_no."""
    kind = kind_of(model, name)
    return f"{name.removesuffix('_id')}__{IDENTITIES[kind][1]}" if kind else name


@cache
def kind_of(model: type[models.Model], name: str) -> str:
    """The kind of thing that a field points to; empty for plain values."""
    if not name.endswith("_id"):
        return ""
    target = model._meta.get_field(name.removesuffix("_id")).related_model
    return next(kind for kind, (known, _) in IDENTITIES.items() if known is target)
