"""Reads a page's content stream: what is painted outside every tagged sequence and every artifact."""

import pikepdf
from pikepdf import Dictionary, Name, Object, Page

SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
PAINTS = SHOWS_TEXT | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
OPENS = frozenset({"BMC", "BDC"})


def untagged_operators(page: Page) -> list[str]:
    """Painting operators that no reader of tags would find, such as ["Tj", "S"]."""
    resources = page.obj.get(Name.Resources, Dictionary())
    properties = resources.get(Name.Properties, Dictionary())
    stack: list[bool] = []
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in OPENS:
            stack.append(_is_accounted_for(list(instruction.operands), properties))
        elif operator == "EMC" and stack:
            stack.pop()
        elif operator in PAINTS and not any(stack):
            found.append(operator)
    return found


def _is_accounted_for(operands: list[Object], properties: Object) -> bool:
    """A sequence counts when it is an artifact or carries the id that ties it to the structure tree."""
    if operands[0] == Name.Artifact:
        return True
    if len(operands) < 2:
        return False
    values = operands[1]
    if isinstance(values, pikepdf.Name):
        values = properties.get(values, Dictionary())
    return Name.MCID in values
