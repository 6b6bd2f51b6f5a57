"""Derive today's placements, names, unit labels and authorities from the facts, writing only what differs."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import models, transaction

from meindo.platform.clock import is_frozen, today
from meindo.platform.sql import insert_many, update_many

from . import line
from .authority import LineFacts, deciders, special_applicants
from .closure import rebuild_closure
from .models import (
    Authority,
    Deputyship,
    Employment,
    Holding,
    OrgUnit,
    Person,
    PersonName,
    Placement,
    PostDescription,
    ProjectedDay,
    Terms,
    UnitDescription,
)

_ensured: date | None = None


def ensure_today() -> None:
    """Bring the projections to today if the day has changed since; costs nothing after the first call of the day."""
    global _ensured  # noqa: PLW0603 (a day only moves forward; a stale value costs one query)
    day = today()
    if _ensured == day and not is_frozen():
        return
    state = ProjectedDay.objects.filter(pk=1).first()
    if state is None or state.day != day:
        rebuild(day)
    _ensured = day


def rebuild(day: date | None = None, *, structure: bool = True) -> None:
    """Derive everything for `day` (default: today) in one transaction."""
    day = day or today()
    with transaction.atomic():
        if structure:
            rebuild_closure()
            project_units(day)
        project_names(day)
        project_placements(day)
        project_authorities(day)


def project_units(day: date) -> None:
    """Show today's code, name and kind on each unit."""
    wanted = {
        row["unit_id"]: (row["code"], row["name"], row["kind"])
        for row in UnitDescription.objects.as_of(day).values("unit_id", "code", "name", "kind")
    }
    changed = []
    for unit in OrgUnit.objects.all():
        shown = wanted.get(unit.pk, (unit.code, unit.name, unit.kind))
        if shown != (unit.code, unit.name, unit.kind):
            unit.code, unit.name, unit.kind = shown
            changed.append(unit)
    update_many(OrgUnit, changed, ["code", "name", "kind"])


def project_names(day: date, persons: Iterable[int] | None = None) -> None:
    """Show today's name on each person (of `persons`, or of all)."""
    names = PersonName.objects.as_of(day)
    people = Person.objects.all()
    if persons is not None:
        ids = list(persons)
        names, people = names.filter(person_id__in=ids), people.filter(pk__in=ids)
    wanted = {
        person: (f"{given} {family}".strip(), f"{family}, {given}".strip(", "))
        for person, given, family in names.values_list("person_id", "cell__given_name", "cell__family_name")
    }
    changed = []
    for person in people.only("id", "display_name", "sort_name"):
        shown = wanted.get(person.pk)
        if shown and shown != (person.display_name, person.sort_name):
            person.display_name, person.sort_name = shown
            changed.append(person)
    update_many(Person, changed, ["display_name", "sort_name"])


def _placements(day: date, employments: list[int] | None) -> list[Placement]:
    holdings, terms = Holding.objects.as_of(day), Terms.objects.as_of(day)
    if employments is not None:
        holdings = holdings.filter(employment_id__in=employments)
        terms = terms.filter(employment_id__in=employments)
    status = {row[0]: row[1:] for row in terms.values_list("employment_id", "status_group", "grade")}
    posts = {
        row[0]: row[1:]
        for row in PostDescription.objects.as_of(day).values_list("post_id", "unit_id", "title", "is_lead")
    }
    held = holdings.values_list("employment_id", "post_id", "share").order_by("employment_id", "-share", "post_id")
    person_of = dict(Employment.objects.values_list("id", "person_id"))
    found: list[Placement] = []
    seen: set[int] = set()
    for employment, post, _share in held:
        if employment not in status or post not in posts:
            continue
        group, grade = status[employment]
        unit, title, is_lead = posts[post]
        found.append(
            Placement(
                employment_id=employment,
                person_id=person_of[employment],
                unit_id=unit,
                post_id=post,
                status_group=group,
                grade=grade,
                title=title,
                is_lead=is_lead,
                is_main=employment not in seen,
            )
        )
        seen.add(employment)
    return found


def project_placements(day: date, employments: list[int] | None = None) -> None:
    """Bring placements (of `employments`, or of all) to `day`."""
    stored = Placement.objects.all()
    if employments is not None:
        stored = stored.filter(employment_id__in=employments)
    replace_rows(stored, _placements(day, employments), lambda row: (row.employment_id, row.post_id))


def _authorities(matter: str, facts: LineFacts, units: Iterable[int]) -> list[Authority]:
    found: list[Authority] = []
    for unit in units:
        general = deciders(unit, None, facts)
        found += _rows(matter, unit, None, general.persons, general.via)
        for applicant in special_applicants(unit, facts):
            special = deciders(unit, applicant, facts)
            if special.persons != general.persons:
                found += _rows(matter, unit, applicant, special.persons, special.via)
    return found


def _rows(matter: str, unit: int, applicant: int | None, persons: Iterable[int], via: str) -> list[Authority]:
    return [
        Authority(matter=matter, unit_id=unit, applicant_id=applicant, person_id=person, via=via) for person in persons
    ]


def project_authorities(day: date) -> None:
    """Bring the table of deciders to `day`, once in general and once for each matter with deputies of its own."""
    units = list(OrgUnit.objects.values_list("id", flat=True))
    matters = sorted(set(Deputyship.objects.as_of(day).values_list("matter", flat=True)) - {""})
    wanted: list[Authority] = []
    for matter in ["", *matters]:
        wanted += _authorities(matter, line.line_facts(day, matter=matter), units)
    with transaction.atomic():
        replace_rows(
            Authority.objects.all(),
            wanted,
            lambda row: (row.matter, row.unit_id, row.applicant_id, row.person_id),
        )
        ProjectedDay.objects.update_or_create(pk=1, defaults={"day": day, "own_matters": matters})


def replace_rows(stored: "models.QuerySet[Any]", wanted: list[Any], key: Callable[[Any], Any]) -> None:
    """Make the table hold exactly `wanted`: delete and insert only rows that differ."""
    fields = [field.attname for field in stored.model._meta.concrete_fields if not field.primary_key]
    there = {key(row): row for row in stored}
    gone = dict(there)
    new = []
    for row in wanted:
        old = gone.pop(key(row), None)
        if old is None:
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in fields):
            gone[key(row)] = old
            new.append(row)
    if gone:
        ids = [row.pk for row in gone.values()]
        for start in range(0, len(ids), 500):
            stored.model._default_manager.filter(pk__in=ids[start : start + 500]).delete()
    insert_many(stored.model, new)
