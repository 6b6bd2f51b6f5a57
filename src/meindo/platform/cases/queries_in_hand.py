"""Reads of who has a case open just now: for colleagues of the same office, for some minutes, nobody else."""

from datetime import timedelta

from meindo.platform.access.viewer import Viewer
from meindo.platform.clock import now

from .models import Case, InHand

LASTS = timedelta(minutes=10)  # so long a case counts as open on somebody's desk after the last look


def fresh_mark(viewer: Viewer, case: Case) -> InHand | None:
    """Who of the viewer's own office has the case open, the viewer included; None when it is over."""
    mark: InHand | None = getattr(case, "in_hand", None)
    return mark if mark is not None and mark.role == viewer.role and mark.seen_at > now() - LASTS else None


def in_hand_of_others(viewer: Viewer, case: Case) -> InHand | None:
    """The colleague in the same role who has the case open."""
    mark = fresh_mark(viewer, case)
    return mark if mark is not None and mark.person_id != viewer.person_id else None
