"""Pay lines: four eyes in the database, one file with the same bytes for ever, answers, reversals."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, now, today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll import commands, files, profile, queries
from meindo.platform.payroll.calendar import next_month, pay_month
from meindo.platform.payroll.models import PayLine, PayRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


@pytest.fixture
def case(office) -> Case:
    return factory.make(office)


def line(
    case: Case,
    office: Office,
    wage_type: str = "6100",
    month: date | None = None,
    cost_centre: str = "",
    **changes: str | None,
) -> PayLine:
    """A line written past all commands."""
    people = {"confirmed_by": "reisestelle", "ordered_by": "anordnung", "entered_by": None, **changes}
    named = {name: office.people[who] if who else None for name, who in people.items()}
    return PayLine.objects.create(
        key=f"{case.number}:{PayLine.objects.count()}",
        employment_id=case.employment_id,
        person_id=case.person_id,
        case=case,
        wage_type=wage_type,
        text="x",
        amount_eur=Decimal("1.00"),
        month=month or today().replace(day=1),
        cost_centre=cost_centre,
        created_at=now(),
        **named,
    )


@pytest.mark.parametrize(
    "people",
    [
        {"ordered_by": "reisestelle"},
        {"confirmed_by": "mitarbeiterin"},
        {"ordered_by": "mitarbeiterin"},
        {"entered_by": "reisestelle"},
        {"entered_by": "anordnung"},
    ],
    ids=[
        "one person alone",
        "paid person confirms",
        "paid person orders",
        "who entered confirms",
        "who entered orders",
    ],
)
def test_the_database_refuses_a_line_that_misses_the_four_eyes(case, office, people) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        line(case, office, **people)
    assert line(case, office, entered_by="beamter").pk


def test_a_line_is_never_edited_nor_deleted(case, office) -> None:
    rows = PayLine.objects.filter(pk=line(case, office).pk)
    for change in ({"amount_eur": 9}, {"ordered_by": office.people["ob"]}, {"text": "y"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_each_line_leaves_in_exactly_one_run(case, office) -> None:
    first = [line(case, office), line(case, office)]
    run = commands.export_lines(factory.PAYROLL)
    assert (run.number, run.line_count, run.total_eur) == (1, 2, Decimal("2.00"))
    assert commands.export_lines(factory.PAYROLL) is None
    late = line(case, office)
    second = commands.export_lines(factory.PAYROLL)
    assert list(second.lines.all()) == [late]
    assert list(run.lines.order_by("id")) == first


def test_a_run_gives_the_same_bytes_whenever_it_is_derived_and_its_file_is_written_again(
    case, office, settings, tmp_path
) -> None:
    settings.DATA = tmp_path
    line(case, office)
    run = commands.export_lines(factory.PAYROLL)
    drain()
    path = tmp_path / "payroll" / "zahlungen-000001.csv"
    content = path.read_bytes()
    commands.import_receipt(f"key;status\n{case.number}:0;accepted", factory.PAYROLL)
    assert files.content_of(PayRun.objects.get()) == content
    assert profile.checksum(content) == run.sha256
    manifest = json.loads((tmp_path / "payroll" / f"{path.name}.manifest.json").read_text())
    assert (manifest["sha256"], manifest["lines"], manifest["total_eur"]) == (run.sha256, 1, "1.00")
    path.unlink()
    files.write_run("again", {"run": run.pk})
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*.part"))


def test_a_run_that_no_longer_gives_its_bytes_is_not_handed_out(case, office) -> None:
    line(case, office)
    run = commands.export_lines(factory.PAYROLL)
    run.sha256 = "0" * 64
    with pytest.raises(ValueError, match="does not give the bytes"):
        files.content_of(run)


def test_a_receipt_counts_its_good_rows_and_names_the_bad_ones(case, office) -> None:
    keys = [line(case, office).key for _ in range(3)]
    commands.export_lines(factory.PAYROLL)
    waiting = line(case, office).key
    text = "\ufeffkey;status;text\n" + "\n".join(
        [
            f"{keys[0]};accepted;",
            f"{keys[1]};REJECTED; Konto fehlt ",
            f"{keys[2]};maybe;",
            ";accepted;",
            "unknown;accepted;",
            f"{waiting};accepted;",
        ]
    )
    report = commands.import_receipt(text, factory.PAYROLL)
    assert (report.accepted, report.rejected) == (1, 1)
    assert [problem.split(":")[0] for problem in report.problems] == ["Zeile 4", "Zeile 5", "Zeile 6", "Zeile 7"]
    assert PayLine.objects.get(key=keys[1]).answer == "Konto fehlt"
    assert list(queries.not_accepted().values_list("key", flat=True)) == [keys[2]]


def test_a_receipt_taken_in_twice_changes_nothing_the_second_time(case, office) -> None:
    key = line(case, office).key
    commands.export_lines(factory.PAYROLL)
    commands.import_receipt(f"key;status\n{key};accepted", factory.PAYROLL)
    report = commands.import_receipt(f"key;status\n{key};rejected", factory.PAYROLL)
    assert (report.accepted, report.rejected) == (0, 0)
    assert PayLine.objects.get().accepted is True


@pytest.mark.parametrize("text", ["", "a;b\n1;2", "key,status\nx,accepted", "\x00"])
def test_a_file_that_is_no_receipt_gets_one_sentence(text: str, db) -> None:
    report = commands.import_receipt(text, factory.PAYROLL)
    assert report.problems == ("Die Datei braucht die Spalten key und status.",)


def test_a_line_is_reversed_by_a_new_line_and_only_once(case, office) -> None:
    ordered = line(case, office)
    with unit_of_work(office.actor("anordnung"), purpose="test") as work:
        reversal = commands.reverse_line(work, ordered, confirmed_by=office.people["reisestelle"].pk)
    assert (reversal.amount_eur, reversal.reverses) == (Decimal("-1.00"), ordered)
    ordered.refresh_from_db()
    assert ordered.amount_eur == Decimal("1.00")
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        unit_of_work(office.actor("anordnung"), purpose="t") as work,
    ):
        commands.reverse_line(work, ordered, confirmed_by=office.people["reisestelle"].pk)


def test_a_line_is_ordered_once_per_round_and_wage_type(case, office) -> None:
    amounts = [commands.Amount("6100", "x", Decimal(5)), commands.Amount("6110", "y", Decimal(0))]

    def order(round_: int) -> int:
        with transaction.atomic(), unit_of_work(office.actor("anordnung"), purpose="test") as work:
            who = office.people["reisestelle"].pk
            return len(commands.order_lines(work, case, amounts, confirmed_by=who, round_=round_))

    assert order(1) == 1, "nothing is ordered for zero euro"
    with pytest.raises(IntegrityError):
        order(1)
    assert order(2) == 1


@pytest.mark.parametrize(
    ("tail", "unreadable"),
    [
        ('\n"never closed;accepted\nx;accepted', True),
        ("\n" + "x" * 200_000 + ";accepted", True),
        ("\nx\x00y;accepted", False),
    ],
    ids=["open quote", "endless field", "NUL"],
)
def test_a_receipt_that_breaks_off_counts_what_came_before_and_says_where(
    case, office, tail: str, unreadable: bool
) -> None:
    key = line(case, office).key
    commands.export_lines(factory.PAYROLL)
    report = commands.import_receipt(f"key;status\n{key};accepted{tail}", factory.PAYROLL)
    assert report.accepted == 1
    assert len(report.problems) == 1
    assert ("Ab Zeile 3 ist die Datei nicht lesbar" in report.problems[0]) is unreadable


def test_a_receipt_whose_first_line_is_endless_gets_one_sentence(db) -> None:
    report = commands.import_receipt("x" * 200_000, factory.PAYROLL)
    assert report.problems == ("Die Datei braucht die Spalten key und status.",)


def test_a_line_leaves_with_the_run_of_its_month_and_not_before(case, office) -> None:
    now_due, later = line(case, office), line(case, office, month=next_month(pay_month(today())))
    assert (queries.waiting_count(), queries.later_count()) == (1, 1)
    first = commands.export_lines(factory.PAYROLL)
    assert list(first.lines.all()) == [now_due]
    assert commands.export_lines(factory.PAYROLL) is None
    with at(later.month):
        second = commands.export_lines(factory.PAYROLL)
    assert list(second.lines.all()) == [later]


def test_what_was_ordered_today_never_waits_for_a_later_run(case, office) -> None:
    for day in (date(2026, 11, 10), date(2026, 11, 11), date(2026, 12, 31)):
        with at(day):
            line(case, office, month=pay_month(day))
            assert commands.export_lines(factory.PAYROLL) is not None, day


def test_a_line_that_has_not_left_can_be_withdrawn_and_one_that_has_cannot(case, office) -> None:
    left = line(case, office)
    commands.export_lines(factory.PAYROLL)
    waiting = line(case, office)
    with unit_of_work(office.actor("anordnung"), purpose="test") as work:
        assert commands.withdraw_lines(work, PayLine.objects.filter(case=case), "neu entschieden") == 1
    assert commands.export_lines(factory.PAYROLL) is None
    left.refresh_from_db()
    waiting.refresh_from_db()
    assert (left.answered_at, waiting.accepted, waiting.answer) == (None, False, "neu entschieden")
    assert list(queries.not_accepted()) == [left]


def test_a_run_of_before_keeps_the_columns_with_which_it_left(case, office) -> None:
    row = line(case, office, cost_centre="4711")
    row.seq = 1
    old = profile.neutral_csv(1, [row], layout=1)
    assert b"cost_centre" not in old
    run = PayRun.objects.create(
        number=1,
        month=row.month,
        created_at=now(),
        line_count=1,
        total_eur=row.amount_eur,
        sha256=profile.checksum(old),
        layout=1,
    )
    PayLine.objects.filter(pk=row.pk).update(run=run, seq=1)
    assert files.content_of(run) == old
    assert b"KOSTL" not in files.content_of(run, profile.PROFILES["sap-it0015"])


def test_every_form_names_the_cost_centre_last(case, office) -> None:
    line(case, office, cost_centre="4711")
    run = commands.export_lines(factory.PAYROLL)
    header, row = files.content_of(run).decode().splitlines()
    assert (header.split(";")[-1], row.split(";")[-1]) == ("cost_centre", "4711")
    assert json.loads(files.content_of(run, profile.PROFILES["json"]))["lines"][0]["cost_centre"] == "4711"
    for key in ("sap-it0015", "sap-it2010"):
        header, row = files.content_of(run, profile.PROFILES[key]).decode().splitlines()
        assert (header.split(";")[-1], row.split(";")[-1]) == ("KOSTL", "4711")
