"""What every registered service keeps: the promises of docs/architecture.md, "Kept by construction"."""

import ast
import re
import uuid
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.urls import reverse
from tests.support.office import build_office
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool

from meindo.platform.cases.process import Move, Process
from meindo.platform.letters.render import render_form
from meindo.platform.outbox import wiring
from meindo.platform.outbox.models import Task
from meindo.platform.paper.commands import reserve_number
from meindo.platform.registry.catalogue import ServiceIncomplete, problems_of, register, services
from meindo.platform.registry.events import PLATFORM_EVENTS
from meindo.platform.registry.service import Service
from meindo.ui.paper import form_data
from meindo.ui.starting import form_of
from meindo.ui.wizard import Wizard

ROOT = Path(__file__).parent.parent.parent
SERVICES = pytest.mark.parametrize("service", services(), ids=lambda service: service.key)
REJECTS = re.compile(r"reject|refus|denied|abgelehnt|ablehn|zurückgewiesen|versagt", re.IGNORECASE)


@SERVICES
def test_names_owner_legal_basis_and_how_to_find_it(service: Service) -> None:
    assert service.owner
    assert service.label
    assert service.occasion
    assert service.legal_basis
    assert all(norm.law for norm in service.legal_basis)


@SERVICES
def test_says_why_it_holds_data_how_long_and_by_which_norm(service: Service) -> None:
    assert service.purposes
    for purpose in service.purposes:
        assert purpose.legal_basis
        assert purpose.data
        assert purpose.retention_months > 0
        assert purpose.retention_norm.law
        assert set(purpose.viewers) <= set(service.roles), "only roles of the service see its data"


@SERVICES
def test_has_a_way_without_a_screen(service: Service) -> None:
    twin = service.paper_twin
    assert all((twin.title, twin.authority, twin.send_to, twin.help))
    assert wizards_of(service) == {form.key for form in twin.forms}, "what can be typed for others can be printed"


def package_of(service: Service) -> str:
    """Where a service lives: mostly meindo.services.<key>; the requests for access are part of identity."""
    return service.decide.__module__.rpartition(".")[0]


def wizards_of(service: Service) -> set[str]:
    """Every list of questions in the folder of a service that somebody can type for the person concerned: what only
    they themself may write (an objection, a notification of a body) is no form that a clerk types in.
    """
    package = import_module(package_of(service))
    modules = [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]
    found = [thing for module in modules for thing in vars(module).values() if isinstance(thing, Wizard)]
    assert found
    return {wizard.key for wizard in found if service.enters is None or service.enters.key in wizard.roles}


PRINTED = [(service, form.key) for service in services() for form in service.paper_twin.forms]


@pytest.mark.parametrize(("service", "key"), PRINTED, ids=[key for _service, key in PRINTED])
def test_prints_the_same_questions_as_an_accessible_form(db, service: Service, key: str, tmp_path: Path) -> None:
    office = build_office()
    wizard, who = form_of(service.key, key), office.people["mitarbeiterin"].pk
    printed = reserve_number(service=service.key, form=key, person=who, by=office.actor("mitarbeiterin"))
    form = form_data(wizard, printed)
    content = render_form(form, created_at=printed.printed_at)
    report = check(content)
    assert report.failed == ()
    short = len(form.parts) <= 3  # there is less to look at on a form with few questions
    assert report.performed > (100 if short else 150), "every part was looked at"
    path = tmp_path / "form.pdf"
    path.write_bytes(content)
    words = "".join(run_tool("pdftotext", "-raw", path, "-").split())
    questions = wizard.printed_questions()
    assert len(form.parts) == len(questions)
    for question in questions:
        assert squeezed(question.title) in words
        assert squeezed(question.only_if) in words
        for field in question.form_class.base_fields.values():
            assert squeezed(field.label) in words, f"{question.key} does not ask for {field.label}"
    pages = int(run_tool("pdfinfo", path).split("Pages:")[1].split()[0])
    assert [f"Seite{n}von{pages}" in words for n in range(1, pages + 1)] == [True] * pages
    assert words.count(squeezed(f"Nummer {form.number}")) >= pages, "a loose page is found again"
    assert squeezed("Emma Yılmaz") in words
    for said in (service.paper_twin.send_to, wizard.paper.until(printed.printed_on), service.purposes[0].label):
        assert squeezed(said) in words


def squeezed(text: object) -> str:
    """Words as they are compared: where a line breaks does not matter."""
    return "".join(str(text).split())


@SERVICES
def test_explains_every_computation_and_who_decides_in_the_end(service: Service) -> None:
    if service.parameters is None:
        return
    assert service.parameters().values
    assert service.algorithms
    for algorithm in service.algorithms:
        assert algorithm.key.startswith(f"{service.key}.")
        assert all((algorithm.criteria, algorithm.norms, algorithm.responsible, algorithm.decided_by))
        assert algorithm.person_decides, "a person decides, not the computation"


@SERVICES
def test_has_golden_cases_when_it_computes(service: Service) -> None:
    if service.parameters is None:
        return
    files = list((ROOT / "tests" / "services" / service.key / "golden").glob("*.yaml"))
    assert files
    assert all(file.stat().st_size for file in files)


@SERVICES
def test_labels_every_role_of_its_processes(service: Service) -> None:
    used = {role.key for process in service.processes for role in process.roles() if not role.automatic}
    assert used <= set(service.roles)
    assert all(service.roles.values())
    assert all(role.office for process in service.processes for role in process.roles())


@SERVICES
def test_hears_only_what_somebody_announces(service: Service) -> None:
    announced = {event.name for event in PLATFORM_EVENTS} | {e.name for other in services() for e in other.emits}
    assert {on.event for on in service.handlers} <= announced
    for on in service.handlers:
        assert on in wiring.receivers[on.event]
        key = f"notify.mail:step:event:{on.event}:{uuid.uuid4().hex}:{on.receiver}"
        assert len(key) <= Task._meta.get_field("key").max_length, "PostgreSQL would refuse the task"


@SERVICES
def test_names_addresses_that_exist(service: Service) -> None:
    assert reverse(service.home_url)
    assert reverse(service.start_url)
    assert reverse(service.case_url, args=[uuid.uuid4()])


@SERVICES
def test_a_person_can_depart_from_every_result_with_reasons(service: Service) -> None:
    for process in service.processes:
        special = [move for move in process.moves if move.departs]
        assert special, f"{process.key} has no Besonderer Fall"
        assert all(move.needs_reason and not move.by.automatic for move in special)


def rejecting_moves(process: Process) -> list[Move]:
    """The moves that end a case with a no."""
    ends = {s.key for s in process.steps if s.is_end and (REJECTS.search(s.key) or REJECTS.search(s.label))}
    return [move for move in process.moves if move.target in ends]


@SERVICES
def test_only_a_person_says_no_and_gives_reasons(service: Service) -> None:
    for process in service.processes:
        for move in rejecting_moves(process):
            assert not move.by.automatic, f"{move.key} rejects without a person"
            assert move.needs_reason, f"{move.key} rejects without reasons"
            assert move.decides or move.by.key == "applicant"


@SERVICES
def test_gives_a_person_their_own_rows_and_nobody_else_s(db, service: Service) -> None:
    office = build_office()
    make = import_module(f"{package_of(service).replace('meindo', 'tests', 1)}.factory").make
    own, other = make(office, "mitarbeiterin"), make(office, "beamter")
    rows = list(service.export(office.people["mitarbeiterin"].pk))
    assert own.number in str(rows)
    assert other.number not in str(rows)
    assert list(service.export(office.people["ob"].pk)) == []


@SERVICES
def test_imports_no_other_service(service: Service) -> None:
    own = package_of(service)
    folder = ROOT.joinpath("src", *own.split("."))
    allowed = "meindo.identity" if own.startswith("meindo.identity.") else own
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            foreign = [
                name
                for name in names
                if re.match(r"meindo\.(services|identity)\b", name) and not f"{name}.".startswith(f"{allowed}.")
            ]
            assert not foreign, f"{file.name} imports {foreign}"


@pytest.mark.parametrize("name", ["owner", "legal_basis", "purposes", "paper_twin", "export", "algorithms"])
def test_a_service_without_one_of_them_is_not_registered(name: str) -> None:
    whole = next(entry for entry in services() if entry.parameters is not None)
    assert problems_of(whole) == []
    broken = replace(whole, key="broken", **{name: None})
    with pytest.raises(ServiceIncomplete):
        register(broken)


def test_a_service_whose_paper_twin_prints_nothing_is_not_registered() -> None:
    whole = services()[0]
    with pytest.raises(ServiceIncomplete, match="printed form"):
        register(replace(whole, key="broken", paper_twin=replace(whole.paper_twin, forms=())))


def test_a_process_without_a_special_case_is_not_registered() -> None:
    whole = services()[0]
    process = whole.processes[0]
    moves = tuple(replace(move, departs=False) for move in process.moves)
    with pytest.raises(ServiceIncomplete, match="Besonderer Fall"):
        register(replace(whole, key="broken", processes=(replace(process, moves=moves),)))
