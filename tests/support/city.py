"""Small and large cities for tests, made by factories."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from meindo.platform.people.commands import Statement, state
from meindo.platform.people.facts import Fact
from meindo.platform.people.models import (
    Absence,
    Employment,
    Holding,
    NameCell,
    OrgUnit,
    Person,
    PersonName,
    Post,
    PostDescription,
    Responsibility,
    Terms,
    UnitDescription,
    UnitEdge,
)

START = date(2020, 1, 1)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who starts on a post of a unit."""

    family: str
    unit: OrgUnit
    lead: bool = False
    group: str = "tarif"
    given: str = "Kim"


@dataclass
class City:
    """Collects identities, states their facts in bulk."""

    root: OrgUnit | None = None
    statements: dict[type[Fact], list[Statement]] = field(default_factory=dict)

    def say(self, model: type[Fact], key: dict[str, object], since: date = START, **values: object) -> None:
        """Note a fact, written by `store`."""
        self.statements.setdefault(model, []).append(Statement(key, dict(values), since))

    def unit(self, code: str, name: str = "", kind: str = "team", parent: OrgUnit | None = None) -> OrgUnit:
        """A unit, under a parent on the line."""
        unit = OrgUnit.objects.create(key=code)
        self.say(UnitDescription, {"unit_id": unit.pk}, code=code, name=name or code, kind=kind)
        if parent is not None:
            self.say(UnitEdge, {"child_id": unit.pk, "axis": "line"}, parent_id=parent.pk)
        return unit

    def person(
        self, family: str, unit: OrgUnit, *, lead: bool = False, group: str = "tarif", given: str = "Kim"
    ) -> Person:
        """A person with one employment on one post."""
        return self.people([Newcomer(family, unit, lead, group, given)])[0]

    def people(self, newcomers: list["Newcomer"]) -> list[Person]:
        """Many persons at once, each with one employment on one post."""
        persons = Person.objects.bulk_create([Person() for _ in newcomers])
        rows = list(zip(persons, newcomers, strict=True))
        cells = NameCell.objects.bulk_create(
            [NameCell(person=person, given_name=who.given, family_name=who.family) for person, who in rows]
        )
        jobs = Employment.objects.bulk_create([Employment(person=p, personnel_no=f"{p.pk:08d}") for p in persons])
        posts = Post.objects.bulk_create([Post(key=f"P{p.pk:08d}") for p in persons])
        for (person, who), cell, job, post in zip(rows, cells, jobs, posts, strict=True):
            self.say(PersonName, {"person_id": person.pk}, cell_id=cell.pk)
            self.say(Terms, {"employment_id": job.pk}, status_group=who.group)
            self.say(PostDescription, {"post_id": post.pk}, unit_id=who.unit.pk, title="Stelle", is_lead=who.lead)
            self.say(Holding, {"employment_id": job.pk, "post_id": post.pk})
        return persons

    def responsible(self, person: Person, role: str, unit: OrgUnit) -> None:
        """A responsibility for a unit and everything below."""
        self.say(Responsibility, {"person_id": person.pk, "role": role, "unit_id": unit.pk})

    def absent(self, person: Person, since: date = START) -> None:
        """Away, for no reason that anybody learns."""
        self.say(Absence, {"person_id": person.pk}, since=since)

    def store(self) -> None:
        """Write the facts noted so far and derive the projections."""
        from meindo.platform.people import projection

        for model, statements in self.statements.items():
            state(model, statements, source="test")
        self.statements.clear()
        projection.rebuild()


def large_city(people: int, units: int, seed: int = 7) -> City:
    """A city with a tree of units, leads (some vacant, some tandem, some absent) and people spread over it."""
    random, city = Random(seed), City()
    city.root = city.unit("OB", kind="stadt")
    tree = [city.root]
    for number in range(1, units):
        tree.append(city.unit(f"U{number}", parent=tree[random.randrange(max(1, len(tree) // 8 + 1))]))
    newcomers = []
    for number in range(people):
        unit = tree[number] if number < units else random.choice(tree)
        newcomers.append(Newcomer(f"Muster{number}", unit, lead=number < units and random.random() > 0.05))
    for person, who in zip(city.people(newcomers), newcomers, strict=True):
        if who.lead and random.random() < 0.1:
            city.absent(person)
    return city
