"""Which receipts prove which line of a settlement: by the part of the claim that each was given for."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from meindo.kernel.finding import Finding, Line
from meindo.ui.blocks import Links
from meindo.ui.casepage import Receipt

from .forms_nights import MOST_APART
from .journeys import Journeys
from .proof import fare_slots

Slots = frozenset[str]


def links_by_line(finding: Finding, journeys: Journeys, receipts: Sequence[Receipt]) -> list[Links]:
    """For each entitlement line the receipts that were given for it, as links into the page."""
    return [_links(slots, receipts) for slots in slots_by_line(finding, journeys)]


def links_by_cost(journeys: Journeys, receipts: Sequence[Receipt]) -> list[Links]:
    """The same for other costs, in the order in which they were entered."""
    numbers = range(1, len(journeys.other_costs) + 1)
    return [_links(frozenset({f"cost{number}"}), receipts) for number in numbers]


def slots_by_line(finding: Finding, journeys: Journeys) -> list[Slots]:
    """The parts of the claim from which each entitlement line comes; none where it comes from no single one."""
    lines = [line for line in finding.lines if line.kind == "entitlement"]
    found = {id(line): slots for line, slots in _fares(lines, journeys)}
    return [found.get(id(line)) or _night(line, journeys) for line in lines]


def _fares(lines: Iterable[Line], journeys: Journeys) -> Iterable[tuple[Line, Slots]]:
    """The fares of a day stand in the order of its rides; if their numbers differ, each line may be any of them."""
    by_day: dict[object, list[Line]] = {}
    for line in lines:
        if line.group == "fares" and line.day is not None and line.amount_eur >= 0:
            by_day.setdefault(line.day, []).append(line)
    for day, rows in by_day.items():
        legs = [slot for leg, slot in fare_slots(journeys) if leg.day == day]
        same = len(legs) == len(rows)
        yield from ((line, frozenset(legs[at : at + 1] if same else legs)) for at, line in enumerate(rows))


def _night(line: Line, journeys: Journeys) -> Slots:
    if line.group != "nights" or line.day is None:
        return frozenset()
    number = min((line.day - journeys.first_day).days + 1, MOST_APART)
    return frozenset({"nights", f"night{number}"})


def _links(slots: Slots, receipts: Sequence[Receipt]) -> Links:
    text = _("Beleg {number}: {title}")
    return [
        (receipt.url, text.format(number=receipt.attachment.position, title=receipt.document.title))
        for receipt in receipts
        if receipt.attachment.slot in slots
    ]
