"""The people import: encodings, bad rows, dry run, idempotence, future facts, resuming, cases that follow."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from meindo.cli import main
from meindo.platform.audit.chain import verify
from meindo.platform.clock import at, today
from meindo.platform.outbox.worker import drain
from meindo.platform.people.facts import Fact
from meindo.platform.people.importing import apply as writing
from meindo.platform.people.importing.files import decode
from meindo.platform.people.importing.report import text_of
from meindo.platform.people.importing.run import import_folder
from meindo.platform.people.models import (
    Employment,
    Holding,
    OrgUnit,
    Person,
    PersonName,
    Placement,
    ProjectedDay,
    Terms,
)

pytestmark = pytest.mark.django_db

FILES = {
    "units": """key;code;name;kind;parent;matrix_parent;valid_from;valid_until
OB;OB;Stadt;stadt;;;2015-01-01;
51;51;Jugendamt;fachbereich;OB;;2015-01-01;
51/1;51/1;Kita-Fachberatung;team;51;;01.01.2015;
61;61;Stadtplanung;fachbereich;OB;;2015-01-01;
VWB;VWB;Verkehrswendebüro;matrix;;61;2015-01-01;
""",
    "posts": """key;unit;title;is_lead;valid_from;valid_until
P1;51/1;Sachbearbeitung;nein;2015-01-01;
P2;51;Leitung;ja;2015-01-01;
P3;61;Planung;nein;2015-01-01;
""",
    "persons": """key;given_name;family_name;email
A;Emma;Yılmaz;emma@example.org
B;Karla;Größe;
""",
    "employments": """personnel_no;person;status_group;grade;share;valid_from;valid_until
100;A;tarif;E 9c;0,5;2020-01-01;
200;B;beamte;A 14;1;2020-01-01;
""",
    "holdings": """personnel_no;post;kind;share;valid_from;valid_until
100;P1;;;2020-01-01;
200;P2;;;2020-01-01;
""",
    "affiliations": """personnel_no;unit;role;valid_from;valid_until
100;VWB;mitglied;2024-01-01;
""",
    "responsibilities": """person;role;unit;valid_from;valid_until
B;travel_office;OB;2020-01-01;
""",
    "absences": """person;valid_from;valid_until
B;2020-02-01;2020-03-01
""",
    "deputies": """principal;deputy;matter;permanent;valid_from;valid_until
B;A;;ja;2020-01-01;
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def put(folder: Path, name: str, *rows: str, instead_of: str = "") -> None:
    """Add rows to a file, or put them in the place of the row that begins with `instead_of`."""
    lines = FILES[name].splitlines()
    kept = [line for line in lines if not instead_of or not line.startswith(instead_of)]
    (folder / f"{name}.csv").write_text("\n".join([*kept, *rows]) + "\n", encoding="utf-8")


def rows_of_facts() -> int:
    return sum(model.objects.count() for model in Fact.__subclasses__())


def test_a_folder_comes_in_whole_and_the_log_is_chained(folder: Path) -> None:
    report = import_folder(folder)
    assert report.problems == []
    place = Placement.objects.select_related("person", "unit").get(employment__personnel_no="100")
    assert (place.person.display_name, place.unit.name) == ("Emma Yılmaz", "Kita-Fachberatung")
    assert Terms.objects.as_of(today()).get(employment__personnel_no="100").share.normalize().to_eng_string() == "0.5"
    assert ProjectedDay.objects.get().is_behind is False
    chain = verify()
    assert chain.checked > 5
    assert (chain.waiting, chain.broken_at) == (0, None)


def test_the_same_again_writes_nothing(folder: Path) -> None:
    import_folder(folder)
    before = rows_of_facts(), verify().checked
    assert import_folder(folder).is_unchanged
    assert (rows_of_facts(), verify().checked) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_arrive_in_every_encoding(folder: Path, encoding: str) -> None:
    text = FILES["persons"].replace("Yılmaz", "Müller").replace("\n", "\r\n")
    (folder / "persons.csv").write_bytes(text.encode(encoding))
    assert import_folder(folder).problems == []
    assert set(Person.objects.values_list("display_name", flat=True)) == {"Emma Müller", "Karla Größe"}


def test_one_broken_line_does_not_change_the_encoding_of_a_file() -> None:
    text, broken = decode("Müller\nGröße\n".encode() + b"Kr\xfcger\n")
    assert text.startswith("Müller\nGröße")
    assert broken == {3}
    assert decode(b"M\xfcller\nSch\x81tz\n") == ("Müller\nSch\ufffdtz\n", {2})


BAD = [
    ("holdings", "100;P9;;;2020-01-01;", "Stelle „P9“ ist unbekannt"),
    ("holdings", "999;P1;;;2020-01-01;", "Personalnummer „999“ ist unbekannt"),
    ("absences", "A;2026-06-31;", "den Tag „2026-06-31“ gibt es nicht"),
    ("absences", "A;31.06.2026;", "den Tag „31.06.2026“ gibt es nicht"),
    ("absences", "A;2026-06-20;2026-06-10", "das Ende liegt nicht nach dem Anfang"),
    ("absences", "A;bald;", "ist kein Datum"),
    ("absences", "B;2020-02-20;2020-04-01", "gilt schon an denselben Tagen in Zeile 2"),
    ("persons", "A;Emma;Doppelt;", "„A“ steht schon in Zeile 2"),
    ("persons", "C;;;", "family_name: ist leer"),
    ("persons", "C;Kim;Name;keine Adresse", "ist keine Mailadresse"),
    ("persons", f"C;Kim;{'N' * 81};", "länger als 80 Zeichen"),
    ("employments", "300;A;minister;;1;2020-01-01;", "„minister“ ist kein bekannter Wert"),
    ("employments", "300;A;tarif;;1,5;2020-01-01;", "kein Anteil zwischen 0 und 1"),
    ("employments", "100;B;tarif;;1;2010-01-01;2011-01-01", "gehört schon zu „A“"),
    ("employments", "300;A;tarif;E 5", "4 Spalten statt 7"),
    ("employments", "300;A;extern;;1;2020-01-01;", "bei externen Personen darf das Ende nicht fehlen"),
    ("posts", "P4;77;Stelle;nein;2015-01-01;", "Organisationseinheit „77“ ist unbekannt"),
    ("posts", "P4;51;Stelle;vielleicht;2015-01-01;", "weder ja noch nein"),
    ("units", "9;9;Kreis;team;9;;2015-01-01;", "kann sich nicht selbst übergeordnet sein"),
    ("deputies", "A;A;;nein;2020-01-01;", "niemand vertritt sich selbst"),
]


@pytest.mark.parametrize(("file", "row", "reason"), BAD)
def test_a_bad_row_is_named_and_the_good_ones_come_in(folder: Path, file: str, row: str, reason: str) -> None:
    put(folder, file, row)
    (problem,) = import_folder(folder).problems
    assert problem.file == f"{file}.csv"
    assert problem.line == len(FILES[file].splitlines()) + 1
    assert reason in problem.reason
    assert Placement.objects.count() == 2


CIRCLE = ("A1;A1;Kreis;team;{};;2015-01-01;", "B1;B1;Kreis;team;A1;;{};{}")


@pytest.mark.parametrize(
    ("over", "since", "until", "bad"),
    [("B1", "2015-01-01", "", [7, 8]), ("B1", "2030-01-01", "", [7, 8]), ("51", "2015-01-01", "", [])],
)
def test_units_in_a_circle_are_both_named_and_the_good_ones_come_in(folder: Path, over, since, until, bad) -> None:
    put(folder, "units", CIRCLE[0].format(over), CIRCLE[1].format(since, until))
    problems = import_folder(folder).problems
    assert [problem.line for problem in problems] == bad
    assert [problem.reason for problem in problems] == [
        f"parent: Die Einheiten bilden einen Kreis: {way}." for way in ("A1 unter B1 unter A1",) * len(bad)
    ]
    assert OrgUnit.objects.filter(key__in=("A1", "B1")).count() == (0 if bad else 2)
    assert Placement.objects.count() == 2


def test_a_circle_that_only_the_stored_units_close_is_named_on_its_days(folder: Path) -> None:
    import_folder(folder)
    stored = "\n".join((FILES["units"].splitlines()[0], "{}"))
    for row, bad in (
        ("51;51;Jugendamt;fachbereich;51/1;;2015-01-01;", [2]),
        ("51;51;Jugendamt;fachbereich;51/1;;2010-01-01;2014-12-31", []),
    ):
        (folder / "units.csv").write_text(stored.format(row), encoding="utf-8")
        assert [problem.line for problem in import_folder(folder, dry_run=True).problems] == bad
    matrix = "61;61;Stadtplanung;fachbereich;OB;VWB;2015-01-01;"
    (folder / "units.csv").write_text(stored.format(matrix), encoding="utf-8")
    (problem,) = import_folder(folder, dry_run=True).problems
    assert problem.reason == "matrix_parent: Die Einheiten bilden einen Kreis: 61 unter VWB unter 61."


def test_a_bad_header_or_unknown_file_leaves_the_rest_alone(folder: Path) -> None:
    (folder / "absences.csv").write_text("person;from\nA;2020-01-01\n", encoding="utf-8")
    (folder / "salaries.csv").write_text("x\n", encoding="utf-8")
    (folder / "persons.csv").write_bytes(FILES["persons"].encode() + b"C;\xff;Nam\xe9;\n")
    problems = {problem.file: problem for problem in import_folder(folder).problems}
    assert "Kopfzeile" in problems["absences.csv"].reason
    assert "unbekannt" in problems["salaries.csv"].reason
    assert problems["persons.csv"].line == 4
    assert Placement.objects.count() == 2


def test_a_header_without_end_leaves_the_file_alone(folder: Path) -> None:
    (folder / "absences.csv").write_text("h" * 200_000, encoding="utf-8")
    (problem,) = import_folder(folder).problems
    assert (problem.file, problem.line) == ("absences.csv", 1)
    assert "Kopfzeile" in problem.reason


def test_all_or_nothing_writes_nothing_when_a_row_is_bad(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "absences", "A;2026-06-31;")
    assert main(["import", "people", str(folder), "--all-or-nothing"]) == 1
    assert "absences.csv, Zeile 3: valid_from: den Tag „2026-06-31“ gibt es nicht." in capsys.readouterr().out
    assert not Person.objects.exists()
    assert main(["import", "people", str(folder)]) == 1
    assert Person.objects.count() == 2
    assert main(["import", "people", str(folder / "nowhere")]) == 2


def test_a_dry_run_writes_nothing_and_shows_what_would_change(folder: Path) -> None:
    import_folder(folder)
    before = rows_of_facts()
    put(folder, "employments", "100;A;tarif;E 10;0,5;2020-01-01;", instead_of="100")
    put(folder, "persons", "A;Emma;Sommer;", *(f"N{n};Kim;Neu{n};" for n in range(30)), instead_of="A;")
    report = import_folder(folder, dry_run=True)
    text = "\n".join(text_of(report, dry_run=True))
    assert "employments.csv: 2 Zeilen gelesen, 1 würde sich ändern" in text
    assert "~ 100: ab 01.01.2020, grade E 9c -> E 10" in text
    assert "~ A: Name „Emma Sommer“, keine Mail mehr" in text
    assert "… und 11 weitere" in text
    assert rows_of_facts() == before
    assert Person.objects.count() == 2


def test_a_new_name_holds_from_today_and_the_old_one_before(folder: Path) -> None:
    with at(date(2026, 3, 1)):
        import_folder(folder)
    put(folder, "persons", "A;Emma;Sommer;", instead_of="A;")
    with at(date(2026, 5, 1)):
        import_folder(folder)
    names = PersonName.objects.filter(person__key="A")
    assert names.as_of(date(2026, 4, 30)).get().cell.family_name == "Yılmaz"
    assert names.as_of(date(2026, 5, 1)).get().cell.family_name == "Sommer"


def transfer(folder: Path, day: str) -> None:
    put(folder, "holdings", f"100;P1;;;2020-01-01;{day}", f"100;P3;;;{day};", instead_of="100")


def test_a_future_row_takes_effect_on_its_day_and_can_be_postponed(folder: Path) -> None:
    with at(date(2026, 3, 1)):
        import_folder(folder)
        transfer(folder, "2026-05-01")
        import_folder(folder)
        assert Placement.objects.get(employment__personnel_no="100").unit.key == "51/1"
        transfer(folder, "2026-06-01")
        import_folder(folder)
    for day, unit in ((date(2026, 5, 31), "51/1"), (date(2026, 6, 1), "61")):
        with at(day):
            import_folder(folder)
            assert Placement.objects.get(employment__personnel_no="100").unit.key == unit
            assert Holding.objects.as_of(day).filter(employment__personnel_no="100").count() == 1


def test_days_before_the_first_row_and_unnamed_keys_stay_as_they_are(folder: Path) -> None:
    import_folder(folder)
    head = FILES["employments"].splitlines()[0]
    (folder / "employments.csv").write_text(f"{head}\n100;A;tarif;E 11;1;2024-01-01;2025-01-01\n", encoding="utf-8")
    import_folder(folder)
    terms = Terms.objects.filter(employment__personnel_no="100")
    assert terms.as_of(date(2023, 12, 31)).get().grade == "E 9c"
    assert terms.as_of(date(2024, 6, 1)).get().grade == "E 11"
    assert not terms.as_of(date(2025, 1, 1)).exists()
    assert Terms.objects.as_of(today()).filter(employment__personnel_no="200").exists()


def test_nothing_is_ended_for_a_key_with_a_bad_row(folder: Path) -> None:
    import_folder(folder)
    put(folder, "holdings", "100;P1;;;2020-01-01;2024-01-01", "100;P9;;;2024-01-01;", instead_of="100")
    assert len(import_folder(folder).problems) == 1
    assert Placement.objects.filter(employment__personnel_no="100").exists()


def test_a_killed_import_is_simply_run_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = writing.state

    def dying(model: type[Fact], said: object, **more: object) -> int:
        calls.append(model)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(model, said, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "state", dying)
    with pytest.raises(KeyboardInterrupt):
        import_folder(folder)
    assert Person.objects.exists()
    assert not Placement.objects.exists()
    assert ProjectedDay.objects.get().is_behind
    monkeypatch.undo()
    assert import_folder(folder).problems == []
    assert Placement.objects.count() == 2
    assert verify().waiting == 0


def test_projections_catch_up_although_all_facts_were_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("meindo.platform.people.importing.run.catch_up", killed)
    with pytest.raises(KeyboardInterrupt):
        import_folder(folder)
    assert not Placement.objects.exists()
    monkeypatch.undo()
    assert import_folder(folder).is_unchanged
    assert Placement.objects.count() == 2


def test_open_cases_follow_to_the_new_unit(folder: Path) -> None:
    from meindo.platform.cases.models import Case
    from meindo.platform.clock import now

    import_folder(folder)
    job = Employment.objects.select_related("person").get(personnel_no="100")
    unit = Placement.objects.get(employment=job).unit
    fields = {"service": "dienstreise", "process": "dienstreise", "version": 1, "employment": job, "unit": unit}
    fields |= {"person": job.person, "created_at": now(), "step_since": now(), "headline": "Köln"}
    open_case = Case.objects.create(number="X-1", step="approval", **fields)
    closed = Case.objects.create(number="X-2", step="paid", is_open=False, **fields)
    transfer(folder, (today() - timedelta(days=1)).isoformat())
    import_folder(folder)
    drain()
    open_case.refresh_from_db()
    closed.refresh_from_db()
    assert (open_case.unit.key, closed.unit.key) == ("61", "51/1")
