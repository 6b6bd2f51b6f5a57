"""Reads of what happened on a case."""

from meindo.platform.prepared import Prepared

from .models import CaseEvent
from .retrieval import SHOWN, Happened

_events = Prepared(lambda case: CaseEvent.objects.filter(case=case).order_by("revision").values_list(*SHOWN))


def events_on(case_id: int) -> list[Happened]:
    """What happened on a case that the viewer was already allowed to open, first to last, as far as pages show it."""
    return [Happened(*row) for row in _events(case_id)]
