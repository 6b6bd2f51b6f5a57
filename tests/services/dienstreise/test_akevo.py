"""The table that the city enters for trips abroad: read and checked, stored, released as a whole, found again later."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.cli import main
from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.law import values
from meindo.platform.law.commands import confirm_release, propose_release
from meindo.platform.law.models import LocalTable, ValueRelease
from meindo.platform.law.queries import current_tables
from meindo.services.dienstreise import queries, settling
from meindo.services.dienstreise.akevo import AkevoReport, import_akevo
from meindo.services.dienstreise.journeys import Journeys

HEADER = "land;ort;gueltig_ab;gueltig_bis;voller_tag;an_abreisetag;uebernachtung"
GOOD = ("LU;;2022-01-01;;55;44;150", "BE;;01.01.2022;31.12.2025;48,00;39;130", "BE;;2026-01-01;;50;40;140")

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "akevo.csv"


def take_in(file: Path, *lines: str, encoding: str = "utf-8", **options: bool) -> AkevoReport:
    file.write_text("\n".join([HEADER, *lines]), encoding=encoding)
    return import_akevo(file, **options)


def rates() -> dict[str, dict[str, str]]:
    found = current_tables().get("akevo_rates")
    return {value.id: dict(value.mapping) for row in (found.values if found else {}).values() for value in row}


def release(office: Office) -> None:
    value = current_tables()["akevo_rates"].needing_release()
    assert len(value) == 1
    confirm_release(
        release=propose_release(value=value[0], reason="Anlage gelesen", by=office.actor("reisestelle")),
        by=office.actor("anordnung"),
    )


def trip_abroad(office: Office, country: str = "BE") -> Case:
    """A claim for a day abroad."""
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    factory.file_claim(office, case, stops=[{"day": str(case.starts_on), "country": country}])
    case.refresh_from_db()
    return case


def test_good_rows_are_stored_with_their_days(file) -> None:
    report = take_in(file, *GOOD)
    assert (report.rows, report.problems, report.written) == (3, (), True)
    assert rates() == {
        "akevo_rates.LU@2022-01-01": {"full": "55", "partial": "44", "night": "150"},
        "akevo_rates.BE@2022-01-01": {"full": "48.00", "partial": "39", "night": "130"},
        "akevo_rates.BE@2026-01-01": {"full": "50", "partial": "40", "night": "140"},
    }
    value = current_tables()["akevo_rates"].values["akevo_rates.BE"][0]
    assert value.period.end == date(2026, 1, 1)
    assert value.ref.needs_release
    assert str(value.norm) == "AKEVO NRW § 3"
    assert AuditEvent.objects.get().kind == "law.table_entered"


def test_the_same_again_changes_nothing_and_another_one_replaces_it(file) -> None:
    first = take_in(file, *GOOD)
    again = take_in(file, *reversed(GOOD))
    assert (again.table_hash, again.written) == (first.table_hash, False)
    other = take_in(file, GOOD[0])
    assert other.written
    assert other.table_hash != first.table_hash
    assert list(rates()) == ["akevo_rates.LU@2022-01-01"]
    assert LocalTable.objects.filter(superseded_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("XX;;2022-01-01;;50;40;140", "„XX“ ist kein bekanntes Land"),
        ("Belgien;;2022-01-01;;50;40;140", "„BELGIEN“ ist kein bekanntes Land"),
        ("FR;rom;2022-01-01;;50;40;140", "„rom“ ist kein bekannter Ort in FR"),
        ("FR;;2022-02-30;;50;40;140", "den Tag „2022-02-30“ gibt es nicht"),
        ("FR;;;;50;40;140", "kein Datum"),
        ("FR;;2022-01-01;2021-12-31;50;40;140", "gueltig_bis liegt vor gueltig_ab"),
        ("FR;;2022-01-01;;fünfzig;40;140", "voller_tag: „fünfzig“ ist kein Betrag"),
        ("FR;;2022-01-01;;-5;40;140", "voller_tag: „-5“ ist kein Betrag"),
        ("FR;;2022-01-01;;50;60;140", "an_abreisetag ist höher als voller_tag"),
        ("FR;;2022-01-01;;50;40;2000,01", "uebernachtung: 2000,01 ist höher als 2000 Euro"),
        ("FR;;2022-01-01;;50;40", "6 Spalten statt 7"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_kept(file, line: str, reason: str) -> None:
    report = take_in(file, GOOD[0], line)
    assert [(problem.line, reason in problem.reason) for problem in report.problems] == [(3, True)]
    assert list(rates()) == ["akevo_rates.LU@2022-01-01"]


@pytest.mark.parametrize(
    ("lines", "bad"),
    [
        ((GOOD[0], GOOD[2], GOOD[2]), "BE steht doppelt"),
        ((GOOD[0], GOOD[2], "BE;;2026-06-01;;51;41;141"), "BE überschneidet sich"),
        ((GOOD[0], "BE;;2022-01-01;;50;40;1", "BE;;2023-01-01;2023-02-01;51;41;1"), "BE überschneidet sich"),
    ],
)
def test_rows_for_the_same_days_are_both_left_out(file, lines: tuple[str, ...], bad: str) -> None:
    report = take_in(file, *lines)
    assert [bad in problem.reason for problem in report.problems] == [True]
    assert list(rates()) == ["akevo_rates.LU@2022-01-01"]


def test_a_long_row_also_meets_one_that_comes_after_a_short_one(file) -> None:
    lines = ("BE;;2022-01-01;;50;40;1", "BE;;2023-01-01;2023-02-01;51;41;1", "BE;;2024-01-01;2024-02-01;52;42;1")
    assert len(take_in(file, GOOD[0], *lines).problems) == 2
    assert list(rates()) == ["akevo_rates.LU@2022-01-01"]


def test_nothing_is_written_on_request(file) -> None:
    assert not take_in(file, *GOOD, dry_run=True).written
    assert not take_in(file, *GOOD, "XX;;2022-01-01;;50;40;140", all_or_nothing=True).written
    assert not take_in(file).written
    assert not LocalTable.objects.exists()


def test_windows_1252_is_read(file) -> None:
    report = take_in(file, *GOOD, "FR;;2022-01-01;;fünf;40;140", encoding="cp1252")
    assert "„fünf“" in report.problems[0].reason


def test_a_wrong_header_leaves_the_file_alone(file) -> None:
    file.write_text("land;voller_tag\nBE;50\n", encoding="utf-8")
    report = import_akevo(file)
    assert "es fehlt ort" in report.problems[0].reason
    assert not LocalTable.objects.exists()


def test_the_command_says_what_it_did(file, capsys) -> None:
    take_in(file, *GOOD, dry_run=True)
    assert main(["import", "akevo", str(file)]) == 0
    assert "3 Zeilen gelesen, 0 fehlerhaft" in (said := capsys.readouterr().out)
    assert "sobald zwei Personen sie freigegeben haben" in said
    assert main(["import", "akevo", str(file)]) == 0
    assert "Nichts Neues." in capsys.readouterr().out
    assert main(["import", "akevo", str(file.with_name("other.csv"))]) == 2


def test_one_release_by_two_people_covers_the_whole_table_and_no_other(office, file) -> None:
    take_in(file, *GOOD)
    release(office)
    assert {value.value_hash for value in current_tables()["akevo_rates"].needing_release()} <= values.released_hashes()
    take_in(file, *GOOD[:2], "BE;;2026-01-01;;50;40;141")
    changed = current_tables()["akevo_rates"].needing_release()
    assert not {value.value_hash for value in changed} & values.released_hashes()


def test_a_claim_is_refused_without_a_table_a_trial_with_it_and_payable_after_the_release(office, file) -> None:
    refused = queries.current_claim(trip_abroad(office)).result()
    assert [refusal.name for refusal in refused.refusals] == ["no_value:akevo_rates"]
    take_in(file, *GOOD)
    trial = queries.current_claim(trip_abroad(office)).result()
    assert (trial.trial, trial.refusals) == (True, ())
    release(office)
    assert queries.current_claim(trip_abroad(office)).result().is_payable


def test_a_claim_is_computed_again_with_the_table_of_its_time(office, file) -> None:
    take_in(file, *GOOD)
    early = queries.current_claim(trip_abroad(office))
    release(office)
    claim = queries.current_claim(trip_abroad(office))
    take_in(file, GOOD[0], "BE;;2022-01-01;;90;80;140")
    other = queries.current_claim(trip_abroad(office))
    for stored in (early, claim, other):
        assert settling.recomputed(stored).as_data() == stored.finding
    assert other.computed_eur > claim.computed_eur
    assert early.result().trial
    assert not claim.result().trial


def test_the_page_shows_the_table_as_one_value_with_all_rows(office, file) -> None:
    take_in(file, *GOOD)
    office.city.responsible(office.people["reisestelle"], "law_release", office.units["root"])
    office.city.store()
    page = browser_of("reisestelle", "law_release").get("/werte/").content.decode()
    assert page.count("Tabelle: Tage- und Übernachtungsgeld im Ausland<br>") == 1
    assert page.count("3 Zeilen, Prüfsumme ") == 1
    assert "BE 01.01.2022–31.12.2025: voller Tag 48,00; An- oder Abreisetag 39; Nacht 130" in page
    assert ValueRelease.objects.filter(value_id__startswith="akevo_rates").count() == 0


def test_a_claim_without_a_day_abroad_reads_no_table(office, file, django_assert_num_queries) -> None:
    take_in(file, *GOOD)
    journey = factory.journey_of(today() - timedelta(days=1))
    with django_assert_num_queries(1):
        settling.preview(Journeys.of(journey))
