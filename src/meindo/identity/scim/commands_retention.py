"""What a client deleted goes for good after half a year; the digest of a name stays, so that nobody gets it again."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from meindo.identity.scim_models import ScimAccount, ScimGroup, ScimMember
from meindo.kernel.message import mark as _
from meindo.platform.clock import start_of
from meindo.platform.outbox.work import Work
from meindo.platform.retention.commands_stocks import Stock, add_stock, removing

from .commands_names import end_names

KEPT_DAYS = 180  # a value of the city: long enough to see what a wrong run of a directory took away


def _deleted_before(model: Any) -> Any:
    def older(first: date) -> QuerySet[Any]:
        return model.objects.filter(deleted_at__lt=start_of(first))  # type: ignore[no-any-return]

    return older


def _erase_accounts(work: Work, keys: list[int]) -> None:
    end_names(keys, work.at)
    ScimMember.objects.filter(account__in=keys).delete()
    removing(ScimAccount)(work, keys)


def _erase_groups(work: Work, keys: list[int]) -> None:
    ScimMember.objects.filter(group__in=keys).delete()
    removing(ScimGroup)(work, keys)


add_stock(
    Stock(
        "scim_accounts",
        _("Gelöschte Konten eines vorgelagerten Verzeichnisses"),
        _deleted_before(ScimAccount),
        _erase_accounts,
        days=KEPT_DAYS,
    )
)
add_stock(
    Stock(
        "scim_groups",
        _("Gelöschte Gruppen eines vorgelagerten Verzeichnisses"),
        _deleted_before(ScimGroup),
        _erase_groups,
        days=KEPT_DAYS,
        whose="members__account__person",
    )
)
