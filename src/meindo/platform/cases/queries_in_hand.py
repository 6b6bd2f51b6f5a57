"""Reads of who has a case open just now: for colleagues of the same office, for some minutes, nobody else."""

from collections.abc import Iterable
from datetime import timedelta

from meindo.platform.access.viewer import Viewer
from meindo.platform.clock import now

from .models import Case, InHand

LASTS = timedelta(minutes=10)  # so long a case counts as open on somebody's desk after the last look


def in_hand(viewer: Viewer, cases: Iterable[Case]) -> dict[int, InHand]:
    """By case: the colleague in the same role who has it open; one question for a whole list."""
    rows = InHand.objects.filter(case__in=[case.pk for case in cases], role=viewer.role, seen_at__gt=now() - LASTS)
    return {row.case_id: row for row in rows.exclude(person_id=viewer.person_id).select_related("person")}
