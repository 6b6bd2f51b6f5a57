"""What is known before a delivery is checked: whose numbers these are, and which statements are there already."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min

from meindo.kernel.spelling import search_key
from meindo.platform.people.models import Employment, NameCell, Terms

from .models import CONFIRMED, Statement, Withdrawal

AT_ONCE = 500
ELSEWHERE = "Genau diese Datei ist schon für eine andere Personalnummer oder einen anderen Monat da."


@dataclass(frozen=True)
class Receiver:
    """An employment by its personnel number: its person, the family names that they bear or bore, its first day."""

    employment_id: int
    person_id: int
    names: frozenset[str]
    begins: date | None


@dataclass
class Known:
    """Receivers by personnel number; statements by checksum, with whether they were withdrawn."""

    receivers: dict[str, Receiver] = field(default_factory=dict)
    statements: dict[str, list[tuple[int, date, bool]]] = field(default_factory=lambda: defaultdict(list))

    def has(self, receiver: Receiver, month: date, sha256: str) -> bool:
        """Whether exactly this is there; ValueError where the same bytes say something else, or were withdrawn."""
        for employment, of, withdrawn in self.statements.get(sha256, ()):
            own = (employment, of) == (receiver.employment_id, month)
            if own and withdrawn:
                raise ValueError("Genau diese Datei wurde für diese Personalnummer zurückgezogen.")
            if own:
                return True
            if not withdrawn:
                raise ValueError(ELSEWHERE)
        return False


def known_for(numbers: set[str], sums: set[str]) -> Known:
    """What is known about the employments with these numbers, and of statements with these checksums."""
    known = Known()
    for part in _parts(numbers):
        _receivers(part, known)
    taken = set(Withdrawal.objects.filter(outcome=CONFIRMED).values_list("statement_id", flat=True))
    for part in _parts(sums):
        rows = Statement.objects.filter(sha256__in=part).values_list("pk", "sha256", "employment_id", "month")
        for pk, sha256, employment, month in rows:
            known.statements[sha256].append((employment, month, pk in taken))
    return known


def _parts(values: set[str]) -> Iterator[list[str]]:
    wanted = sorted(values)
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def _receivers(numbers: list[str], known: Known) -> None:
    jobs = list(Employment.objects.filter(personnel_no__in=numbers).values_list("pk", "person_id", "personnel_no"))
    names: dict[int, set[str]] = defaultdict(set)
    cells = NameCell.objects.filter(person_id__in={person for _job, person, _number in jobs}, erased_at__isnull=True)
    for person, family in cells.values_list("person_id", "family_name"):
        names[person].add(search_key(family))
    current = Terms.objects.current().filter(employment_id__in=[job for job, _person, _number in jobs])
    begins = dict(current.values_list("employment_id").annotate(first=Min("valid_from")))
    for job, person, number in jobs:
        found = frozenset(names[person] - {""})
        known.receivers[number] = Receiver(job, person, found, begins.get(job))
