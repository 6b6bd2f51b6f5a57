"""A process as BPMN 2.0: offices are lanes, steps are user tasks, moves leave through a gateway that takes one way."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from .drawing import BOX_HEIGHT, BOX_WIDTH, LANE_HEAD, MARGIN, Box, Drawing
from .process import Process

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"
TARGET = "https://meindo.invalid/bpmn"  # a name, not an address
EVENT, GATE = 36, 40

for _prefix, _space in (("bpmn", MODEL), ("bpmndi", DIAGRAM), ("dc", BOUNDS), ("di", EDGES)):
    ET.register_namespace(_prefix, _space)


def bpmn(process: Process, translate: Callable[[str], str]) -> bytes:
    """The BPMN 2.0 file of a process, with a diagram; the same process gives the same bytes."""
    drawing = Drawing(process)
    root = ET.Element(f"{{{MODEL}}}definitions", {"id": "definitions", "targetNamespace": TARGET})
    whole = ET.SubElement(root, f"{{{MODEL}}}process", {"id": _id("process", process.key), "isExecutable": "false"})
    whole.set("name", f"{translate(process.label)} (Version {process.version})")
    _lanes(whole, drawing, translate)
    _nodes(whole, drawing, translate)
    _flows(whole, drawing, translate)
    _diagram(root, drawing)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _id(kind: str, *names: object) -> str:
    return "_".join([kind, *(str(name) for name in names)])


def _gated(drawing: Drawing, box: Box) -> bool:
    """Whether more than one move is possible at a step."""
    return len(drawing.process.moves_from(box.step.key)) > 1


def _node_of(box: Box) -> str:
    return _id("end" if box.step.is_end else "task", box.step.key)


def _leaves_from(drawing: Drawing, box: Box) -> str:
    return _id("gate", box.step.key) if _gated(drawing, box) else _node_of(box)


def _lanes(whole: ET.Element, drawing: Drawing, translate: Callable[[str], str]) -> None:
    lanes = ET.SubElement(whole, f"{{{MODEL}}}laneSet", {"id": "lanes"})
    for number, lane in enumerate(drawing.lanes):
        attributes = {"id": _id("lane", number), "name": translate(lane.office)}
        element = ET.SubElement(lanes, f"{{{MODEL}}}lane", attributes)
        for box in (box for box in drawing.boxes if lane.y <= box.y < lane.y + lane.height):
            names = ["start"] if box.step.key == drawing.process.start else []
            names += [_node_of(box), *([_id("gate", box.step.key)] if _gated(drawing, box) else [])]
            for name in names:
                ET.SubElement(element, f"{{{MODEL}}}flowNodeRef").text = name


def _nodes(whole: ET.Element, drawing: Drawing, translate: Callable[[str], str]) -> None:
    ET.SubElement(whole, f"{{{MODEL}}}startEvent", {"id": "start", "name": translate(drawing.process.opening_label)})
    for box in drawing.boxes:
        kind = "endEvent" if box.step.is_end else "userTask"
        ET.SubElement(whole, f"{{{MODEL}}}{kind}", {"id": _node_of(box), "name": translate(box.step.label)})
        if _gated(drawing, box):
            ET.SubElement(whole, f"{{{MODEL}}}exclusiveGateway", {"id": _id("gate", box.step.key)})


def _flows(whole: ET.Element, drawing: Drawing, translate: Callable[[str], str]) -> None:
    first = next(box for box in drawing.boxes if box.step.key == drawing.process.start)
    _flow(whole, "flow_start", "start", _node_of(first))
    for box in drawing.boxes:
        if _gated(drawing, box):
            _flow(whole, _id("flow_gate", box.step.key), _node_of(box), _id("gate", box.step.key))
    for arrow in drawing.arrows:
        for _number, move in arrow.moves:
            key, name = _id("flow", move.key, arrow.source.step.key), translate(move.event_label or move.label)
            _flow(whole, key, _leaves_from(drawing, arrow.source), _node_of(arrow.target), name)


def _flow(whole: ET.Element, key: str, source: str, target: str, name: str = "") -> None:
    attributes = {"id": key, "sourceRef": source, "targetRef": target, **({"name": name} if name else {})}
    ET.SubElement(whole, f"{{{MODEL}}}sequenceFlow", attributes)


def _diagram(root: ET.Element, drawing: Drawing) -> None:
    diagram = ET.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": "diagram"})
    attributes = {"id": "plane", "bpmnElement": _id("process", drawing.process.key)}
    plane = ET.SubElement(diagram, f"{{{DIAGRAM}}}BPMNPlane", attributes)
    for number, lane in enumerate(drawing.lanes):
        width = drawing.width - MARGIN - LANE_HEAD // 2
        _shape(plane, _id("lane", number), (MARGIN, lane.y, width, lane.height), horizontal=True)
    for box in drawing.boxes:
        if box.step.key == drawing.process.start:
            _shape(plane, "start", (box.x - EVENT - 24, box.middle - EVENT // 2, EVENT, EVENT))
            _edge(plane, "flow_start", ((box.x - 24, box.middle), (box.x, box.middle)))
        size = (EVENT, EVENT) if box.step.is_end else (BOX_WIDTH, BOX_HEIGHT)
        _shape(plane, _node_of(box), (box.x, box.middle - size[1] // 2, *size))
        if _gated(drawing, box):
            _shape(plane, _id("gate", box.step.key), (box.right + 6, box.middle - GATE // 2, GATE, GATE))
            gate = ((box.right, box.middle), (box.right + 6, box.middle))
            _edge(plane, _id("flow_gate", box.step.key), gate)
    for arrow in drawing.arrows:
        for _number, move in arrow.moves:
            _edge(plane, _id("flow", move.key, arrow.source.step.key), arrow.points)


def _shape(plane: ET.Element, node: str, bounds: tuple[int, ...], *, horizontal: bool = False) -> None:
    attributes = {"id": f"shape_{node}", "bpmnElement": node, **({"isHorizontal": "true"} if horizontal else {})}
    shape = ET.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", attributes)
    x, y, width, height = (str(number) for number in bounds)
    ET.SubElement(shape, f"{{{BOUNDS}}}Bounds", {"x": x, "y": y, "width": width, "height": height})


def _edge(plane: ET.Element, flow: str, points: tuple[tuple[int, int], ...]) -> None:
    edge = ET.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", {"id": f"edge_{flow}", "bpmnElement": flow})
    for x, y in points:
        ET.SubElement(edge, f"{{{EDGES}}}waypoint", {"x": str(x), "y": str(y)})
