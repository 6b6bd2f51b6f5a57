"""Read the city of a day from the facts: as it is, as it was known on an earlier day, or as it would be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from meindo.platform.login.models import AccountLock
from meindo.platform.people.commands import Statement, foreseen
from meindo.platform.people.facts import Fact, known_at
from meindo.platform.people.models import (
    Affiliation,
    Employment,
    Holding,
    HoldingKind,
    PersonName,
    PostDescription,
    Terms,
    UnitDescription,
    UnitEdge,
)

from .city import Card, City, Placing, Signature

LINE, MATRIX, MEMBER = "line", "matrix", "mitglied"
Overlay = Mapping[type[Fact], Sequence[Statement]]
Span = tuple[date, date]


@dataclass(frozen=True)
class View:
    """Which day is looked at, with how many days around it, as known when, of whom, and what is supposed to hold."""

    day: date
    lead_days: int = 0
    overlap_days: int = 0
    known_on: datetime | None = None
    people: tuple[int, ...] | None = None
    overlay: Overlay | None = None

    @property
    def first(self) -> date:
        """The first day that can matter."""
        return self.day - timedelta(days=self.overlap_days)

    @property
    def last(self) -> date:
        """The last one."""
        return self.day + timedelta(days=self.lead_days)

    def rows(self, model: type[Fact], columns: Sequence[str], only: Q | None = None) -> list[tuple[Any, ...]]:
        """The rows of a kind of fact that hold on one of these days, what is supposed included."""
        known = Q(superseded_at__isnull=True) if self.known_on is None else known_at(self.known_on)
        around = Q(valid_from__lte=self.last, valid_until__gt=self.first)
        found = model.objects.filter(known & around & (only or Q()))
        supposed = foreseen(model, self.overlay[model]) if self.overlay and model in self.overlay else None
        if supposed is None:
            return list(found.values_list(*columns))
        kept = found.exclude(pk__in=supposed.superseded).values_list(*columns)
        new = [row for row in supposed.new if row.valid_from <= self.last and row.valid_until > self.first]
        return [*kept, *(tuple(getattr(row, column) for column in columns) for row in new)]


def city_of(view: View) -> City:
    """Everything that decides about entitlements on the day of the view."""
    people_of = _people_of(view)
    mine = None if view.people is None else Q(employment_id__in=list(people_of))
    terms = _terms(view, mine)
    placings: dict[int, list[Placing]] = defaultdict(list)
    holdings = _holdings(view, mine, terms)
    for employment, placing in [*holdings, *_affiliations(view, mine, terms)]:
        if employment in people_of:
            placings[people_of[employment][0]].append(placing)
    employed = {
        people_of[employment][0]
        for employment, spans in terms.items()
        if employment in people_of and any(start <= view.day < end for (start, end), _ in spans)
    }
    return City(
        day=view.day,
        placings={person: tuple(found) for person, found in placings.items()},
        above=_above(view, {placing.signature for found in placings.values() for placing in found}),
        employed=frozenset(employed),
        locked=frozenset(_locked(view)),
        cards=_cards(view, people_of, placings),
    )


def _people_of(view: View) -> dict[int, tuple[int, str]]:
    rows = Employment.objects.all()
    if view.people is not None:
        rows = rows.filter(person_id__in=view.people)
    return {pk: (person, number) for pk, person, number in rows.values_list("id", "person_id", "personnel_no")}


def _terms(view: View, mine: Q | None) -> dict[int, list[tuple[Span, str]]]:
    found: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for employment, group, start, end in view.rows(
        Terms, ("employment_id", "status_group", "valid_from", "valid_until"), mine
    ):
        found[employment].append(((start, end), group))
    return found


def _holdings(view: View, mine: Q | None, terms: Mapping[int, list[tuple[Span, str]]]) -> Iterator[tuple[int, Placing]]:
    columns = ("employment_id", "post_id", "kind", "share", "valid_from", "valid_until")
    rows = view.rows(Holding, columns, mine)
    posts = None if view.people is None else Q(post_id__in={post for _, post, *_ in rows})
    described: dict[int, list[tuple[Span, tuple[int, str, bool]]]] = defaultdict(list)
    columns = ("post_id", "unit_id", "title", "is_lead", "valid_from", "valid_until")
    for post, unit, title, is_lead, start, end in view.rows(PostDescription, columns, posts):
        described[post].append(((start, end), (unit, title, is_lead)))
    away = _seconded(rows, view.day)
    for employment, post, kind, share, start, end in rows:
        rests = kind == HoldingKind.BEURLAUBT or (kind != HoldingKind.ABORDNUNG and away.get(employment, 0) >= share)
        for span, (unit, title, is_lead) in described.get(post, ()):
            for days, group in terms.get(employment, ()):
                common = _common((start, end), span, days)
                if common:
                    signature = Signature(LINE, unit, title, is_lead, group, kind)
                    resting = rests and _holds(common, view.day)
                    yield employment, Placing(signature, employment, *common, resting, share)


def _affiliations(
    view: View, mine: Q | None, terms: Mapping[int, list[tuple[Span, str]]]
) -> Iterator[tuple[int, Placing]]:
    columns = ("employment_id", "unit_id", "role", "valid_from", "valid_until")
    for employment, unit, role, start, end in view.rows(Affiliation, columns, mine):
        for days, group in terms.get(employment, ()):
            common = _common((start, end), days)
            if common:
                yield employment, Placing(Signature(MATRIX, unit, role, False, group, MEMBER), employment, *common)


def _common(*spans: Span) -> Span | None:
    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
    return (start, end) if start < end else None


def _holds(span: Span, day: date) -> bool:
    return span[0] <= day < span[1]


def _seconded(rows: Iterable[tuple[Any, ...]], day: date) -> dict[int, Decimal]:
    """The share in which each employment works elsewhere on the day."""
    away: dict[int, Decimal] = defaultdict(Decimal)
    for employment, _post, kind, share, start, end in rows:
        if kind == HoldingKind.ABORDNUNG and _holds((start, end), day):
            away[employment] += share
    return away


def _above(view: View, signatures: Iterable[Signature]) -> dict[tuple[str, int], tuple[int, ...]]:
    """Each unit that occurs with all above it, nearest first, by the edges of the day."""
    parents: dict[str, dict[int, int]] = defaultdict(dict)
    on_the_day = replace(view, lead_days=0, overlap_days=0)
    for child, axis, parent in on_the_day.rows(UnitEdge, ("child_id", "axis", "parent_id")):
        parents[axis][child] = parent
    found = {}
    for axis, unit in {(signature.axis, signature.unit) for signature in signatures}:
        chain: list[int] = []
        at: int | None = unit
        while at is not None and at not in chain:  # a ring ends the walk; the import refuses one
            chain.append(at)
            at = parents[axis].get(at)
        found[axis, unit] = tuple(chain)
    return found


def _locked(view: View) -> Iterable[int]:
    locks = AccountLock.objects.filter(ended_at__isnull=True, user__person_id__isnull=False)
    if view.known_on is not None:
        known = Q(locked_at__lte=view.known_on) & (Q(ended_at__isnull=True) | Q(ended_at__gt=view.known_on))
        locks = AccountLock.objects.filter(known, user__person_id__isnull=False)
    return locks.values_list("user__person_id", flat=True)


def _cards(
    view: View, people_of: Mapping[int, tuple[int, str]], placings: Mapping[int, list[Placing]]
) -> dict[int, Card]:
    """What accounts show: the name of the day, the main place (the first that holds and does not rest)."""
    main = {person: _main(found, view.day) for person, found in placings.items()}
    shown = {place.signature.unit for place in main.values() if place}
    on_the_day = replace(view, lead_days=0, overlap_days=0)
    few = None if view.people is None else Q(unit_id__in=shown)
    units = {
        unit: f"{code} {name}" if code != name else code
        for unit, code, name in on_the_day.rows(UnitDescription, ("unit_id", "code", "name"), few)
    }
    mine = None if view.people is None else Q(person_id__in=view.people)
    numbers = dict(people_of.values())
    cards = {}
    columns = ("person_id", "cell__given_name", "cell__family_name", "person__email", "valid_from", "valid_until")
    for person, given, family, mail, start, end in _names(view, columns, mine):
        if _holds((start, end), view.day):
            place = main.get(person)
            where = (units.get(place.signature.unit, ""), place.signature.function) if place else ("", "")
            cards[person] = Card(given, family, mail, numbers.get(person, ""), *where)
    return cards


def _names(view: View, columns: Sequence[str], mine: Q | None) -> list[tuple[Any, ...]]:
    """Names are read as stated: a preview of a measure does not rename anybody."""
    return View(view.day, known_on=view.known_on, people=view.people).rows(PersonName, columns, mine)


def _main(placings: Iterable[Placing], day: date) -> Placing | None:
    """Of the posts of the day one that does not rest, the largest share first."""
    line = [placing for placing in placings if placing.signature.axis == LINE and placing.holds_on(day)]
    return min(line, key=lambda placing: (placing.suspended, -placing.share, placing.signature.unit), default=None)
