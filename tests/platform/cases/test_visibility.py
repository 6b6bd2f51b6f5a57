"""Who may move a case is exactly who sees it in the inbox: at city size, on both databases. Everybody else of an
office sees a case from the first step on at which its role acts.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random

import pytest
from tests.support.city import START, City, large_city

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import catalogue, queries, queries_inbox, queries_own
from meindo.platform.cases.commands import MoveRefused, StaleCase, move, open_case
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Step
from meindo.platform.cases.roles import applicant, line_manager, responsible
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people import line, projection
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Bias, Deputyship, Employment, OrgUnit, Person

pytestmark = pytest.mark.django_db

APPLICANT, LEAD = applicant(), line_manager("probe")
CHECK, PAY = responsible("probe_office", "Reisestelle"), responsible("probe_cash", "Kasse")
PROBE = Process(
    key="probe",
    version=1,
    label="Probe",
    start="approval",
    steps=(
        Step("approval", "wartet auf die Führungskraft", LEAD, 5, next_move="approve"),
        Step("check", "wartet auf die Reisestelle", CHECK, 10, next_move="confirm"),
        Step("order", "wartet auf die Anordnung", PAY, 3, next_move="order"),
        Step("done", "erledigt"),
        Step("rejected", "abgelehnt"),
    ),
    moves=(
        Move("approve", "Genehmigen", ("approval",), "check", LEAD, in_row=True),
        Move("reject", "Ablehnen", ("approval",), "rejected", LEAD, needs_reason=True),
        Move("withdraw", "Zurückziehen", ("approval",), "rejected", APPLICANT, decides=False),
        Move("confirm", "Feststellen", ("check",), "order", CHECK),
        Move("drop", "Beenden", ("check",), "rejected", CHECK),
        Move("back", "Zurückgeben", ("order",), "check", PAY, separate_from=("confirm",)),
        Move("order", "Anordnen", ("order",), "done", PAY, separate_from=("confirm",)),
    ),
)


@pytest.fixture(autouse=True)
def _declared():
    catalogue.declare(PROBE)
    yield
    catalogue._processes.pop(("probe", 1))


def actor(person: Person) -> Actor:
    return Actor(f"person:{person.uuid}", person.pk)


def viewer(person_id: int, role: str) -> Viewer:
    return Viewer(Actor("person:test", person_id), role, "probe", today())


def open_for(employment: Employment) -> Case:
    with unit_of_work(Actor.system("test"), purpose="probe") as work:
        return open_case(
            work,
            service="probe",
            process=PROBE,
            prefix="PR",
            employment=employment,
            first_move="file",
            headline="Probe",
        )


def assert_inbox_equals_movers(people: list[int]) -> None:
    """For every case and every person: in the inbox exactly if one of the moves of that role is open to them."""
    cases = list(Case.objects.filter(is_open=True))
    for role in ("line_manager", "probe_office", "probe_cash"):
        seen = {p: set(queries_inbox.inbox(viewer(p, role)).values_list("pk", flat=True)) for p in people}
        assert seen == {p: seen[p] for p in people if len(seen[p]) == queries_inbox.length_of_inbox(viewer(p, role))}
        for case in cases:
            step = PROBE.step(case.step)
            moves = [m for m in PROBE.moves_from(case.step) if m.by.key == role == step.waits_for.key]
            holders = step.waits_for.holders(case, today())
            may = {p for p in holders if any(queries.hindrance(case, m, p, holders) is None for m in moves)}
            in_inbox = {p for p in people if case.pk in seen[p]}
            assert may & set(people) == in_inbox, (role, case.pk, case.unit_id, case.person_id)


def scramble(random: Random, people: list[int]) -> None:
    """Deputies (some only for the probe, some absent, some the applicant) and biased pairs."""
    pairs = [random.sample(people, 2) for _ in range(len(people) // 4)]
    matters = ["", "", "probe", "other"]
    state(
        Deputyship,
        [Statement({"principal_id": a, "deputy_id": b, "matter": random.choice(matters)}, {}, START) for a, b in pairs],
        source="test",
    )
    pairs = [random.sample(people, 2) for _ in range(len(people) // 10)]
    state(Bias, [Statement({"person_id": a, "other_id": b}, {}, START) for a, b in pairs], source="test")
    projection.rebuild()


@pytest.fixture
def still_facts(monkeypatch) -> Callable[[], None]:
    """Call it once the facts stand still: then each question about the line is read once, not once per case."""

    def keep() -> None:
        ancestors, facts = cache(line.ancestors), cache(line.line_facts)
        monkeypatch.setattr(line, "ancestors", ancestors)
        monkeypatch.setattr(
            line,
            "line_facts",
            lambda day, *, units=None, matter: facts(day, units=units and tuple(units), matter=matter),
        )

    return keep


@pytest.mark.parametrize("seed", range(6))
def test_inbox_shows_exactly_the_cases_that_one_may_move(seed: int, still_facts) -> None:
    random = Random(seed)
    city = large_city(60, 24, seed)
    people = list(Person.objects.values_list("pk", flat=True))
    for name in ("probe_office", "probe_cash", "allgemeine_vertretung", "zustaendigkeitsstelle"):
        for person in random.sample(people, 3):
            city.responsible(Person.objects.get(pk=person), name, random.choice([city.root, city.root]))
    city.store()
    scramble(random, people)
    still_facts()
    for employment in Employment.objects.all():
        case = open_for(employment)
        if random.random() < 0.5:
            advance(case, random)
    assert_inbox_equals_movers(people)
    assert_own_tasks_are_those_of_the_inbox(people)
    assert_office_sees_from_its_step_on(people)
    assert_deputies_are_named(people)


def assert_own_tasks_are_those_of_the_inbox(people: list[int]) -> None:
    """The sentence built once gives each person what the inbox gives them, in its order and with its columns."""
    for person in people:
        looked = viewer(person, "applicant")
        expected = queries_own.tasks(looked).annotate(rests=queries.resting(today())).order_by("rests", "due_on", "id")
        found = queries_own.own_tasks(person, today(), 3)
        shown = [{**vars(case), "_state": None} for case in found]
        assert queries_inbox.length_of_inbox(looked) == len(expected)
        assert shown == [{**vars(case), "_state": None} for case in expected[:3]]


def assert_office_sees_from_its_step_on(people: list[int]) -> None:
    """A case is open to a holder of a role exactly if it came to a step where the role acts, or if they acted on it."""
    cases = list(Case.objects.all())
    for role in PROBE.roles():
        acts_at = {m.sources[0] for m in PROBE.moves if m.by == role}
        seen = {p: set(visible(viewer(p, role.key), Case).values_list("pk", flat=True)) for p in people}
        for case in cases:
            events = list(case.events.all())
            come = bool(acts_at & {event.target for event in events})
            may = role.holders(case, today()) if come else frozenset()
            may |= {event.by_id for event in events if event.role == role.key and event.by_id}
            assert set(may) & set(people) == {p for p in people if case.pk in seen[p]}, (role.key, case.step)


def assert_deputies_are_named(people: list[int]) -> None:
    """Who decides by deputyship is told for whom: an absent lead of the line who named them; nobody else is."""
    facts = line.line_facts(today(), matter="probe")
    for case in Case.objects.filter(is_open=True, step="approval"):
        leads = [facts.leads.get(unit, frozenset()) for unit in facts.chain(case.unit_id)]
        for person in LEAD.holders(case, today()):
            principal = LEAD.represented(case, person, today())
            told = queries.principals(viewer(person, "line_manager"), [case])
            assert bool(told) == (principal is not None)
            if principal is None:
                beyond = facts.general_deputies | facts.last_resort  # above the top of the line nobody is represented
                own = person in beyond or any(person in level for level in leads)
                assert own or not any(facts.absent & level for level in leads), (case.pk, person)
            else:
                assert principal in facts.absent & frozenset().union(*leads)
                assert person in facts.deputies[principal]
                assert told == {case.pk: Person.objects.get(pk=principal).display_name}


def advance(case: Case, random: Random) -> None:
    """Move a case along as whoever may, one to four steps, also back."""
    names = random.choice([("approve", "confirm"), ("approve", "confirm", "back"), ("approve", "drop")])
    for name in names[: random.choice([1, 2, 3])]:
        found = PROBE.move(name)
        holders = found.by.holders(case, today())
        able = [person for person in sorted(holders) if queries.hindrance(case, found, person, holders) is None]
        if case.step in found.sources and able:
            with unit_of_work(actor(Person.objects.get(pk=able[0])), purpose="probe") as work:
                move(work, case, name, reason="weil")


@pytest.fixture
def small() -> tuple[City, dict[str, Person]]:
    city = City()
    city.root = city.unit("OB", kind="stadt")
    office = city.unit("51", parent=city.root, kind="fachbereich")
    team = city.unit("51/1", parent=office)
    people = {
        "ob": city.person("Ober", city.root, lead=True),
        "head": city.person("Haupt", office, lead=True),
        "lead": city.person("Leitung", team, lead=True),
        "clerk": city.person("Sachbearbeitung", team),
        "other": city.person("Andere", team),
        "office": city.person("Reisestelle", office),
    }
    city.responsible(people["office"], "probe_office", city.root)
    city.responsible(people["head"], "probe_office", city.root)
    city.responsible(people["office"], "probe_cash", city.root)
    city.responsible(people["head"], "probe_cash", city.root)
    city.store()
    return city, people


def case_of(person: Person) -> Case:
    return open_for(person.employments.get())


def movers(case: Case) -> set[int]:
    return set(LEAD.holders(case, today()))


def test_the_lead_decides_for_the_team(small) -> None:
    _, people = small
    assert movers(case_of(people["clerk"])) == {people["lead"].pk}


def test_the_own_case_of_a_lead_goes_to_the_next_line(small) -> None:
    _, people = small
    assert movers(case_of(people["lead"])) == {people["head"].pk}


def test_the_mayor_s_own_case_goes_to_the_general_deputy(small) -> None:
    city, people = small
    city.responsible(people["head"], "allgemeine_vertretung", city.root)
    city.store()
    assert movers(case_of(people["ob"])) == {people["head"].pk}


def test_an_absent_lead_is_represented_and_without_deputy_the_next_line_decides(small) -> None:
    city, people = small
    city.absent(people["lead"])
    city.store()
    case = case_of(people["clerk"])
    assert movers(case) == {people["head"].pk}
    city.say(Deputyship, {"principal_id": people["lead"].pk, "deputy_id": people["other"].pk, "matter": ""})
    city.store()
    assert movers(case) == {people["other"].pk}
    assert movers(case_of(people["other"])) == {people["head"].pk}, "deputy = applicant: next line"


def test_a_relative_does_not_decide(small) -> None:
    city, people = small
    city.say(Bias, {"person_id": people["lead"].pk, "other_id": people["clerk"].pk})
    city.store()
    assert movers(case_of(people["clerk"])) == {people["head"].pk}
    assert movers(case_of(people["other"])) == {people["lead"].pk}


def test_nobody_approves_their_own_case_and_the_database_refuses_it_too(small) -> None:
    from django.db import IntegrityError, transaction

    from meindo.platform.cases.models import CaseEvent

    _, people = small
    case = case_of(people["lead"])
    with pytest.raises(MoveRefused), unit_of_work(actor(people["lead"]), purpose="probe") as work:
        move(work, case, "approve")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.create(
            case=case,
            at="2026-01-01T00:00Z",
            move="approve",
            target="check",
            role="line_manager",
            office="x",
            revision=9,
            decides=True,
            by=people["lead"],
            subject=people["lead"],
        )


def test_four_eyes_who_confirms_does_not_order(small) -> None:
    _, people = small
    case = case_of(people["clerk"])
    for who, name in (("lead", "approve"), ("office", "confirm")):
        with unit_of_work(actor(people[who]), purpose="probe") as work:
            move(work, case, name)
    assert not queries_inbox.inbox(viewer(people["office"].pk, "probe_cash")).exists()
    with pytest.raises(MoveRefused, match="Vier-Augen"), unit_of_work(actor(people["office"]), purpose="probe") as work:
        move(work, case, "order")
    assert queries_inbox.inbox(viewer(people["head"].pk, "probe_cash")).get() == case


def test_a_deputy_decides_in_the_name_of_the_lead_and_everything_says_so(small) -> None:
    from meindo.platform.audit.models import AuditEvent
    from meindo.platform.cases.timeline import stations

    city, people = small
    city.absent(people["lead"])
    city.say(Deputyship, {"principal_id": people["lead"].pk, "deputy_id": people["other"].pk, "matter": ""})
    city.store()
    case = case_of(people["clerk"])
    seen = viewer(people["other"].pk, "line_manager")
    waiting = queries_inbox.inbox(seen)
    assert queries.principals(seen, waiting) == {case.pk: people["lead"].display_name or "Kim Leitung"}
    with unit_of_work(actor(people["other"]), purpose="probe") as work:
        event = move(work, case, "approve")
    assert event.acting_for_id == people["lead"].pk
    assert AuditEvent.objects.get(kind="case.moved", data__move="approve").acting_for == str(people["lead"].pk)
    assert [station.acting_for for station in stations(case) if station.state == "past"] == ["", "Kim Leitung"]
    with unit_of_work(actor(people["office"]), purpose="probe") as work:
        assert move(work, case, "confirm").acting_for_id is None


def test_who_decides_in_the_own_right_acts_for_nobody(small) -> None:
    city, people = small
    partner = city.person("Tandem", OrgUnit.objects.get(key="51/1"), lead=True)
    city.absent(people["lead"])
    city.say(Deputyship, {"principal_id": people["lead"].pk, "deputy_id": partner.pk, "matter": ""})
    city.store()
    case = case_of(people["clerk"])
    with unit_of_work(actor(partner), purpose="probe") as work:
        assert move(work, case, "approve").acting_for_id is None, "the other lead of a tandem"


def test_an_office_sees_a_case_from_its_step_on_also_when_it_went_back(small) -> None:
    _, people = small

    def sees(who: str, role: str) -> bool:
        return visible(viewer(people[who].pk, role), Case).filter(pk=case.pk).exists()

    case = case_of(people["clerk"])
    seen = []
    for who, name in (("lead", "approve"), ("office", "confirm"), ("head", "back"), ("office", "drop")):
        seen.append((sees("office", "probe_office"), sees("head", "probe_cash"), sees("lead", "line_manager")))
        with unit_of_work(actor(people[who]), purpose="probe") as work:
            move(work, case, name)
    seen.append((sees("office", "probe_office"), sees("head", "probe_cash"), sees("lead", "line_manager")))
    assert seen == [(False, False, True), (True, False, True), *[(True, True, True)] * 3]
    other = case_of(people["other"])
    for who, name in (("lead", "approve"), ("office", "drop")):
        with unit_of_work(actor(people[who]), purpose="probe") as work:
            move(work, other, name)
    case = other
    assert (sees("office", "probe_office"), sees("head", "probe_cash")) == (True, False), "never came to the till"


def test_the_loser_of_a_race_gets_a_plain_sentence(small) -> None:
    _, people = small
    case = case_of(people["clerk"])
    stale = Case.objects.get(pk=case.pk)
    with unit_of_work(actor(people["lead"]), purpose="probe") as work:
        move(work, case, "approve")
    with pytest.raises(StaleCase, match="Inzwischen"), unit_of_work(actor(people["lead"]), purpose="probe") as work:
        move(work, stale, "reject", reason="nein")


def test_a_rejection_without_reason_is_refused(small) -> None:
    _, people = small
    with pytest.raises(MoveRefused, match="begründen"), unit_of_work(actor(people["lead"]), purpose="probe") as work:
        move(work, case_of(people["clerk"]), "reject", reason="  ")


def test_a_foreign_case_does_not_exist(small) -> None:
    _, people = small
    case = case_of(people["clerk"])
    for who, role in (("other", "applicant"), ("ob", "line_manager"), ("other", "line_manager")):
        with pytest.raises(Case.DoesNotExist):
            queries.case_for(viewer(people[who].pk, role), case.uuid)
    assert queries.case_for(viewer(people["clerk"].pk, "applicant"), case.uuid) == case


def test_days_are_not_overwritten(small) -> None:
    assert date(2020, 1, 1) == START
