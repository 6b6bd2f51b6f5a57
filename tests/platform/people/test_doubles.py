"""Who may be known already: found, held back by the import, decided by a person, once."""

from pathlib import Path

import pytest
from tests.platform.people.test_import import FILES

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.people.commands_doubles import DoubtRefused, decide_doubt
from meindo.platform.people.importing.run import import_folder
from meindo.platform.people.models import Doubt, Employment, Person, PersonKey, Terms
from meindo.platform.people.queries_doubles import Doubles, similar_people

pytestmark = pytest.mark.django_db
SAME, OTHER = Doubt.Decision.SAME, Doubt.Decision.OTHER
HEAD = "key;given_name;family_name;email\n"


def write(folder: Path, persons: str = "", employments: str = "", *, first: bool = False) -> Path:
    """The files of a small city, or only what is added."""
    if first:
        for name, text in FILES.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder
    for path in folder.glob("*.csv"):
        path.unlink()
    (folder / "persons.csv").write_text(HEAD + persons, encoding="utf-8")
    if employments:
        head = FILES["employments"].splitlines()[0]
        (folder / "employments.csv").write_text(f"{head}\n{employments}", encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A first import has come in; B works here no more."""
    import_folder(write(tmp_path, first=True))
    import_folder(write(tmp_path, "B;Karla;Größe;\n", "200;B;beamte;A 14;1;2020-01-01;2024-01-01\n"))
    return tmp_path


def by() -> Actor:
    person = Person.objects.get(key="A")
    return Actor(f"person:{person.uuid}", person.pk)


def reasons(report: object) -> list[str]:
    return [problem.reason for problem in report.problems]  # type: ignore[attr-defined]


def test_the_first_import_doubts_nobody(tmp_path) -> None:
    text = FILES["persons"] + "C;Emma;Yılmaz;\n"
    write(tmp_path, first=True)
    (tmp_path / "persons.csv").write_text(text, encoding="utf-8")
    assert not import_folder(tmp_path).problems
    assert not Doubt.objects.exists()


@pytest.mark.parametrize(
    ("given", "family", "mail", "found"),
    [
        ("Karla", "Größe", "", {"B": "similar"}),
        ("KARLA", "Groesse", "", {"B": "similar"}),
        ("Größe", "Karla", "", {"B": "similar"}),
        ("Carla", "Größe", "", {}),
        ("Karla", "Grösze", "", {"B": "similar"}),
        ("Emma", "Yilmaz", "", {"A": "similar"}),
        ("Anna", "Anders", "EMMA@example.org", {"A": "same"}),
        ("Anna", "Anders", "", {}),
        ("", "", "", {}),
    ],
)
def test_who_may_be_meant(folder, given, family, mail, found) -> None:
    keys = dict(Person.objects.values_list("pk", "key"))
    assert {keys[one.person]: one.likeness for one in similar_people(given, family, mail)} == found


def test_a_former_name_is_found_as_well(folder) -> None:
    import_folder(write(folder, "A;Emma;Neumann;emma@example.org\n"))
    assert [one.likeness for one in Doubles().of("Emma", "Yılmaz")] == ["similar"]


def test_who_comes_back_under_a_new_key_waits_by_name_and_the_rest_comes_in(folder) -> None:
    rows = "N;Karla;Groesse;\nZ;Zoe;Zander;\n"
    report = import_folder(write(folder, rows, "300;N;tarif;;1;2027-01-01;\n400;Z;tarif;;1;2027-01-01;\n"))
    assert Person.objects.filter(key="Z").exists()
    assert not Person.objects.filter(key="N").exists()
    assert "„N“ ist vielleicht schon bekannt (ein gleicher oder ähnlicher Name)" in reasons(report)[1]
    assert "„N“ ist unbekannt" in reasons(report)[0]
    doubt = Doubt.objects.get()
    assert (doubt.key, doubt.person.key, doubt.family_name, doubt.decision) == ("N", "B", "Groesse", "")
    import_folder(folder)
    assert Doubt.objects.count() == 1


def test_two_people_of_one_name_who_both_work_here_are_usual(folder) -> None:
    assert not import_folder(write(folder, "N;Emma;Yılmaz;\n")).problems
    assert Person.objects.filter(key="N").exists()


def test_a_known_mail_address_always_asks(folder) -> None:
    report = import_folder(write(folder, "N;Anna;Anders;emma@example.org\n"))
    assert "dieselbe E-Mail-Adresse" in reasons(report)[0]
    assert not Person.objects.filter(key="N").exists()


def test_one_mail_address_twice_in_a_file_names_the_second_row(folder) -> None:
    report = import_folder(write(folder, "N;Anna;Anders;neu@example.org\nM;Anne;Anders;NEU@example.org\n"))
    assert reasons(report) == ["„M“ hat dieselbe E-Mail-Adresse wie „N“ in Zeile 2."]
    assert Person.objects.filter(key="N").exists()


def test_the_same_person_goes_on_under_both_keys(folder) -> None:
    rows, jobs = "N;Karla;Groesse;\n", "300;N;tarif;;1;2027-01-01;\n"
    import_folder(write(folder, rows, jobs))
    people = Person.objects.count()
    decide_doubt(Doubt.objects.get(), SAME, by=by())
    assert Doubt.objects.get().family_name == ""
    assert PersonKey.objects.get().person.key == "B"
    assert not import_folder(folder).problems
    assert Person.objects.count() == people
    assert Employment.objects.get(personnel_no="300").person.key == "B"
    assert Terms.objects.as_of(today().replace(year=2027)).filter(employment__personnel_no="300").exists()
    assert import_folder(folder).is_unchanged


def test_another_person_comes_in_with_the_next_import(folder) -> None:
    import_folder(write(folder, "N;Karla;Groesse;\n"))
    decide_doubt(Doubt.objects.get(), OTHER, by=by())
    assert not import_folder(folder).problems
    assert Person.objects.filter(key="N").exists()
    assert import_folder(folder).is_unchanged


def test_it_is_decided_once_and_never_about_oneself(folder) -> None:
    import_folder(write(folder, "N;Karla;Groesse;\nM;Anna;Anders;emma@example.org\n"))
    own = Doubt.objects.get(key="M")
    with pytest.raises(DoubtRefused, match="jemand anderes"):
        decide_doubt(own, SAME, by=by())
    doubt = Doubt.objects.get(key="N")
    decide_doubt(doubt, OTHER, by=by())
    with pytest.raises(DoubtRefused, match="schon entschieden"):
        decide_doubt(doubt, SAME, by=by())
    assert not PersonKey.objects.exists()


def test_a_dry_run_keeps_no_doubt(folder) -> None:
    report = import_folder(write(folder, "N;Karla;Groesse;\n"), dry_run=True)
    assert len(report.problems) == 1
    assert not Doubt.objects.exists()


def test_somebody_hired_here_is_recognised_by_the_personnel_number(folder) -> None:
    hired = Person.objects.create(display_name="Nele Neu")
    Employment.objects.create(person=hired, personnel_no="300")
    write(folder, "N;Nela;Naumann;\n", "300;N;tarif;;1;2027-01-01;\n")
    report = import_folder(folder)
    assert "„N“ ist vielleicht schon bekannt (dieselbe Personalnummer)" in " ".join(reasons(report))
    assert Doubt.objects.get().person == hired
    decide_doubt(Doubt.objects.get(), SAME, by=by())
    assert not import_folder(folder).problems
    hired.refresh_from_db()
    assert (hired.key, hired.employments.get().personnel_no) == ("N", "300")
    assert Terms.objects.filter(employment__person=hired).exists()


def test_a_personnel_number_of_somebody_hired_here_goes_to_nobody_else(folder) -> None:
    hired = Person.objects.create(display_name="Nele Neu")
    Employment.objects.create(person=hired, personnel_no="300")
    report = import_folder(write(folder, "A;Emma;Yılmaz;emma@example.org\n", "300;A;tarif;;1;2027-01-01;\n"))
    assert reasons(report) == ["Die Personalnummer „300“ gehört schon jemandem, der hier keinen Schlüssel hat."]
    assert not Terms.objects.filter(employment__personnel_no="300").exists()
