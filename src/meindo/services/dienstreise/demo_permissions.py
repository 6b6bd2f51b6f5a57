"""Standing permissions of the demo city in every state, with months paid, checked and begun under one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from meindo.kernel.workdays import WorkingDays
from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Role
from meindo.platform.clock import BERLIN, today
from meindo.platform.people.demo import DemoCity, actor_of
from meindo.platform.people.models import Employment, Person
from meindo.platform.people.queries import people_of
from meindo.ui.question import Questionnaire

from . import commands, commands_collective, commands_permission
from .answers_month import month_key, month_of, next_month, with_rows
from .forms_month import month_text, row_question
from .models import Trip
from .permission_request import PermissionRequest
from .process import KEY, TRAVELLER
from .process_collective import MONTH
from .process_permission import PERMISSION
from .request import MONTH_FORM

Note = Callable[[datetime, Callable[[], None]], None]
AREA = "Stadtgebiet Dortmund"
PLACES = ("Kita Hörde", "Jugendamt, Ostwall", "Kita Eving", "Familie in Lütgendortmund")
REASON = "Die Aufgabe übernimmt ab dann der Fahrdienst der Stadt."
HOLDER = "kita"


@dataclass
class Permission:
    """One permission and the months claimed under it."""

    city: DemoCity
    employment: Employment
    first: date
    last: date
    occasion: str
    case: Case | None = None
    month: Case | None = None

    def ask(self) -> None:
        """The request."""
        request = PermissionRequest(
            area=AREA,
            occasion=self.occasion,
            means=("bicycle", "car", "bus"),
            valid_from=self.first,
            valid_until=self.last + timedelta(days=1),
            means_reason="Material für Spielgruppen",
            trips_a_month=8,
            answers=_typed_request(self.first, self.last, self.occasion),
        )
        by = actor_of(self.employment.person)
        self.case = commands_permission.request_permission(employment=self.employment, request=request, by=by)

    def approve(self) -> None:
        """The line approves."""
        case = self._fresh()
        by = actor_of(self._who(PERMISSION.move("approve").by, case))
        commands_permission.decide(case=case, move_name="approve", by=by, revision=case.revision)

    def shorten(self, name: str) -> None:
        """Ended by the person, or revoked by the line, from tomorrow on."""
        case = self._fresh()
        by, reason = actor_of(self._who(PERMISSION.move(name).by, case)), REASON if name == "revoke" else ""
        commands_permission.shorten(
            case=case, move_name=name, last_day=today(), by=by, reason=reason, revision=case.revision
        )

    def claim(self, first: date) -> None:
        """The trips of a month, sent together."""
        rows = self._rows(first)
        typed = {"month": month_key(first), **with_rows({}, rows)}
        questions = [row_question(number, first) for number in range(1, len(rows) + 1)]
        journeys = month_of(Questionnaire(questions).cleaned(typed))
        by = actor_of(self.employment.person)
        self.month = commands_collective.file_month(permission=self._fresh(), journeys=journeys, answers=typed, by=by)

    def decide_month(self, name: str) -> None:
        """A move of an office on the month claimed last."""
        assert self.month is not None  # noqa: S101 (the claim comes first)
        self.month.refresh_from_db()
        case = self.month
        by = actor_of(self._who(MONTH.move(name).by, case))
        commands.decide(case=case, move_name=name, by=by, revision=case.revision)

    def begin(self, first: date) -> None:
        """A month with some trips that is not sent yet."""
        data = {**with_rows({}, self._rows(first)), "seen_belege": "1"}
        drafts.start_draft(
            person_id=self.employment.person_id,
            service=KEY,
            form=MONTH_FORM,
            title=f"Fahrten im {month_text(first)}",
            case=self._fresh(),
            data=data,
            same={"month": month_key(first)},
        )

    def _rows(self, first: date) -> list[dict[str, Any]]:
        """Trips of the month on days without another trip: two on one day would be for a person to decide."""
        trips = Trip.objects.filter(employment=self.employment)
        spans = [(trip.starts_on, trip.ends_on) for trip in trips]
        return _rows(first, lambda day: not any(start <= day <= end for start, end in spans))

    def _who(self, role: Role, case: Case) -> Person:
        if role == TRAVELLER:
            return self.employment.person
        holders = role.holders(case, today()) - {case.person_id}
        known = [person.pk for person in self.city.persons.values() if person.pk in holders]
        return people_of([(known or sorted(holders))[0]])[0]

    def _fresh(self) -> Case:
        assert self.case is not None  # noqa: S101 (the request comes first)
        self.case.refresh_from_db()
        self.case.__dict__.pop("permission_seen", None)
        return self.case


def _typed_request(first: date, last: date, occasion: str) -> dict[str, Any]:
    days = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in (("start_day", first), ("end_day", last))
        for part in ("day", "month", "year")
    }
    seen = {f"seen_{key}": "1" for key in ("gebiet", "zeitraum", "womit", "umfang")}
    means = {"means": ["bicycle", "car", "bus"], "means_reason": "Material für Spielgruppen", "trips_a_month": "8"}
    return {"area": AREA, "occasion": occasion, **days, **means, **seen}


def _rows(first: date, is_free: Callable[[date], bool]) -> list[dict[str, Any]]:
    """Some short trips on the working days of a month, as far as it has come: by bicycle, by car, one by bus."""
    days = WorkingDays()
    last = min(next_month(first), today())
    wanted = [first + timedelta(days=shift) for shift in (2, 5, 9, 12, 16, 19, 23, 26)]
    working = dict.fromkeys(days.add(day - timedelta(days=1), 1) for day in wanted)
    return [_row(day, place) for place, day in enumerate(working) if day < last and is_free(day)]


def _row(day: date, place: int) -> dict[str, Any]:
    known: dict[str, Any] = {
        **{f"day_{part}": str(getattr(day, part)) for part in ("day", "month", "year")},
        "start": "09:00",
        "end": "11:30",
        "from": "Kita Scharnhorst",
        "to": PLACES[place % len(PLACES)],
        "purpose": "Elterngespräch",
    }
    if place % 4 == 1:
        return {**known, "means": "bus", "fare": "6,40"}
    return {**known, "means": "bicycle" if place % 4 == 0 else "car", "km": str(4 + place), "back": "on"}


def tell_permissions(city: DemoCity, note: Note) -> None:
    """Note what happens to the permissions: two in use, one that waits, one ended, one revoked."""
    day = city.today
    this = day.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    paid = ((last - timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)
    used = Permission(
        city, city.employment(HOLDER), paid, paid + timedelta(days=364), "Hausbesuche und Elterngespräche"
    )
    note(_at(paid, -9), used.ask)
    note(_at(paid, -8), used.approve)
    note(_at(next_month(paid), 1), lambda: used.claim(paid))
    note(_at(next_month(paid), 2), lambda: used.decide_month("confirm"))
    note(_at(next_month(paid), 3), lambda: used.decide_month("order"))
    note(min(_at(this, 0), _at(day, -1)), lambda: used.claim(last))
    note(_at(day, -1, 16), lambda: used.begin(this))
    waits = Permission(
        city, city.employment("mitarbeiterin"), day + timedelta(days=7), day + timedelta(days=400), "Begehungen vor Ort"
    )
    note(_at(day, -2), waits.ask)
    team = Permission(
        city, city.employment("mitarbeiterin"), day - timedelta(days=40), day + timedelta(days=200), "Hausbesuche"
    )
    note(_at(day, -50), team.ask)
    note(_at(day, -49), team.approve)
    for name, days_ago, move in (("beamter", 200, "end_early"), ("teamleitung", 150, "revoke")):
        first = day - timedelta(days=days_ago)
        found = Permission(city, city.employment(name), first, first + timedelta(days=360), "Ortstermine")
        note(_at(first, -6), found.ask)
        note(_at(first, -5), found.approve)
        note(_at(day, -20), lambda found=found, move=move: found.shorten(move))  # type: ignore[misc]


def _at(day: date, shift: int, hour: int = 10) -> datetime:
    return datetime.combine(day + timedelta(days=shift), time(hour, 10), BERLIN)
