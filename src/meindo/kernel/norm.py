"""A norm as data: what a result rests on, shown to the person concerned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Norm:
    """One place in a law, ordinance, collective agreement or service agreement.

    `law` is the usual short name ("LRKG NRW"), `section` the place in it ("§ 5 Abs. 1"),
    `gazette` where it was published, `url` where it can be read.
    """

    law: str
    section: str
    gazette: str = ""
    url: str = ""

    def __str__(self) -> str:
        """Give the citation as people write it: "LRKG NRW § 5 Abs. 1"."""
        return f"{self.law} {self.section}".strip()

    def as_data(self) -> dict[str, str]:
        """Give the norm as JSON types."""
        return {"law": self.law, "section": self.section, "gazette": self.gazette, "url": self.url}

    @classmethod
    def from_data(cls, data: dict[str, str]) -> "Norm":
        """Read what `as_data` wrote; an unknown or missing key is a TypeError."""
        return cls(**data)
