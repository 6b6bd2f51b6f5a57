"""What happens in the demo city day by day, and one trip from its request to where it stands today."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.process import Role
from meindo.platform.clock import BERLIN, at, today
from meindo.platform.notify.mail import MAIL
from meindo.platform.outbox.worker import drain
from meindo.platform.people.demo import DemoCity, actor_of
from meindo.platform.people.models import Employment, Person
from meindo.platform.people.queries import people_of

from . import commands, commands_objection, commands_report, deciding, queries, questions
from .commands_entitlement import grant_first_class
from .commands_questions import Answer, answer_question
from .commands_requests import request_in
from .demo_journeys import Sample
from .demo_receipts import with_receipts
from .demo_states import OFFICES, REASONS
from .journeys import Journeys
from .process import KEY, TRAVEL_OFFICE, TRAVELLER, TRIP
from .process_objection import OBJECTION

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
        journeys, typed = Journeys.of(self.sample.journey()), self.sample.typed()
        commands.file_claim(case=self._fresh(), journeys=journeys, answers=typed, by=self._types(), draft=draft)

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
        return people_of(sorted(holders)[:1]).get()

    def _fresh(self) -> Case:
        assert self.case is not None  # noqa: S101 (the request comes first)
        self.case.refresh_from_db()
        return self.case


def moment_on(day: date, random: Random) -> datetime:
    """Some time on a working day."""
    return datetime.combine(day, time(random.randint(8, 15), random.randrange(60)), BERLIN)
