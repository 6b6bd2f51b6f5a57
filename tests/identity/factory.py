"""A small city with applications, roles and rules, for the tests of identity."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.support.city import City

from meindo.identity.models import Application, BusinessRole, Entitlement, RuleVersion
from meindo.platform.clock import now
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.facts import Fact
from meindo.platform.people.models import Employment, OrgUnit, Person, Post, PostDescription
from meindo.platform.people.projection import rebuild


@dataclass
class House:
    """People, applications and rules by short names."""

    city: City
    units: dict[str, OrgUnit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    rights: dict[str, Entitlement] = field(default_factory=dict)
    roles: dict[str, BusinessRole] = field(default_factory=dict)

    def application(self, key: str, *rights: str, stage: str = "write", **more: Any) -> Application:
        """An application of the first person with rights "key.right"."""
        owner = next(iter(self.people.values()))
        found = Application.objects.create(key=key, label=key.title(), purpose="Test", owner=owner, stage=stage, **more)
        self.applications[key] = found
        for right in rights:
            self.rights[f"{key}.{right}"] = Entitlement.objects.create(
                application=found, key=right, label=right.title(), description=f"Darf {right}."
            )
        return found

    def role(self, key: str, *rights: str, parts: tuple[str, ...] = ()) -> BusinessRole:
        """A business role with rights and other roles in it."""
        found = self.roles[key] = BusinessRole.objects.create(key=key, label=key.title())
        found.entitlements.add(*(self.rights[right] for right in rights))
        found.parts.add(*(self.roles[part] for part in parts))
        return found

    def rule(self, key: str, role: str, *, unit: str = "", state: str = "active", **more: Any) -> RuleVersion:
        """A birthright rule, in force unless said otherwise."""
        number = RuleVersion.objects.filter(rule=key).count() + 1
        more |= {"unit": self.units[unit]} if unit else {}
        more |= {"activated_at": now()} if state == "active" else {}
        return RuleVersion.objects.create(
            rule=key,
            number=number,
            state=state,
            role=self.roles[role],
            reason="Test",
            made_at=now(),
            **more,
        )

    def job(self, name: str) -> Employment:
        """The employment of a person."""
        return self.people[name].employments.get()

    def say(self, model: type[Fact], key: dict[str, Any], values: dict[str, Any] | None, *days: date) -> None:
        """State a fact for some days."""
        state(model, [Statement(key, values, *days)], source="test")

    def post(self, name: str, unit: str, *, title: str = "Stelle", lead: bool = False) -> Post:
        """Another post in a unit."""
        found = Post.objects.create(key=name)
        values = {"unit_id": self.units[unit].pk, "title": title, "is_lead": lead}
        self.say(PostDescription, {"post_id": found.pk}, values, date(2020, 1, 1))
        return found


def build_house() -> House:
    """Two Fachbereiche with a team each and a matrix unit; Ada and Ben in the one, Cem in the other."""
    city = City()
    city.root = city.unit("OB", kind="stadt")
    house = House(city, {"root": city.root})
    for code in ("51", "61"):
        house.units[code] = city.unit(code, kind="fachbereich", parent=city.root)
        house.units[f"{code}/1"] = city.unit(f"{code}/1", parent=house.units[code])
    house.units["VWB"] = city.unit("VWB", name="Verkehrswendebüro", kind="matrix")
    house.people = {
        "owner": city.person("Amt", city.root, lead=True, given="Ina"),
        "ada": city.person("Arndt", house.units["51/1"], given="Ada"),
        "ben": city.person("Busch", house.units["51/1"], given="Ben", group="beamte"),
        "cem": city.person("Ceylan", house.units["61/1"], given="Cem"),
    }
    city.store()
    return house


def with_rights(house: House) -> House:
    """Everybody gets mail, the youth office its application, the team a right in it, leads a second one."""
    house.application("mail", "box")
    house.application("jugend", "lesen", "schreiben", "freigeben")
    house.application("bau", "lesen")
    house.role("basis", "mail.box")
    house.role("jugend-lesen", "jugend.lesen")
    house.role("jugend-arbeit", "jugend.schreiben", parts=("jugend-lesen",))
    house.role("bau-lesen", "bau.lesen")
    house.rule("alle", "basis")
    house.rule("jugendamt", "jugend-lesen", unit="51")
    house.rule("team", "jugend-arbeit", unit="51/1")
    house.rule("bauamt", "bau-lesen", unit="61")
    return house


def later(house: House) -> None:
    """Bring the projections to what was stated since."""
    rebuild()
