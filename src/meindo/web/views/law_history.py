"""What changed when: every value by which is computed, with norm, gazette, trust, source and who released it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.values import DatedValue
from meindo.platform.law import values
from meindo.platform.law.models import LocalTable, ValueRelease
from meindo.platform.law.queries import releases_by_hash, tables_entered
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.value_words import content, grounds

ROLES = ("law_release", "travel_office")
ON_A_PAGE = 50
MOST_ALIKE = 5  # so many values of different acts may be about the same thing without being a table
Releases = dict[str, tuple[ValueRelease, ...]]


@dataclass(frozen=True)
class Change:
    """A value from the day on which it began to hold, and the one that held until then.

    `place` is the row of a table, such as a country; `rows` how many of them one line of the page stands for.
    """

    value: DatedValue
    before: DatedValue | None
    releases: tuple[ValueRelease, ...]
    entered: LocalTable | None = None
    place: str = ""
    rows: int = 1

    @property
    def label(self) -> str:
        """What the value is about."""
        label = _(self.value.label) if self.value.label else self.value.key
        return f"{label}: {self.place}" if self.place and self.rows == 1 else label

    @property
    def act(self) -> str:
        """The act, as it stands in the key: all rows of a table have it."""
        return self.value.key.partition(".")[0]

    @property
    def since(self) -> date:
        """The first day."""
        return self.value.period.start

    @property
    def until(self) -> date | None:
        """The last day; None while no end is known."""
        return None if self.value.period.is_open else self.value.period.end - timedelta(days=1)

    @property
    def content(self) -> str:
        """The value in words; of a whole table how many rows it has."""
        return content(self.value) if self.rows == 1 else _("{count} Zeilen").format(count=self.rows)

    @property
    def content_before(self) -> str:
        """The value before in words; empty for the first one and for a whole table."""
        return content(self.before) if self.before is not None and self.rows == 1 else ""

    @property
    def grounds(self) -> str:
        """How far it can be trusted, and where it was read."""
        return grounds(self.value)

    @property
    def needs_release(self) -> bool:
        """Whether two people have to vouch for it before it pays."""
        return self.value.ref.needs_release

    def matches(self, text: str) -> bool:
        """Whether a word stands in label, key, norm or gazette."""
        value = self.value
        found = f"{self.label} {value.key} {value.norm} {value.norm.gazette}".casefold()
        return all(word in found for word in text.casefold().split())


def changes() -> list[Change]:
    """Every change of every value, the latest first; tables of the city that were replaced are among them."""
    releases = releases_by_hash()
    found = [change for source in values.sources().values() for change in _of(source, releases)]
    for table, source in tables_entered():
        found += _of(source, releases, table)
    return sorted(found, key=lambda change: (-change.since.toordinal(), change.label, change.value.key))


def _of(source: ParameterSet, releases: Releases, table: LocalTable | None = None) -> Iterator[Change]:
    """The changes of a set of values; keys that share a label are rows of a table."""
    shared = Counter(row[-1].label for row in source.values.values())
    for key, row in source.values.items():
        place = key.partition(".")[2] if table is not None or shared[row[-1].label] > MOST_ALIKE else ""
        for before, value in pairwise([None, *row]):
            if value is not None:
                yield Change(value, before, releases.get(value.value_hash, ()), table, place)


def tables_as_one(found: Iterable[Change]) -> list[Change]:
    """The same with one line for all rows of a table that begin on the same day."""
    lines: dict[tuple[object, ...], Change] = {}
    for change in found:
        of_table = (change.act, change.since, change.entered and change.entered.pk)
        key = of_table if change.place else (change.value.id, change.entered)
        known = lines.get(key)
        lines[key] = change if known is None else replace(known, rows=known.rows + 1)
    return list(lines.values())


@service_view(
    "law.history",
    roles=ROLES,
    shows=Evaluation("law.history", msgid("Verlauf der Werte und wer sie freigegeben hat"), LIST),
)
def history(request: Request) -> HttpResponse:
    """The changes that fit what was searched for, page by page; without a search a table is one line."""
    text = request.GET.get("q", "").strip()[:100]
    found = [change for change in changes() if change.matches(text)]
    page = Paginator(found if text else tables_as_one(found), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/law_history.html", {"page": page, "q": text})
