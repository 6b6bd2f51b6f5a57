"""Money before, beside and after trips of the demo city: advances at every office, recoveries, costs, budgets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from meindo.kernel.money import ZERO
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.platform.clock import BERLIN, at
from meindo.platform.people.demo import DemoCity, actor_of
from meindo.platform.people.models import Employment

from . import (
    commands,
    commands_advance,
    commands_budget,
    commands_objection,
    deciding,
    queries,
    queries_advance,
    queries_recovery,
)
from .answers import costs_of
from .commands_recovery import PlanTerms
from .demo_journeys import any_journey
from .demo_states import OFFICES
from .demo_story import Diary, Story, moment_on
from .journeys import Journeys

REASONS = {
    "confirm_special": "Das Hotel verlangt die ganze Summe im Voraus.",
    "state_views": "Die Tagung wurde kurzfristig abgesagt. Auf einmal kann ich das nicht zahlen, bitte in Raten.",
    "recover_instalments": "Raten sind angemessen, weil die Absage nicht an Ihnen lag.",
    "waive_partly": "Das Hotel hat nur die Hälfte erstattet.",
    "reject": "Die Stadt bucht Fahrt und Hotel für Sie.",
    "ask": "Warum brauchen Sie das Geld schon vor der Reise?",
    "waive": "Die Absage kam von der Stadt, und das Hotel hat nichts erstattet.",
    "object": "Die Rechnung des Hotels kam erst jetzt; sie lag der Abrechnung nicht bei.",
    "costs": "Die Veranstaltung fiel wegen Krankheit des Referenten aus.",
}
COSTS = {"cost1_label": "Hotel, nicht mehr stornierbar", "cost1_amount": Decimal("89.00"), "cost1_more": "no"}
# What happens, as (days from today, act): an act with a sign is one on the advance (+), the recovery (-) or the
# objection (!).
SET_OFF = [
    *((-110, "ask"), (-109, "approve"), (-108, "advance"), (-107, "+confirm"), (-106, "+order")),
    *((-58, "file"), (-56, "confirm"), (-55, "order")),
]
WAITING = [(-9, "ask"), (-8, "approve"), (-3, "advance")]
TO_ORDER = [*WAITING, (-2, "+confirm")]
TO_PAY = [*TO_ORDER, (-1, "+order")]
PAID = [(-80, "ask"), (-79, "approve"), (-78, "advance"), (-77, "+confirm"), (-76, "+order")]
HEARING = [*PAID, (-5, "cancel")]
BY_INSTALMENTS = [
    *((-205, "ask"), (-204, "approve"), (-203, "advance"), (-202, "+confirm_special"), (-201, "+order")),
    *((-151, "cancel"), (-148, "-state_views"), (-145, "-recover_instalments"), (-144, "-order")),
]
OVERTAKEN = [
    *((-110, "ask"), (-109, "approve"), (-100, "advance")),
    *((-58, "file"), (-56, "confirm"), (-55, "order")),
]
HEARD = [*PAID, (-12, "cancel"), (-9, "-state_views")]
AT_ONCE = [*BY_INSTALMENTS[:-2], (-145, "-recover"), (-144, "-order")]
WITH_COSTS = [(-70, "ask"), (-69, "approve"), (-35, "costs")]
COSTS_PAID = [*WITH_COSTS, (-33, "confirm_special"), (-32, "order")]
MORE_AFTER_ALL = [
    *((-110, "ask"), (-109, "approve"), (-108, "advance"), (-107, "+confirm_special"), (-106, "+order")),
    *((-78, "file"), (-76, "confirm"), (-75, "order"), (-30, "object"), (-27, "!grant"), (-25, "!order")),
]
STORIES = (  # days from today to the trip, what happens
    (-60, SET_OFF),
    (14, WAITING),
    (16, TO_ORDER),
    (18, TO_PAY),
    (9, PAID),
    (-3, HEARING),
    (-150, BY_INSTALMENTS),
    (-34, WITH_COSTS),
    (-34, COSTS_PAID),
    (-60, OVERTAKEN),
    (15, [*WAITING, (-1, "+reject")]),
    (17, [*WAITING, (-1, "+ask")]),
    (19, [*WAITING, (-1, "+withdraw")]),
    (-3, HEARD),
    (-3, [*HEARD, (-6, "-recover")]),
    (-3, [*HEARD, (-6, "-waive"), (-4, "-order_waiver")]),
    (-150, AT_ONCE),
    (-80, MORE_AFTER_ALL),
)
PEOPLE = len(STORIES)
OWN = {"mitarbeiterin": (SET_OFF, -61), "beamter": (BY_INSTALMENTS, -152), "kita": (WAITING, 13)}
CENTRES = "einheit;aufgabe;kostenstelle;gueltig_ab\nOB;;1000;01.01.2020\n51;;5100;01.01.2020\n51/1;;5110;01.01.2020\n"
BODIES = "OB;personalrat;0110;01.01.2020\n"
BUDGETS = (("1000", "60000"), ("5100", "12000"), ("5110", "900"), ("0110", "3000"))


@dataclass
class MoneyStory(Story):
    """A trip with its advance and what became of it."""

    advance: Case | None = None

    def act(self, name: str) -> Callable[[], None]:
        """What happens under a name."""
        own = {"ask": self.ask, "file": self.file, "advance": self.ask_advance, "costs": self.file_costs}
        own["object"] = self.object
        if name[0] == "!":
            return lambda: self.answer(name[1:])
        if name[0] in "+-":
            return lambda: self.decide(name)
        return own.get(name) or (lambda: self.move(name))

    def ask_advance(self) -> None:
        """The advance as proposed."""
        by = actor_of(self.employment.person)
        self.advance = commands_advance.request_advance(trip_case=self._fresh(), asked_eur=None, by=by)

    def file_costs(self) -> None:
        """What a trip cost that was not taken."""
        case, by = self._fresh(), actor_of(self.employment.person)
        journeys = Journeys.of(costs_of(queries.trip_of(case), COSTS))
        commands.file_claim(case=case, journeys=journeys, answers={}, by=by, reason=REASONS["costs"])

    def object(self) -> None:
        """The person proves costs up to what was paid in advance."""
        case, by = self._fresh(), actor_of(self.employment.person)
        asked = (case.amount_eur or ZERO) + queries_advance.open_eur(case)
        self.objection = commands_objection.file_objection(
            contested=case, reason=REASONS["object"], asked_eur=asked, by=by
        )

    def decide(self, name: str) -> None:
        """A move on the advance or on its recovery, by the person or by somebody of the office."""
        case, move = self._beside(name), name[1:]
        role = catalogue.process_of(case.process, case.version).move(move).by
        person = self.employment.person
        if role.key in OFFICES:
            made = set(case.events.filter(decides=True).values_list("by_id", flat=True))
            office = [self.city.persons[user] for user in OFFICES[role.key]]
            person = next(one for one in office if one.pk not in made | {case.person_id})
        more: dict[str, Any] = {"terms": PlanTerms(number=8)} if move == "recover_instalments" else {}
        if move == "confirm_special":
            more["amount_eur"] = Decimal("240.00")
        reason, by = REASONS.get(move, ""), actor_of(person)
        deciding.decide(case=case, move_name=move, by=by, reason=reason, revision=case.revision, **more)

    def _beside(self, name: str) -> Case:
        if name[0] == "-":
            return queries_recovery.recoveries_to(self._fresh()).latest("id")
        assert self.advance is not None  # noqa: S101 (the advance comes first)
        self.advance.refresh_from_db()
        return self.advance


def tell_money(diary: Diary, people: list[Employment]) -> None:
    """Note every story; those with a log-in find some of their own."""
    for (trip_on, acts), employment in zip(STORIES, people, strict=True):
        _note(diary, employment, trip_on, acts)
    for name, (acts, trip_on) in OWN.items():
        _note(diary, diary.city.employment(name), trip_on, acts)


def _note(diary: Diary, employment: Employment, trip_on: int, acts: list[tuple[int, str]]) -> None:
    day, random = diary.city.today, diary.random
    story = MoneyStory(diary.city, employment, any_journey(day + timedelta(days=trip_on), random))
    for days, name in acts:
        diary.note(moment_on(day + timedelta(days=days), random), story.act(name))


def budgets(city: DemoCity) -> None:
    """Where units book their trips, and how much they may spend this year and the next."""
    by = actor_of(city.persons["reisestelle"])
    with at(datetime.combine(city.today - timedelta(days=345), time(9), BERLIN)):
        commands_budget.import_cost_centres(name="demo", content=(CENTRES + BODIES).encode(), by=by)
        for year in _years(city.today):
            for code, amount in BUDGETS:
                commands_budget.set_budget(code=code, year=year, amount_eur=Decimal(amount), by=by)


def _years(day: date) -> tuple[int, ...]:
    return day.year - 1, day.year, day.year + 1
