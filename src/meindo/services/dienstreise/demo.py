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
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.process import Role
from meindo.platform.clock import BERLIN, at, now, today
from meindo.platform.notify.mail import MAIL
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.models import PayRun
from meindo.platform.people.demo import DemoCity, actor_of
from meindo.platform.people.models import Employment, Person, Terms
from meindo.platform.rollout.queries import is_live

from . import (
    commands,
    commands_claim,
    commands_objection,
    commands_report,
    deciding,
    queries,
    questions,
)
from .commands_entitlement import grant_first_class
from .commands_questions import Answer, answer_question
from .commands_requests import request_in
from .demo_akevo import enter_table
from .demo_journeys import Sample, any_journey
from .demo_paper import forms_on_paper
from .demo_receipts import with_receipts
from .demo_states import ASSISTANT, ENTERED, KINDS, OFFICES, OWN, REASONS, REPORTED, STATES, WITHOUT_DEVICE
from .process import KEY, TRAVEL_OFFICE, TRAVELLER, TRIP
from .process_objection import OBJECTION

PAYROLL = Actor.system("payroll")
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
    """One trip from its request to the state it has reached today; `author` is who types it in, if not the person."""

    city: DemoCity
    employment: Employment
    sample: Sample
    function: str = ""
    author: str = ""
    case: Case | None = None
    objection: Case | None = None

    def ask(self) -> None:
        """The request, or the notification of a trip that nobody approves."""
        ask = commands_report.report_trip if self.function else commands.request_trip
        request = replace(self.sample.request(), function=self.function)
        self.case = ask(employment=self.employment, request=request, by=self._types())

    def _types(self) -> Actor:
        return self.city.actor(self.author) if self.author else actor_of(self.employment.person)

    def file(self, draft: Draft | None = None) -> None:
        """The claim, with what is attached to its draft."""
        journey, typed = self.sample.journey(), self.sample.typed()
        commands_claim.file_claim(case=self._fresh(), journey=journey, answers=typed, by=self._types(), draft=draft)

    def file_receipts(self) -> None:
        """The claim with a photo of the hotel bill and the ticket as a PDF file."""
        draft = with_receipts(self._fresh(), self.sample)
        self.file(draft)
        drafts.mark_sent(draft, self._fresh())

    def allow_first_class(self) -> None:
        """The travel office has seen a proof, which nobody keeps."""
        by = self.city.actor(OFFICES[TRAVEL_OFFICE.key][0])
        grant_first_class(person=self.employment.person, valid_from=today(), by=by)

    def answer_question(self) -> None:
        """A sentence about the request, or to the question about meals: there was a lunch on the first day."""
        case, person = self._fresh(), self.employment.person
        typed = questions.typed_of(case)
        lunch: dict[str, Any] = {"meals": [f"{case.starts_on}:lunch"]}
        said = Answer(REASONS["answer"], {**typed, **lunch}, {"meals": typed.get("meals", [])}, lunch)
        if case.step == "revision":
            said = Answer(REASONS["answer_request"])
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
        """A move on the objection, by the person or by somebody who had no part in the decision."""
        case = self._fresh_objection()
        if OBJECTION.move(name).by == TRAVELLER:
            by = actor_of(self.employment.person)
            deciding.decide(case=case, move_name=name, by=by, revision=case.revision)
            return
        holders = OBJECTION.move(name).by.holders(case, today())
        known = [self.city.persons[user] for users in OFFICES.values() for user in users]
        made = set(case.events.filter(decides=True).values_list("by_id", flat=True))
        person = next(one for one in known if one.pk in holders - made - {case.person_id})
        amount = (case.amount_eur or Decimal(0)) - 8 if name == "grant_partly" else None
        reason, by = REASONS.get("ask_objector" if name == "ask" else name, ""), actor_of(person)
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
    enter_table(city)
    diary = Diary(city, city.random("dienstreise"))
    travellers = _travellers(diary)
    _fixed_people(diary)
    for state, (count, _, _) in STATES.items():
        for _ in range(city.scaled(count)):
            _tell(diary, travellers.pop(), state)
    _youth_office(diary)
    _pay_runs(diary)
    diary.run()
    forms_on_paper(city)


def _fixed_people(diary: Diary) -> None:
    """What the people with a log-in find, and the trips that are notified."""
    for name, states in OWN.items():
        for state in states:
            _tell(diary, diary.city.employment(name), state)
    for name, reported in REPORTED.items():
        for state in reported:
            _tell(diary, diary.city.employment(name), state, function=name)
    for name, states in WITHOUT_DEVICE.items():
        for state in states:
            _tell(diary, diary.city.employment(name), state, author=ASSISTANT)


def _youth_office(diary: Diary) -> None:
    """Requests that wait for the leads with a log-in, and trips that the assistant entered."""
    for employment in _staff_of(diary.city, ("51/1-1", 4), ("51/1-2", 4), ("51", 2)):
        _tell(diary, employment, "approval")
    colleagues = _staff_of(diary.city, ("51/1-1", 1), ("51/1-2", 2))
    for employment, state in zip(colleagues, ENTERED, strict=False):
        _tell(diary, employment, state, author=ASSISTANT)


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


def _tell(diary: Diary, employment: Employment, state: str, function: str = "", author: str = "") -> None:
    """Note the whole story of a trip; one with a function is not approved."""
    _, (earliest, latest), moves = STATES[state]
    random, day = diary.random, diary.city.today
    trip_day = WorkingDays().add(day + timedelta(days=random.randint(earliest, latest) - 1), 1)
    sample = KINDS.get(state, any_journey)(trip_day, random)
    story = Story(diary.city, employment, sample, function, author)
    asked = min(trip_day - timedelta(days=random.randint(10, 16)), day - timedelta(days=len(moves) + 1))
    diary.note(_moment(asked, random), story.ask)
    moment = _moment(asked + timedelta(days=1), random)
    for name in moves[1:] if function else moves:
        moment = _next_moment(diary, name, moment, sample)
        diary.note(moment, _act(story, name))


def _act(story: Story, name: str) -> Callable[[], None]:
    own = {"file": story.file, "file_late": story.file, "file_receipts": story.file_receipts}
    own |= {"change": story.change, "object": story.object, "answer": story.answer_question}
    own |= {"allow_first_class": story.allow_first_class}
    if name.startswith("+"):
        return lambda: story.answer(name[1:])
    return own.get(name) or (lambda: story.move(name.removesuffix("_now")))


def _next_moment(diary: Diary, name: str, moment: datetime, sample: Sample) -> datetime:
    """When the next move happens: a claim after the trip, a reversal after the pay run, the rest a day later."""
    random, day = diary.random, diary.city.today
    latest = datetime.combine(day - timedelta(days=1), time(15), BERLIN)
    if name in ("file", "file_receipts"):
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
