"""Business trips of the demo city in every state, made by the real commands on the days on which they happened."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby
from random import Random
from typing import Any

from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Role
from meindo.platform.clock import BERLIN, at, now, today
from meindo.platform.notify.mail import MAIL
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.models import PayRun
from meindo.platform.people.demo import DemoCity, actor_of
from meindo.platform.people.models import Employment, Person, Terms
from meindo.platform.rollout.queries import is_live

from . import commands, commands_objection, commands_report, deciding, demo_journeys, queries, questions
from .commands_questions import Answer, answer_question
from .commands_requests import request_in
from .demo_journeys import Sample, any_journey
from .demo_paper import forms_on_paper
from .demo_permissions import tell_permissions
from .journeys import Journeys
from .process import KEY, PAYMENT_OFFICE, TRAVEL_OFFICE, TRAVELLER, TRIP
from .process_objection import OBJECTION

PAYROLL = Actor.system("payroll")
REASONS = {
    "give_back": "Bitte ergänzen Sie, wer sonst noch teilnimmt.",
    "reject": "An diesem Tag ist die Besetzung sonst nicht gesichert.",
    "reject_change": "Am neuen Tag ist die Besetzung nicht gesichert.",
    "resubmit": "Es nehmen zwei Kolleg*innen teil.",
    "ask": "Bitte geben Sie an, ob die Tagung ein Mittagessen enthielt.",
    "ask_originals": "Bitte legen Sie die Belege zu dieser Reise im Original vor (LRKG NRW § 3 Abs. 2).",
    "answer": "Ja, es gab ein Mittagessen. Das hatte ich vergessen.",
    "reject_claim": "Die Reise wurde bereits mit einem anderen Antrag abgerechnet.",
    "confirm_special": "Das Taxi war nötig, weil nach 22 Uhr kein Zug mehr fuhr; der Grund wurde nachgereicht.",
    "object": "Für den Rückweg wurde eine Umleitung gesperrt; der Umweg fehlt in der Abrechnung.",
    "grant_partly": "Der Umweg ist durch die Sperrung belegt, der Rest war nicht nötig.",
    "dismiss": "Der Umweg war nach den Angaben privat.",
    "request_reversal": "Die Fahrkarte hatte die Stadt schon bezahlt.",
}
# state -> (how many in the full city, days from today to the trip: earliest and latest, moves after the request)
STATES: dict[str, tuple[int, tuple[int, int], tuple[str, ...]]] = {
    "approval": (34, (8, 60), ()),
    "revision": (5, (12, 40), ("give_back",)),
    "future": (30, (3, 50), ("approve",)),
    "past": (25, (-25, -3), ("approve",)),
    "checking": (60, (-20, -6), ("approve", "file")),
    "late": (4, (-260, -230), ("approve", "file_late")),
    "hint": (4, (-24, -8), ("approve", "file")),
    "not_covered": (4, (-24, -8), ("approve", "file")),
    "claim_revision": (5, (-50, -20), ("approve", "file", "ask")),
    "answered": (4, (-50, -20), ("approve", "file", "ask", "answer")),
    "originals": (2, (-50, -20), ("approve", "file", "ask_originals")),
    "ordering": (10, (-30, -12), ("approve", "file", "confirm")),
    "special": (2, (-60, -30), ("approve", "file", "confirm_special")),
    "payout": (8, (-60, -30), ("approve", "file", "confirm", "order_now")),
    "paid": (42, (-330, -90), ("approve", "file", "confirm", "order")),
    "paid_special": (3, (-200, -90), ("approve", "file", "confirm_special", "order")),
    "reversal": (1, (-200, -120), ("approve", "file", "confirm", "order", "request_reversal")),
    "reversed": (2, (-200, -120), ("approve", "file", "confirm", "order", "request_reversal", "order_reversal")),
    "closed": (3, (-100, -40), ("approve", "file", "close_unpaid")),
    "change_approval": (4, (14, 50), ("approve", "change")),
    "changed": (3, (14, 50), ("approve", "change", "approve_change")),
    "change_rejected": (2, (14, 50), ("approve", "change", "reject_change")),
    "rejected": (5, (-60, 20), ("reject",)),
    "claim_rejected": (2, (-90, -40), ("approve", "file", "reject_claim")),
    "objected": (2, (-120, -90), ("approve", "file", "confirm", "order", "object")),
    "more_paid": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+grant_partly", "+order")),
    "dismissed": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+dismiss")),
    "withdrawn": (4, (-40, 20), ("withdraw",)),
    "not_taken": (3, (-60, -10), ("approve", "cancel")),
}
KINDS: dict[str, Callable[[date, Random], Sample]] = {
    "hint": demo_journeys.unusual,
    "not_covered": demo_journeys.taxi_without_reason,
    "special": demo_journeys.taxi_without_reason,
    "paid_special": demo_journeys.taxi_without_reason,
    "closed": demo_journeys.unpaid,
    "late": demo_journeys.by_car,
}
# what the people with a log-in find when they come in
OWN = {
    "mitarbeiterin": ("future", "changed", "past", "checking", "paid", "revision"),
    "teamleitung": ("approval", "paid"),
    "beamter": ("past", "paid", "objected", "rejected", "claim_revision"),
    "kita": ("past", "paid"),
    "reisestelle": ("checking",),
    "anordnung": ("ordering",),
}
REPORTED = {"personalrat": ("future", "past", "checking", "paid")}  # function and log-in have the same name
OFFICES = {
    TRAVEL_OFFICE.key: ("reisestelle", "reisestelle_zwei"),
    PAYMENT_OFFICE.key: ("anordnung", "anordnung_zwei"),
}
Act = tuple[datetime, int, Callable[[], None]]


@dataclass
class Diary:
    """Everything that is to happen, to be run in the order of its moments."""

    city: DemoCity
    random: Random
    acts: list[Act] = field(default_factory=list)

    def note(self, moment: datetime, act: Callable[[], None]) -> None:
        """Something happens then."""
        self.acts.append((moment, len(self.acts), act))

    def run(self) -> None:
        """Let it happen, with all that follows from it on the same day."""
        for _, acts in groupby(sorted(self.acts, key=lambda entry: entry[:2]), lambda entry: entry[0].date()):
            for moment, _, act in acts:
                with at(moment):
                    act()
            with at(moment):
                drain(leave=MAIL)


@dataclass
class Story:
    """One trip from its request to the state it has reached today."""

    city: DemoCity
    employment: Employment
    sample: Sample
    function: str = ""
    case: Case | None = None
    objection: Case | None = None

    def ask(self) -> None:
        """The request, or the notification of a trip that nobody approves."""
        ask = commands_report.report_trip if self.function else commands.request_trip
        request = replace(self.sample.request(), function=self.function)
        self.case = ask(employment=self.employment, request=request, by=actor_of(self.employment.person))

    def file(self) -> None:
        """The claim."""
        commands.file_claim(
            case=self._fresh(),
            journeys=Journeys.of(self.sample.journey()),
            answers=self.sample.typed(),
            by=actor_of(self.employment.person),
        )

    def answer_question(self) -> None:
        """The answer to the question about meals: there was a lunch on the first day."""
        case, person = self._fresh(), self.employment.person
        typed = questions.typed_of(case)
        lunch: dict[str, Any] = {"meals": [f"{case.starts_on}:lunch"]}
        said = Answer(REASONS["answer"], {**typed, **lunch}, {"meals": typed.get("meals", [])}, lunch)
        form = "dienstreise_antwort"
        draft = drafts.start_draft(person_id=person.pk, service=KEY, form=form, title=case.number, case=case)
        answer_question(case=case, answer=said, by=actor_of(person), draft=draft)
        drafts.mark_sent(draft, case)

    def change(self) -> None:
        """The approved trip, two days later and by train."""
        case, later = self._fresh(), timedelta(days=2)
        before = request_in(queries.trip_of(case))
        first, last = before.starts_on + later, before.ends_on + later
        request = replace(before, means="train", means_reason="", starts_on=first, ends_on=last)
        reason = "Die Veranstaltung wurde verlegt."
        commands.change_trip(case=case, request=request, reason=reason, by=actor_of(self.employment.person))

    def object(self) -> None:
        """The person does not agree with what was decided."""
        case = self._fresh()
        asked = (case.amount_eur or Decimal(0)) + 20
        by = actor_of(self.employment.person)
        self.objection = commands_objection.file_objection(
            contested=case, reason=REASONS["object"], asked_eur=asked, by=by
        )

    def answer(self, name: str) -> None:
        """A move on the objection, by somebody who had no part in the decision."""
        case = self._fresh_objection()
        holders = OBJECTION.move(name).by.holders(case, today())
        known = [self.city.persons[user] for users in OFFICES.values() for user in users]
        made = set(case.events.filter(decides=True).values_list("by_id", flat=True))
        person = next(one for one in known if one.pk in holders - made - {case.person_id})
        amount = (case.amount_eur or Decimal(0)) - 8 if name == "grant_partly" else None
        reason, by = REASONS.get(name, ""), actor_of(person)
        deciding.decide(case=case, move_name=name, by=by, reason=reason, amount_eur=amount, revision=case.revision)

    def _fresh_objection(self) -> Case:
        assert self.objection is not None  # noqa: S101 (the objection comes first)
        self.objection.refresh_from_db()
        return self.objection

    def move(self, name: str) -> None:
        """A move by one of those who hold the role on that day."""
        case = self._fresh()
        person = self._who(TRIP.move(name).by, case)
        amount = Decimal("48.00") if name == "confirm_special" else None
        commands.decide(
            case=case,
            move_name=name,
            by=actor_of(person),
            reason=REASONS.get(name, ""),
            amount_eur=amount,
            revision=case.revision,
            field="meals" if name == "ask" else "",
        )

    def _who(self, role: Role, case: Case) -> Person:
        """The person concerned, somebody of the office with a log-in, or whoever decides in the line on that day."""
        if role == TRAVELLER:
            return self.employment.person
        for name in OFFICES.get(role.key, ()):
            if self.city.persons[name].pk != case.person_id:
                return self.city.persons[name]
        holders = role.holders(case, today()) - {case.person_id}
        return Person.objects.filter(pk__in=holders).order_by("pk")[:1].get()

    def _fresh(self) -> Case:
        assert self.case is not None  # noqa: S101 (the request comes first)
        self.case.refresh_from_db()
        return self.case


def fill(city: DemoCity) -> None:
    """About 250 trips in the full city, the pay runs between them, and all that follows."""
    diary = Diary(city, city.random("dienstreise"))
    travellers = _travellers(diary)
    for name, states in OWN.items():
        for state in states:
            _tell(diary, city.employment(name), state)
    for name, reported in REPORTED.items():
        for state in reported:
            _tell(diary, city.employment(name), state, function=name)
    for state, (count, _, _) in STATES.items():
        for _ in range(city.scaled(count)):
            _tell(diary, travellers.pop(), state)
    for employment in _staff_of(city, ("51/1-1", 4), ("51/1-2", 4), ("51", 2)):
        _tell(diary, employment, "approval")
    tell_permissions(city, diary.note)
    _pay_runs(diary)
    diary.run()
    forms_on_paper(city)


def _travellers(diary: Diary) -> list[Employment]:
    """People who have been here for two years and have no fixed place, by chance; nobody before their stage."""
    since = diary.city.today - timedelta(days=730)
    rows = Terms.objects.as_of(since).values("employment_id")
    fixed = [person.pk for person in diary.city.persons.values()]
    found = Employment.objects.filter(pk__in=rows, placements__is_main=True).exclude(person_id__in=fixed)
    placed = found.order_by("personnel_no").values_list("pk", "placements__unit")
    live = cache(lambda unit: is_live(KEY, unit, diary.city.today))
    numbers = [pk for pk, unit in placed if live(unit)]
    needed = sum(diary.city.scaled(count) for count, _, _ in STATES.values())
    chosen = diary.random.sample(numbers, min(len(numbers), needed))
    people = {row.pk: row for row in Employment.objects.filter(pk__in=chosen).select_related("person")}
    return [people[chosen[number % len(chosen)]] for number in range(needed)]


def _staff_of(city: DemoCity, *units: tuple[str, int]) -> list[Employment]:
    """Some of the people of units whose leads have a log-in."""
    fixed = [person.pk for person in city.persons.values()]
    found: list[Employment] = []
    for code, count in units:
        rows = Employment.objects.filter(placements__unit__key=code, placements__is_main=True)
        rows = rows.exclude(person_id__in=fixed).select_related("person")
        found += rows.order_by("personnel_no")[:count]
    return found


def _tell(diary: Diary, employment: Employment, state: str, function: str = "") -> None:
    """Note the whole story of a trip; one with a function is not approved."""
    _, (earliest, latest), moves = STATES[state]
    random, day = diary.random, diary.city.today
    trip_day = WorkingDays().add(day + timedelta(days=random.randint(earliest, latest) - 1), 1)
    sample = KINDS.get(state, any_journey)(trip_day, random)
    story = Story(diary.city, employment, sample, function)
    asked = min(trip_day - timedelta(days=random.randint(10, 16)), day - timedelta(days=len(moves) + 1))
    diary.note(_moment(asked, random), story.ask)
    moment = _moment(asked + timedelta(days=1), random)
    for name in moves[1:] if function else moves:
        moment = _next_moment(diary, name, moment, sample)
        own = {"file": story.file, "file_late": story.file, "change": story.change, "object": story.object}
        own["answer"] = story.answer_question
        act = own.get(name) or _act(story, name.removesuffix("_now"))
        diary.note(moment, act)


def _act(story: Story, name: str) -> Callable[[], None]:
    return (lambda: story.answer(name[1:])) if name.startswith("+") else lambda: story.move(name)


def _next_moment(diary: Diary, name: str, moment: datetime, sample: Sample) -> datetime:
    """When the next move happens: a claim after the trip, a reversal after the pay run, the rest a day later."""
    random, day = diary.random, diary.city.today
    latest = datetime.combine(day - timedelta(days=1), time(15), BERLIN)
    if name == "file":
        return _moment(sample.end.date() + timedelta(days=random.randint(1, 5)), random)
    if name == "file_late":
        return _moment(day - timedelta(days=random.randint(2, 9)), random)
    if name == "order_now":
        return _moment(day - timedelta(days=2), random)
    if name == "object":
        return _moment(day - timedelta(days=8), random)
    if name == "request_reversal":
        return _moment(day - timedelta(days=9), random)
    return min(moment + timedelta(hours=random.randint(20, 40)), latest)


def _moment(day: date, random: Random) -> datetime:
    return datetime.combine(day, time(random.randint(8, 15), random.randrange(60)), BERLIN)


def _pay_runs(diary: Diary) -> None:
    """A run on the 12th of each month, answered on the 15th; yesterday's has no answer yet."""
    day = diary.city.today
    month = (day - timedelta(days=340)).replace(day=12)
    while month < day - timedelta(days=20):
        diary.note(datetime.combine(month, time(18), BERLIN), _export)
        diary.note(datetime.combine(month + timedelta(days=3), time(9), BERLIN), _answer)
        month = (month + timedelta(days=31)).replace(day=12)
    diary.note(datetime.combine(day - timedelta(days=1), time(18), BERLIN), _export)


def _export() -> None:
    payroll.export_lines(PAYROLL)


def _answer() -> None:
    """Payroll takes every line of the last run, if it was of these days."""
    run = PayRun.objects.filter(created_at__gt=now() - timedelta(days=5)).order_by("-number").first()
    if run is not None:
        rows = "".join(f"{key};accepted;\n" for key in run.lines.order_by("id").values_list("key", flat=True))
        payroll.import_receipt(f"key;status;text\n{rows}", PAYROLL)
