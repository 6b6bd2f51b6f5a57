"""Note that somebody has a case open: a hint, not a lock, not data for the audit log; written every few minutes."""

from datetime import timedelta
from typing import Any

from meindo.platform.access.viewer import Viewer
from meindo.platform.clock import now
from meindo.platform.outbox.wiring import Job, add_job

from .models import Case, InHand
from .queries_in_hand import LASTS, fresh_mark

KIND = "cases.in_hand"
AGAIN = timedelta(minutes=3)  # a page that is looked at again and again writes no oftener


def take_in_hand(viewer: Viewer, case: Case) -> InHand | None:
    """Note that the viewer has the case open; gives the mark of the colleague who had it open first, if one has.

    A case that was read together with its mark (`select_related`) costs no question.
    """
    moment, mark = now(), fresh_mark(viewer, case)
    if mark is not None and mark.person_id != viewer.person_id:
        return mark
    if mark is not None and mark.seen_at > moment - AGAIN:
        return None
    since = moment if mark is None else mark.since
    row = InHand(case=case, person_id=viewer.person_id, role=viewer.role, since=since, seen_at=moment)
    fields = ["person", "role", "since", "seen_at"]
    InHand.objects.bulk_create([row], update_conflicts=True, unique_fields=["case"], update_fields=fields)
    return None


def put_down(case: Case) -> None:
    """The case was moved: nobody has it in hand any more."""
    InHand.objects.filter(case=case).delete()


def forget_old_marks(_key: str, _payload: dict[str, Any]) -> None:
    """Erase what is over."""
    InHand.objects.filter(seen_at__lte=now() - LASTS).delete()


add_job(Job(KIND, forget_old_marks), every_minutes=10)
