"""What is due and why not: the declared period, holds, the archive; the dry run changes nothing."""

from datetime import date

import pytest
from tests.platform.retention.story import ASK, FIRST, SETTLE, answered, at, later, paid_trip
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.cli import main
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.law.models import ValueRelease
from meindo.platform.purpose import Purpose, purpose_of
from meindo.platform.registry.catalogue import services
from meindo.platform.retention import commands, queries, rules
from meindo.platform.retention.commands import RetentionRefused
from meindo.platform.retention.models import Hold, Offer

PROCESSES = sorted({process.key for service in services() for process in service.processes})


def kept(months: int, starts: str = "year_end") -> Purpose:
    norm = Norm("X", "")
    return Purpose("x", "x", (norm,), (), (), months, norm, starts=starts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("purpose", "closed", "until"),
    [
        (kept(120), date(2026, 1, 1), date(2037, 1, 1)),
        (kept(120), date(2026, 12, 31), date(2037, 1, 1)),
        (kept(6), date(2026, 5, 5), date(2027, 7, 1)),
        (kept(6, "closing"), date(2026, 8, 31), date(2027, 2, 28)),
        (kept(1, "closing"), date(2026, 1, 15), date(2026, 2, 15)),
    ],
)
def test_the_period_begins_where_it_is_declared(purpose: Purpose, closed: date, until: date) -> None:
    assert rules.kept_until(purpose, closed) == until
    last = queries._last_closing(purpose, until)
    assert last > closed, "due on the day"
    assert rules.kept_until(purpose, last) > until, "and nothing that is not"


@pytest.mark.parametrize("process", PROCESSES)
def test_the_cases_of_every_process_are_kept_for_one_declared_purpose(process: str) -> None:
    named = [purpose.key for service in services() for purpose in service.purposes if process in purpose.processes]
    assert len(named) == 1, named
    found = purpose_of(process)
    assert found is not None
    assert found.retention_months > 0


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


def standing(day: date, purpose: str = SETTLE) -> queries.Standing:
    return next(found for found in queries.standings(day) if found.purpose.key == purpose)


def test_the_dry_run_counts_what_is_open_runs_and_is_due(office) -> None:
    case = paid_trip(office)
    factory.make(office, "beamter")
    now = standing(today())
    assert (now.open, now.running, now.due, now.kept) == (1, 1, 0, {})
    assert now.next_due == date(today().year + 11, 1, 1)
    with at(later(10)):
        then = standing(today())
        assert (then.open, then.running, then.due) == (1, 0, 1)
        assert then.kept == {queries.NOT_OFFERED: 1}
        answered(office)
        assert standing(today()).free == {case.pk}


def test_an_open_case_is_never_due(office) -> None:
    case = factory.make(office)
    assert queries.hindrances({case.pk}, date(2099, 1, 1)) == {case.pk: queries.OPEN}


def test_a_hold_on_a_person_or_a_case_keeps_until_its_day_or_its_end(office) -> None:
    case = paid_trip(office)
    with at(later(10)):
        answered(office)
        holds = {"person": office.people["mitarbeiterin"]}, {"case": case}
        for what in holds:
            hold = commands.set_hold(reason="Klage", until=later(12), by=office.actor(FIRST), **what)
            assert queries.hindrances({case.pk}, today()) == {case.pk: queries.HELD}
            assert queries.hindrances({case.pk}, later(12)) == {case.pk: queries.HELD}
            assert queries.hindrances({case.pk}, later(13)) == {}
            commands.end_hold(hold, by=office.actor("anordnung"))
            assert queries.hindrances({case.pk}, today()) == {}
        with pytest.raises(RetentionRefused):
            commands.set_hold(reason="x", until=date(2020, 1, 1), by=office.actor(FIRST), case=case)
    assert Hold.objects.filter(ended_at__isnull=False).count() == 2


def test_nothing_goes_before_the_archive_answered_or_its_time_is_over(office) -> None:
    case = paid_trip(office)
    with at(later(10)):
        offered = commands.offer(purpose=SETTLE, by=office.actor(FIRST))
        assert queries.offered_rows(offered)[0]["number"] == case.number
        assert "Yılmaz" not in str(queries.offered_rows(offered))
        assert queries.hindrances({case.pk}, today()) == {case.pk: queries.NOT_ANSWERED}
        assert queries.hindrances({case.pk}, date(today().year, 7, 2)) == {case.pk: queries.NOT_ANSWERED}
        assert queries.hindrances({case.pk}, date(today().year, 7, 3)) == {}
        ValueRelease.objects.update(ended_at="2020-01-01T00:00Z")
        assert queries.hindrances({case.pk}, later(20)) == {case.pk: queries.NOT_ANSWERED}, "the value is not released"
        commands.note_answer(offered, commands.TAKEN, by=office.actor(FIRST))
        assert queries.hindrances({case.pk}, today()) == {}
        for answer in (commands.NOT_WANTED, "maybe"):
            with pytest.raises(RetentionRefused):
                commands.note_answer(offered, answer, by=office.actor(FIRST))
        with pytest.raises(RetentionRefused):
            commands.offer(purpose=SETTLE, by=office.actor(FIRST))
    assert Offer.objects.get().count == 1


def test_what_waits_for_something_else_is_not_offered(office) -> None:
    case = paid_trip(office)
    with at(later(10)):
        commands.set_hold(reason="x", until=later(12), case=case, by=office.actor(FIRST))
        with pytest.raises(RetentionRefused):
            commands.offer(purpose=SETTLE, by=office.actor(FIRST))


def test_the_command_prints_every_purpose_and_changes_nothing(office, capsys) -> None:
    paid_trip(office)
    before = Case.objects.count()
    assert main(["report", "retention", "--day", later(10).isoformat()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "purpose;months;norm;starts;open;running;due;free;next_due;kept"
    row = next(line for line in lines if line.startswith(f"{SETTLE};"))
    assert row == f"{SETTLE};120;KomHVO NRW § 59;year_end;0;0;1;0;;not_offered=1"
    assert any(line.startswith(f"{ASK};36;") for line in lines)
    assert Case.objects.count() == before
