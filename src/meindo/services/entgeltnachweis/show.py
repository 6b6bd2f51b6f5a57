"""Statements as the page shows them: by employment and month, the version that counts first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meindo.platform.clock import BERLIN, now

from .models import DECLINED, Statement, Withdrawal

NEW = timedelta(days=60)
TO_REPORT = timedelta(hours=72)  # Art. 33 Abs. 1 DSGVO


@dataclass(frozen=True)
class Month:
    """One month of an employment: the statement that counts, and those that it replaces."""

    current: Statement
    earlier: list[Statement] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether the statement came lately and was not opened yet."""
        document = self.current.document
        is_read = document is None or document.first_opened_at is not None
        return not is_read and not is_held(self.current) and now() - self.current.filed_at < NEW


@dataclass(frozen=True)
class Job:
    """The months of one employment."""

    personnel_no: str
    months: list[Month]


def by_employment(rows: Iterable[Statement]) -> Iterator[Job]:
    """The rows come by employment and month, latest first. One that is held back is not the one that counts as long as
    there is another.
    """
    for number, of_job in groupby(rows, key=lambda row: row.employment.personnel_no):
        yield Job(number, [_month(list(of_month)) for _month_, of_month in groupby(of_job, key=lambda row: row.month)])


def _month(rows: list[Statement]) -> Month:
    ordered = sorted(rows, key=lambda row: (is_held(row), -row.version))
    return Month(ordered[0], ordered[1:])


def is_held(row: Statement) -> bool:
    """Whether the office holds the statement back at the moment."""
    return bool(getattr(row, "held", False))


def facts_of(row: Withdrawal) -> list[tuple[str, str]]:
    """What is to be known about a statement that was held back or withdrawn; nothing of its content."""
    facts = [
        (_("Grund"), row.reason),
        (_("Personalnummer, die ihn erhielt"), row.statement.employment.personnel_no),
        (_("Zurückgehalten"), f"{_moment(row.asked_at)}, {row.asked_by.display_name}"),
        (_("Geöffnet"), opened_text(row)),
    ]
    if row.decided_by is not None and row.decided_at is not None:
        facts.append((_("Entschieden"), f"{_moment(row.decided_at)}, {row.decided_by.display_name}"))
    if row.outcome != DECLINED:
        facts.append(
            (_("Meldung an die Aufsicht, falls nötig, bis"), f"{_moment(row.asked_at + TO_REPORT)} (DSGVO Art. 33)")
        )
    return facts


def opened_text(row: Withdrawal) -> str:
    """How often the receiver opened the statement, and when first."""
    times, first = getattr(row, "times", 0), getattr(row, "opened", None)
    if first is None:
        return _("nein")
    text = ngettext("einmal, am {first}", "{times} Mal, zuerst am {first}", times)
    return text.format(times=times, first=_moment(first))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(BERLIN):%d.%m.%Y %H:%M}"
