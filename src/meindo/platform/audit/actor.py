"""Who acts: a person, perhaps for another one, or a part of the system."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """The one who is answerable for what happens in a unit of work.

    `key` is "person:<uuid>" or "system:<part>"; `person_id` is None for parts of the system; `acting_for_id` names the
    person represented (deputy).
    """

    key: str
    person_id: int | None = None
    acting_for_id: int | None = None

    @classmethod
    def system(cls, part: str) -> "Actor":
        """A part of the system, such as the import or the worker."""
        return cls(key=f"system:{part}")
