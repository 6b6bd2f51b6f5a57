"""What the services' demo data know of the demo city: its day, its size and the people with a fixed place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from meindo.platform.audit.actor import Actor

from .models import Employment, Person


@dataclass(frozen=True)
class DemoCity:
    """The city after the import. `persons` maps the user names of logins.py to persons."""

    today: date
    people: int
    persons: Mapping[str, Person]

    def actor(self, name: str) -> Actor:
        """A person with a fixed place as somebody who acts."""
        return actor_of(self.persons[name])

    def employment(self, name: str) -> Employment:
        """The employment of a person with a fixed place."""
        return self.persons[name].employments.get()

    def random(self, purpose: str) -> Random:
        """Chance that is the same every time, for one purpose."""
        return Random(f"meindo-demo:{purpose}")  # noqa: S311 (made-up data)

    def scaled(self, count: int) -> int:
        """A number for the full city, fitted to a smaller one; at least one."""
        return max(1, round(count * min(1.0, 0.06 + self.people / 8000)))


def actor_of(person: Person) -> Actor:
    """A person as somebody who acts."""
    return Actor(f"person:{person.uuid}", person.pk)
