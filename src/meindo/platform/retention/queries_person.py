"""What of one person must stay, why and until when: for the answer to a request for erasure."""

from dataclasses import dataclass
from datetime import date

from meindo.platform.cases.models import Case
from meindo.platform.clock import BERLIN
from meindo.platform.purpose import Purpose, purpose_of

from .queries import REASONS, RUNNING, hindrances
from .rules import kept_until


@dataclass(frozen=True)
class Kept:
    """So many cases of a purpose stay for a reason (a message id); `until` is known where only time decides."""

    purpose: Purpose
    reason: str
    count: int
    until: date | None = None


def kept_of(person_id: int, day: date) -> list[Kept]:
    """The cases of a person that must stay, by purpose and reason."""
    rows = Case.objects.filter(person_id=person_id).values_list("pk", "process", "closed_at")
    cases = {pk: (purpose_of(process), closed_at) for pk, process, closed_at in rows}
    counts: dict[tuple[str, str], int] = {}
    until: dict[tuple[str, str], date] = {}
    purposes: dict[str, Purpose] = {}
    for pk, reason in hindrances(set(cases), day).items():
        purpose, closed_at = cases.get(pk, (None, None))
        if purpose is None:
            continue
        key = (purpose.key, reason)
        purposes[purpose.key] = purpose
        counts[key] = counts.get(key, 0) + 1
        if reason == RUNNING and closed_at:
            last = kept_until(purpose, closed_at.astimezone(BERLIN).date())
            until[key] = max(until.get(key, last), last)
    return [Kept(purposes[key[0]], REASONS[key[1]], n, until.get(key)) for key, n in sorted(counts.items())]
