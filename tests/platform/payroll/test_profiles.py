"""The forms in which a run leaves: the same lines, the same sum, the same bytes; what does not fit is named."""

import csv
import io
import json
from decimal import Decimal

import pytest
from tests.platform.payroll.test_lines import line
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.cases.models import Case
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll import commands, files, queries
from meindo.platform.payroll.models import PayLine
from meindo.platform.payroll.profile import NEUTRAL, PROFILES, SAP_0015, SAP_2010, NotExpressible, checksum
from meindo.platform.people.models import Employment
from meindo.settings import environment

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


@pytest.fixture
def case(office) -> Case:
    return factory.make(office)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=";"))


def test_every_form_says_the_same_about_the_same_lines(case, office) -> None:
    lines = [line(case, office), line(case, office)]
    run = commands.export_lines(factory.PAYROLL)
    forms = {key: files.content_of(run, form) for key, form in PROFILES.items()}
    no = lines[0].employment.personnel_no
    assert [row["key"] for row in table(forms["csv"])] == [row.key for row in lines]
    assert json.loads(forms["json"])["lines"] == [
        {**row, "run": 1, "seq": seq} for seq, row in enumerate(table(forms["csv"]), 1)
    ]
    for key, columns in (("sap-it0015", SAP_0015), ("sap-it2010", SAP_2010)):
        rows = table(forms[key])
        assert tuple(rows[0]) == (*columns, "KOSTL")
        assert sum(Decimal(row["BETRG"]) for row in rows) == run.total_eur
        assert {row["PERNR"] for row in rows} == {no.zfill(8)}
        assert [row["EXTDOCUMENTNO"] for row in rows] == ["000001-000001", "000001-000002"]
        assert {row["INFTY"] for row in rows} == {key[-4:]}
        assert rows[0]["BEGDA"] == f"{lines[0].month:%Y%m}01"
        assert rows[0]["ENDDA"][:6] == f"{lines[0].month:%Y%m}"
        assert rows[0]["ENDDA"][6:] in {"28", "29", "30", "31"}


def test_a_form_gives_the_same_bytes_again(case, office) -> None:
    line(case, office)
    run = commands.export_lines(factory.PAYROLL)
    before = {key: files.content_of(run, form) for key, form in PROFILES.items()}
    line(case, office)
    commands.import_receipt("key;status\n000001-000001;accepted", factory.PAYROLL)
    assert {key: files.content_of(run, form) for key, form in PROFILES.items()} == before


@pytest.mark.parametrize(
    ("change", "word"),
    [({"personnel_no": "A-77"}, "PERNR"), ({"personnel_no": "123456789"}, "PERNR"), ({}, "LGART")],
    ids=["letters", "nine digits", "wage type"],
)
def test_what_does_not_fit_the_fields_of_sap_is_named_and_the_neutral_form_still_leaves(
    case, office, settings, tmp_path, change: dict[str, str], word: str
) -> None:
    settings.DATA = tmp_path
    settings.PAYROLL_PROFILES = ("sap-it0015",)
    if change:
        Employment.objects.filter(pk=case.employment_id).update(**change)
        ordered = line(case, office)
    else:
        ordered = line(case, office, wage_type="61000")
    run = commands.export_lines(factory.PAYROLL)
    with pytest.raises(NotExpressible, match=word) as problem:
        files.content_of(run, PROFILES["sap-it0015"])
    assert ordered.key in str(problem.value)
    drain()
    assert (tmp_path / "payroll" / NEUTRAL.file_name(run)).exists()
    assert not (tmp_path / "payroll" / PROFILES["sap-it0015"].file_name(run)).exists()


def test_the_forms_that_the_installation_asks_for_are_written_each_with_its_manifest(
    case, office, settings, tmp_path
) -> None:
    settings.DATA = tmp_path
    settings.PAYROLL_PROFILES = ("json", "sap-it2010")
    line(case, office)
    commands.export_lines(factory.PAYROLL)
    drain()
    names = {path.name for path in (tmp_path / "payroll").iterdir()}
    stems = {"zahlungen-000001.csv", "zahlungen-000001.json", "zahlungen-000001.it2010.csv"}
    assert names == stems | {f"{stem}.manifest.json" for stem in stems}
    for stem in stems:
        said = json.loads((tmp_path / "payroll" / f"{stem}.manifest.json").read_text())
        assert said["sha256"] == checksum((tmp_path / "payroll" / stem).read_bytes())


def test_a_form_that_nobody_knows_stops_the_start(monkeypatch) -> None:
    monkeypatch.setenv("MEINDO_PAYROLL_PROFILES", "json, lodas")
    with pytest.raises(ValueError, match="unknown lodas"):
        environment.choices("MEINDO_PAYROLL_PROFILES", tuple(PROFILES))
    monkeypatch.setenv("MEINDO_PAYROLL_PROFILES", " json ,sap-it0015")
    assert environment.choices("MEINDO_PAYROLL_PROFILES", tuple(PROFILES)) == ("json", "sap-it0015")


def test_a_receipt_may_name_a_line_by_run_and_position(case, office) -> None:
    lines = [line(case, office), line(case, office)]
    commands.export_lines(factory.PAYROLL)
    text = "key;status;text\n000001-000002;rejected;Konto fehlt\n000001-000003;accepted;\n000001-000000;accepted;"
    report = commands.import_receipt(text, factory.PAYROLL)
    assert (report.accepted, report.rejected, len(report.problems)) == (0, 1, 2)
    assert PayLine.objects.get(pk=lines[1].pk).answer == "Konto fehlt"


def test_a_refused_line_stays_in_the_list_until_another_one_is_ordered(case, office) -> None:
    refused = line(case, office)
    commands.export_lines(factory.PAYROLL)
    commands.import_receipt(f"key;status\n{refused.key};rejected", factory.PAYROLL)
    assert list(queries.not_accepted()) == [refused]
    line(case, office)
    assert not queries.not_accepted().exists()
