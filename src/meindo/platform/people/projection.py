"""Derive today's placements, names, unit labels and authorities from the facts, writing only what differs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from meindo.kernel.spelling import search_key
from meindo.platform.clock import is_frozen, today

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
from .replace import Part, bring, changed_rows, chunks, part_of, replaced_rows

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
    """Derive everything for `day` (default: today), in short transactions; the day is noted last."""
    day = day or today()
    if structure:
        rebuild_closure()
        project_units(day)
    project_names(day)
    project_placements(day)
    project_authorities(day)


def project_units(day: date) -> None:
    """Show today's code, name and kind on each unit."""
    bring(lambda: changed_rows(OrgUnit, _changed_units(day), ["code", "name", "kind"]))


def _changed_units(day: date) -> list[OrgUnit]:
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
    return changed


def project_names(day: date, persons: Iterable[int] | None = None) -> None:
    """Show today's name on each person (of `persons`, or of all)."""
    ids = None if persons is None else list(persons)
    bring(lambda: changed_rows(Person, _changed_names(day, ids), ["display_name", "sort_name", "sort_key", "name_key"]))


def _changed_names(day: date, ids: list[int] | None) -> list[Person]:
    names, people = PersonName.objects.as_of(day), Person.objects.all()
    if ids is not None:
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
            person.name_key, person.sort_key = (search_key(name) for name in shown)
            changed.append(person)
    return changed


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
    """Bring placements (of `employments`, or of all) to `day`; "people.moved" tells of a changed main unit."""
    stored = Placement.objects.all()
    if employments is not None:
        stored = stored.filter(employment_id__in=employments)
    bring(lambda: _placement_parts(day, stored.all(), employments))


def _placement_parts(day: date, stored: "models.QuerySet[Any]", employments: list[int] | None) -> list[Part]:
    wanted = _placements(day, employments)
    pairs = replaced_rows(stored, wanted, lambda row: (row.employment_id, row.post_id))
    pairs.sort(key=lambda pair: (pair[1] or pair[0]).employment_id)
    returning = _returning({new.employment_id for old, new in pairs if old is None}, day)
    parts = []
    for piece in chunks(pairs):
        part = part_of(Placement, piece)
        part.events = [("people.moved", fields) for fields in _moved(piece, returning)]
        parts.append(part)
    return parts


def _returning(employments: set[int], day: date) -> set[int]:
    """Those of the employments that worked somewhere before: their open cases have a unit that may be another one."""
    if not employments:
        return set()
    ended = Holding.objects.current().filter(valid_until__lte=day)
    return employments & set(ended.values_list("employment_id", flat=True))


def _moved(pairs: list[tuple[Any, Any]], returning: set[int]) -> list[dict[str, int]]:
    """Employment and new unit of everybody whose main row changed its unit."""
    before = {old.employment_id: old.unit_id for old, _ in pairs if old is not None and old.is_main}
    after = {new.employment_id: new.unit_id for _, new in pairs if new is not None and new.is_main}
    return [
        {"employment": employment, "unit": unit}
        for employment, unit in after.items()
        if before.get(employment, unit if employment not in returning else 0) != unit
    ]


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
    bring(lambda: _authority_parts(day))


def _authority_parts(day: date) -> list[Part]:
    units = list(OrgUnit.objects.values_list("id", flat=True))
    matters = sorted(set(Deputyship.objects.as_of(day).values_list("matter", flat=True)) - {""})
    wanted: list[Authority] = []
    for matter in ["", *matters]:
        wanted += _authorities(matter, line.line_facts(day, matter=matter), units)
    pairs = replaced_rows(
        Authority.objects.all(), wanted, lambda row: (row.matter, row.unit_id, row.applicant_id, row.person_id)
    )
    parts = [part_of(Authority, piece) for piece in chunks(pairs)] or [Part(Authority)]
    parts[-1].state = {"day": day, "own_matters": matters}
    return parts
