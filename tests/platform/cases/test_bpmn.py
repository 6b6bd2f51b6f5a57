"""Every published process as BPMN 2.0: a reader of another program finds the same steps and moves."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator

from meindo.platform.cases import catalogue
from meindo.platform.cases.bpmn import DIAGRAM, EDGES, MODEL, bpmn
from meindo.platform.cases.drawing import BOX_HEIGHT, BOX_WIDTH, Drawing
from meindo.platform.cases.process import Process

PROCESSES = pytest.mark.parametrize("process", catalogue.all_processes(), ids=lambda p: f"{p.key} {p.version}")


@PROCESSES
def test_the_file_keeps_the_schema_of_bpmn(process: Process, tmp_path: Path) -> None:
    file = tmp_path / "process.bpmn"
    file.write_bytes(bpmn(process, str))
    parser = BpmnParser(validator=BpmnValidator())
    parser.add_bpmn_file(str(file))
    assert list(parser.process_parsers) == [f"process_{process.key}"]


def test_a_file_without_a_target_does_not_keep_it(tmp_path: Path) -> None:
    from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

    process = catalogue.all_processes()[0]
    file = tmp_path / "process.bpmn"
    file.write_bytes(bpmn(process, str).replace(b"targetRef=", b"goal="))
    with pytest.raises(ValidationException):
        BpmnParser(validator=BpmnValidator()).add_bpmn_file(str(file))


@PROCESSES
def test_every_step_and_move_is_in_it_once_per_way(process: Process) -> None:
    root = ET.fromstring(bpmn(process, str))  # noqa: S314 (our own)
    flows = root.findall(f".//{{{MODEL}}}sequenceFlow")
    nodes = {node.get("id") for node in root.iter() if node.get("id")}
    assert all({flow.get("sourceRef"), flow.get("targetRef")} <= nodes for flow in flows)
    named = [flow.get("name") for flow in flows if flow.get("name")]
    assert sorted(named) == sorted(m.event_label or m.label for m in process.moves for _source in m.sources)
    ends = {step.key for step in process.steps if step.is_end}
    assert {node.get("id") for node in root.findall(f".//{{{MODEL}}}endEvent")} == {f"end_{key}" for key in ends}


@PROCESSES
def test_everything_has_a_place_on_the_diagram(process: Process) -> None:
    root = ET.fromstring(bpmn(process, str))  # noqa: S314 (our own)
    shown = {edge.get("bpmnElement") for edge in root.findall(f".//{{{DIAGRAM}}}BPMNEdge")}
    assert shown == {flow.get("id") for flow in root.findall(f".//{{{MODEL}}}sequenceFlow")}
    assert all(int(p.get("x", "-1")) >= 0 <= int(p.get("y", "-1")) for p in root.iter(f"{{{EDGES}}}waypoint"))


@PROCESSES
def test_no_step_is_drawn_over_another(process: Process) -> None:
    boxes = Drawing(process).boxes
    assert {box.step.key for box in boxes} == {step.key for step in process.steps}
    for one in boxes:
        for other in boxes:
            if one is not other:
                apart = abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
                assert apart, (one.step.key, other.step.key)
