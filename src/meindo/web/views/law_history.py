"""What changed when: every value by which is computed, with norm, gazette, trust, source and who released it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.kernel.values import DatedValue
from meindo.platform.law import values
from meindo.platform.law.models import LocalTable, ValueRelease
from meindo.platform.law.queries import releases_by_hash, tables_entered
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.value_words import content, grounds

ROLES = ("law_release", "travel_office")
ON_A_PAGE = 50


@dataclass(frozen=True)
class Change:
    """A value from the day on which it began to hold, and the one that held until then."""

    value: DatedValue
    before: DatedValue | None
    releases: tuple[ValueRelease, ...]
    entered: LocalTable | None = None

    @property
    def label(self) -> str:
        """What the value is about."""
        return _(self.value.label) if self.value.label else self.value.key

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
        """The value in words."""
        return content(self.value)

    @property
    def content_before(self) -> str:
        """The value before in words; empty for the first one."""
        return content(self.before) if self.before is not None else ""

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
    releases, tables = releases_by_hash(), tables_entered()
    found = [
        Change(value, before, releases.get(value.value_hash, ()))
        for source in values.sources().values()
        for row in source.values.values()
        for before, value in pairwise([None, *row])
        if value is not None
    ]
    for table, source in tables:
        found += [
            Change(value, None, releases.get(value.value_hash, ()), table)
            for row in source.values.values()
            for value in row
        ]
    return sorted(found, key=lambda change: (-change.since.toordinal(), change.label, change.value.key))


@service_view("law.history", roles=ROLES)
def history(request: Request) -> HttpResponse:
    """The changes that fit what was searched for, page by page."""
    text = request.GET.get("q", "").strip()[:100]
    found = [change for change in changes() if change.matches(text)]
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/law_history.html", {"page": page, "q": text})
