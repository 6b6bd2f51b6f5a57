"""Reads for the report: one question for the trips of a year, one for the departments."""

from datetime import date
from decimal import Decimal

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case
from meindo.platform.people.models import OrgClosure, UnitKind, unit_label

from .figures import TripFact
from .process import KEY
from .queries import COLLECTIVE

COLUMNS = ("person_id", "starts_on__month", "unit_id", "step", "trips__means", "amount_eur", "summary__trips")


def trip_facts(viewer: Viewer, year: int) -> list[TripFact]:
    """What a report counts of the trips that begin in a year, as far as the viewer's office sees them."""
    departments = departments_of(viewer.day)
    cases = visible(viewer, Case).filter(
        process__in=(KEY, COLLECTIVE),
        starts_on__gte=date(year, 1, 1),
        starts_on__lte=date(year, 12, 31),
        trips__superseded_at__isnull=True,
    )
    return [
        TripFact(person, month, departments.get(unit, ""), step, means or "", amount or Decimal("0.00"), trips or 1)
        for person, month, unit, step, means, amount, trips in cases.values_list(*COLUMNS)
    ]


def departments_of(day: date) -> dict[int, str]:
    """The Fachbereich above each unit, by code and name."""
    rows = OrgClosure.objects.filter(
        axis="line", ancestor__kind=UnitKind.FACHBEREICH, valid_from__lte=day, valid_until__gt=day
    )
    columns = rows.order_by("-depth").values_list("descendant_id", "ancestor__code", "ancestor__name")
    return {unit: unit_label(code, name) for unit, code, name in columns}
