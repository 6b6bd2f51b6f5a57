"""Business trips of the demo city in every state, made by the real commands on the days on which they happened."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import cache

from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import BERLIN, now
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.models import PayRun
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.models import Employment, Terms
from meindo.platform.rollout.queries import is_live

from .demo_akevo import enter_table
from .demo_journeys import Sample, any_journey
from .demo_money import PEOPLE, budgets, tell_money
from .demo_paper import forms_on_paper
from .demo_permissions import tell_permissions
from .demo_states import ASSISTANT, ENTERED, KINDS, OWN, REPORTED, STATES, WITHOUT_DEVICE
from .demo_story import Diary, Story, moment_on
from .process import KEY

PAYROLL = Actor.system("payroll")


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
    tell_permissions(city, diary.note)
    tell_money(diary, [travellers.pop() for _ in range(PEOPLE)])
    _pay_runs(diary)
    budgets(city)
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
    needed = PEOPLE + sum(diary.city.scaled(count) for count, _, _ in STATES.values())
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
    diary.note(moment_on(asked, random), story.ask)
    moment = moment_on(asked + timedelta(days=1), random)
    for name in moves[1:] if function else moves:
        moment = _nextmoment_on(diary, name, moment, sample)
        diary.note(moment, _act(story, name))


def _act(story: Story, name: str) -> Callable[[], None]:
    own = {"file": story.file, "file_late": story.file, "file_receipts": story.file_receipts}
    own |= {"change": story.change, "object": story.object, "answer": story.answer_question}
    own |= {"allow_first_class": story.allow_first_class}
    if name.startswith("+"):
        return lambda: story.answer(name[1:])
    return own.get(name) or (lambda: story.move(name.removesuffix("_now")))


def _nextmoment_on(diary: Diary, name: str, moment: datetime, sample: Sample) -> datetime:
    """When the next move happens: a claim after the trip, a reversal after the pay run, the rest a day later."""
    random, day = diary.random, diary.city.today
    latest = datetime.combine(day - timedelta(days=1), time(15), BERLIN)
    if name in ("file", "file_receipts"):
        return moment_on(sample.end.date() + timedelta(days=random.randint(1, 5)), random)
    if name == "file_late":
        return moment_on(day - timedelta(days=random.randint(2, 9)), random)
    if name == "order_now":
        return moment_on(day - timedelta(days=2), random)
    if name == "object":
        return moment_on(day - timedelta(days=8), random)
    if name == "request_reversal":
        return moment_on(day - timedelta(days=9), random)
    return min(moment + timedelta(hours=random.randint(20, 40)), latest)


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
