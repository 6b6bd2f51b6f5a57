"""What goes by itself after a time because nothing is decided with it any more: copies, messages, records, drafts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import add_months
from meindo.platform.access.models import AccessRecord, SupportAccess
from meindo.platform.access.support_models import EMERGENCY
from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.commands_erasing import remove_rows
from meindo.platform.cases.models import Draft
from meindo.platform.cases.queries_belongings import rows_from
from meindo.platform.clock import start_of, today
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.paper.models import PrintedForm
from meindo.platform.people.block_models import DisclosureBlock
from meindo.platform.post.models import Sheet
from meindo.platform.purpose import purpose

from .queries import held_people

KIND, PURPOSE = "retention.stocks", "retention"
AT_ONCE = 200  # rows of one kind and transaction
WORKER = Actor.system("worker")


@dataclass(frozen=True)
class Stock:
    """Rows of one kind that go after a time. `purpose` says for how many months they are kept, `days` where it is days;
    `whose` is the column of the person concerned, `older` gives the rows from before a day, `erase` takes some of them
    away.
    """

    key: str
    label: str
    older: Callable[[date], QuerySet[Any]]
    erase: Callable[[Work, list[int]], Any]
    purpose: str = ""
    days: int = 0
    whose: str = "person"

    def first_kept(self, day: date) -> date:
        """The first day whose rows stay."""
        if self.days:
            return day - timedelta(days=self.days)
        return add_months(day, -purpose(self.purpose).retention_months)

    def due(self, day: date) -> QuerySet[Any]:
        """What goes on a day: nothing of a person whose records are held."""
        rows, held = self.older(self.first_kept(day)), held_people(day)
        return rows.exclude(**{f"{self.whose}__in": held}) if held else rows


_stocks: dict[str, Stock] = {}


def add_stock(stock: Stock) -> None:
    """Announce rows that go by themselves, at start-up."""
    _stocks[stock.key] = stock


def stocks() -> tuple[Stock, ...]:
    """All of them, by key."""
    return tuple(_stocks[key] for key in sorted(_stocks))


def sweep(key: str, payload: dict[str, Any]) -> None:
    """Take away some rows of each kind; as long as there are more, the next part is asked for."""
    more = False
    with unit_of_work(WORKER, purpose=PURPOSE) as work:
        for stock in stocks():
            keys = list(stock.due(today()).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
            if keys:
                stock.erase(work, keys)
                work.record("retention.swept", f"stock:{stock.key}", count=len(keys))
            more = more or len(keys) == AT_ONCE
        if more:
            part = payload.get("part", 0) + 1
            slot = key.removeprefix(f"{KIND}:").partition("/")[0]
            work.task(KIND, f"{slot}/{part}", {"part": part})


def removing(model: Any) -> Callable[[Work, list[int]], None]:
    """Delete rows with what refers to them; no line is needed, because tomorrow takes them again."""

    def remove(work: Work, keys: list[int]) -> None:
        with erasures.erasing(KIND, ()):
            remove_rows(work, rows_from({model: set(keys)}), f"{model._meta.label}:{keys[0]}")

    return remove


def _drop_drafts(_work: Work, keys: list[int]) -> None:
    for draft in Draft.objects.filter(pk__in=keys):
        drafts.drop_draft(draft)


def _drop_forms(_work: Work, keys: list[int]) -> None:
    """Asked once more with the rows locked: somebody may have begun to type one of them in."""
    list(PrintedForm.objects.select_for_update().filter(pk__in=keys))
    PrintedForm.objects.filter(pk__in=keys, case__isnull=True, entries__isnull=True).delete()


add_job(Job(KIND, sweep), every_minutes=24 * 60)
add_stock(
    Stock(
        "access",
        _("Aufzeichnungen von Zugriffen"),
        lambda first: AccessRecord.objects.filter(day__lt=first),
        removing(AccessRecord),
        purpose="access.record",
        whose="subject",
    )
)
add_stock(
    Stock(
        "notices",
        _("Mitteilungen im Portal"),
        lambda first: Notification.objects.filter(created_at__lt=start_of(first)),
        removing(Notification),
        purpose="portal",
    )
)
add_stock(
    Stock(
        "sheets",
        _("Mitteilungen auf Papier"),
        lambda first: Sheet.objects.filter(batch__printed_at__lt=start_of(first)),
        removing(Sheet),
        purpose="notices.paper",
    )
)
add_stock(
    Stock(
        "blocks",
        _("Beendete Auskunftssperren"),
        lambda first: DisclosureBlock.objects.filter(until__lt=first).filter(
            Q(ended_at__isnull=True) | Q(ended_at__lt=start_of(first))
        ),
        removing(DisclosureBlock),
        purpose="people.block",
    )
)
add_stock(
    Stock(
        "support",
        _("Zugriffe der Unterstützung"),
        lambda first: SupportAccess.objects.filter(until__lt=first).exclude(kind=EMERGENCY, reviewed_at__isnull=True),
        removing(SupportAccess),
        purpose="access.support",
        whose="subject",
    )
)
add_stock(
    Stock(
        "drafts",
        _("Abgelaufene Entwürfe"),
        lambda first: Draft.objects.filter(sent_case__isnull=True, expires_on__lt=first),
        _drop_drafts,
        days=1,
    )
)
add_stock(
    Stock(
        "paper",
        _("Gedruckte Formulare, die nicht zurückkamen"),
        lambda first: PrintedForm.objects.filter(
            case__isnull=True, entries__isnull=True, printed_at__lt=start_of(first)
        ),
        _drop_forms,
        purpose="paper",
    )
)
