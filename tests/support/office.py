"""A small office with everybody whom a business trip needs, with accounts and released values."""

from dataclasses import dataclass, field

from meindo.platform.audit.actor import Actor
from meindo.platform.law import commands, values
from meindo.platform.login.models import User
from meindo.platform.people.models import Employment, OrgUnit, Person

from .city import City

PASSWORD = "demo-meindo-2026"


@dataclass
class Office:
    """People by their part in the story."""

    city: City
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, OrgUnit] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The person as somebody who acts."""
        person = self.people[name]
        return Actor(f"person:{person.uuid}", person.pk)

    def employment(self, name: str) -> Employment:
        """The person's employment."""
        return self.people[name].employments.get()


def build_office(*, released: bool = True) -> Office:
    """City hall with two Fachbereiche, one team, a travel office and two who may order payments."""
    city = City()
    city.root = city.unit("OB", name="Stadt Dortmund", kind="stadt")
    youth = city.unit("51", name="Jugendamt", kind="fachbereich", parent=city.root)
    team = city.unit("51/1", name="Kita-Fachberatung", parent=youth)
    personnel = city.unit("11", name="Personal- und Organisationsamt", kind="fachbereich", parent=city.root)
    travel = city.unit("11/4", name="Reisestelle", parent=personnel)
    office = Office(city, units={"root": city.root, "51": youth, "51/1": team, "11": personnel, "11/4": travel})
    office.people = {
        "ob": city.person("Ober", city.root, lead=True),
        "leitung51": city.person("Haupt", youth, lead=True),
        "teamleitung": city.person("Leitung", team, lead=True, given="Mia"),
        "mitarbeiterin": city.person("Yılmaz", team, given="Emma"),
        "beamter": city.person("Krüger", team, given="Tom", group="beamte"),
        "reisestelle": city.person("Reise", travel, given="Rita"),
        "reisestelle2": city.person("Zweite", travel, given="Olaf"),
        "anordnung": city.person("Kasse", personnel, given="Karl"),
    }
    for name, role in (
        ("reisestelle", "travel_office"),
        ("reisestelle2", "travel_office"),
        ("anordnung", "payment_office"),
        ("reisestelle2", "payment_office"),
        ("leitung51", "allgemeine_vertretung"),
    ):
        city.responsible(office.people[name], role, city.root)
    city.store()
    for name, person in office.people.items():
        User.objects.create_user(name, PASSWORD, person=person)
    if released:
        release_all(office)
    return office


def release_all(office: Office) -> None:
    """Two people release every value that needs it."""
    first, second = office.actor("reisestelle"), office.actor("anordnung")
    for source in values.sources().values():
        for value in source.needing_release():
            release = commands.propose_release(value=value, reason="Test", by=first)
            commands.confirm_release(release=release, by=second)
