"""A released version of a process is never edited: a running case stays on its version."""

from dataclasses import replace

import pytest
from tools import process_lock

from meindo.kernel.norm import Norm
from meindo.platform.cases.digest import described, digest
from meindo.platform.cases.process import Process
from meindo.platform.registry.catalogue import services

PROCESSES = [process for service in services() for process in service.processes]


@pytest.mark.parametrize("path", process_lock.declared(), ids=lambda path: path.parent.name)
def test_every_released_version_is_locked_and_unchanged(path) -> None:
    wanted = process_lock.declared()[path]
    new, wrong = process_lock.compared(path, wanted)
    assert wrong == []
    assert new == [], "run: python tools/process_lock.py --write"


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: f"{process.key}-v{process.version}")
def test_any_edit_of_a_step_or_move_changes_the_hash(process: Process) -> None:
    step, move = process.steps[0], process.moves[0]
    edits = (
        {"steps": (replace(step, working_days=99), *process.steps[1:])},
        {"steps": (replace(step, norm=Norm("X", "§ 1")), *process.steps[1:])},
        {"moves": (replace(move, needs_reason=not move.needs_reason), *process.moves[1:])},
        {"moves": (replace(move, by=replace(move.by, office="Andere Stelle")), *process.moves[1:])},
        {"moves": (replace(move, checks=(lambda _case: None,)), *process.moves[1:])},
    )
    hashes = {digest(process), *(digest(replace(process, **edit)) for edit in edits)}
    assert len(hashes) == len(edits) + 1


def test_a_field_that_the_engine_gets_later_does_not_change_old_versions() -> None:
    first = next(move for move in PROCESSES[0].moves if not move.departs)
    described_moves = {move["key"]: move for move in described(PROCESSES[0])["moves"]}
    assert "departs" not in described_moves[first.key], "defaults are left out"


def test_the_lock_tells_new_edited_and_missing_versions_apart_and_never_rewrites(tmp_path) -> None:
    path = tmp_path / "process.lock"
    process_lock.add(path, {"trip v1": "aaa"})
    assert process_lock.compared(path, {"trip v1": "aaa", "trip v2": "bbb"}) == (["trip v2"], [])
    assert process_lock.compared(path, {"trip v1": "xxx"})[1] == ["trip v1 was edited after its release"]
    assert process_lock.compared(path, {})[1] == ["trip v1 is gone, but cases may run on it"]
    process_lock.add(path, {"trip v1": "xxx", "trip v2": "bbb"})
    assert process_lock.locked(path) == {"trip v1": "aaa", "trip v2": "bbb"}
