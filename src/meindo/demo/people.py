"""Make up the city as the leading personnel system would send it: rows of the people import's files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from . import names
from .logins import PLACES, Place

SINCE = "2010-01-01"


@dataclass
class Member:
    """One person with one employment, for the relations that are made afterwards."""

    key: str
    number: str
    post: str
    unit: str
    is_lead: bool
    is_fixed: bool


@dataclass
class Builder:
    """Collects the rows of all files; the same seed and day give the same rows."""

    today: date
    random: Random
    rows: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    leads: dict[str, list[Member]] = field(default_factory=dict)

    def add(self, file: str, **cells: object) -> None:
        """One row."""
        self.rows.setdefault(file, []).append(cells)

    def unit(self, code: str, name: str, kind: str, parent: str = "", matrix_parent: str = "") -> None:
        """One unit, with the people who have a fixed place in it."""
        self.add(
            "units",
            key=code,
            code=code,
            name=name,
            kind=kind,
            parent=parent,
            matrix_parent=matrix_parent,
            valid_from=SINCE,
            valid_until="",
        )
        self.units.append(code)
        for place in PLACES:
            if place.unit == code:
                self.fixed(place)

    def fixed(self, place: Place) -> None:
        """Somebody whom the demo needs at this place, since long ago."""
        self.add("persons", key=place.key, given_name=place.given, family_name=place.family, email=mail(place.user))
        started = self.today - timedelta(days=3000)
        self._employ(place.key, place.unit, place.title, (place.status, place.grade), started, lead=place.is_lead)
        self.members[-1].is_fixed = True

    def member(self, unit: str, job: tuple[str, str, str], *, lead: bool = False) -> Member:
        """Somebody made up, on a post of their own."""
        number = len(self.members) + 1
        key = f"demo-{number:06d}"
        family, given = self.random.choice(names.FAMILY), self.random.choice(names.GIVEN)
        address = mail(key) if self.random.random() < 0.55 else ""
        self.add("persons", key=key, given_name=given, family_name=family, email=address)
        started = self.today - timedelta(days=self.random.randrange(90, 9000))
        title, status, grade = job
        return self._employ(key, unit, title, (status, grade), started, lead=lead)

    def _employ(self, key: str, unit: str, title: str, terms: tuple[str, str], started: date, *, lead: bool) -> Member:
        number = len(self.members) + 1
        member = Member(key, f"{70_000_000 + number}", f"ST-{number:06d}", unit, lead, is_fixed=False)
        since = max(started, date.fromisoformat(SINCE)).isoformat()
        share = "1" if lead or self.random.random() < 0.7 else self.random.choice(("0,5", "0,6", "0,75", "0,8"))
        self.post(member.post, unit, title, lead=lead)
        self.add(
            "employments",
            personnel_no=member.number,
            person=key,
            status_group=terms[0],
            grade=terms[1],
            share=share,
            valid_from=since,
            valid_until="",
        )
        self.holding(member, member.post, since)
        self.members.append(member)
        if lead:
            self.leads.setdefault(unit, []).append(member)
        return member

    def post(self, key: str, unit: str, title: str, *, lead: bool = False) -> None:
        """A post, held by somebody or vacant."""
        is_lead = "ja" if lead else "nein"
        self.add("posts", key=key, unit=unit, title=title, is_lead=is_lead, valid_from=SINCE, valid_until="")

    def holding(self, member: Member, post: str, since: str, kind: str = "inhaber", share: str = "1") -> None:
        """Somebody fills a post."""
        self.add(
            "holdings",
            personnel_no=member.number,
            post=post,
            kind=kind,
            share=share,
            valid_from=since,
            valid_until="",
        )

    def absent(self, key: str, since_days: int, until_days: int) -> None:
        """Away on these days, counted from today; nobody learns why."""
        start, end = self.today + timedelta(days=since_days), self.today + timedelta(days=until_days)
        self.add("absences", person=key, valid_from=start, valid_until=end)

    def deputy(self, principal: str, deputy: str, *, permanent: bool) -> None:
        """Stands in, for everything."""
        self.add(
            "deputies",
            principal=principal,
            deputy=deputy,
            matter="",
            permanent="ja" if permanent else "nein",
            valid_from=SINCE,
            valid_until="",
        )


def mail(name: str) -> str:
    """An address that no mail can reach."""
    return f"{name.replace('_', '-')}@demo.invalid"
