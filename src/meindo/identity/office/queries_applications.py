"""Reads of the pages about applications, rights and roles."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from meindo.identity.models import Account, Application, BusinessRole, Entitlement, RuleVersion, SignOff
from meindo.identity.plan_models import AccountState
from meindo.identity.rule_models import RuleState
from meindo.platform.access.viewer import Viewer, visible

SORTS = {
    "label": ("label", "id"),
    "owner": ("owner__sort_name", "label", "id"),
    "stage": ("stage", "label", "id"),
    "risk": ("risk", "label", "id"),
}


class Counts(NamedTuple):
    """How many accounts of an application are open and how many are closed."""

    open: int
    closed: int


def applications_of(viewer: Viewer, text: str = "", sort: str = "label") -> QuerySet[Application]:
    """Applications in use that the viewer sees, found by a part of their name, key or purpose."""
    found = visible(viewer, Application).filter(ended_on__isnull=True).select_related("owner")
    if text:
        found = found.filter(Q(label__icontains=text) | Q(key__icontains=text) | Q(purpose__icontains=text))
    order = SORTS.get(sort.removeprefix("-"), SORTS["label"])
    turned = [f"-{name}" for name in order] if sort.startswith("-") else list(order)
    return found.order_by(*turned)


def application_of(viewer: Viewer, uuid: UUID | str) -> Application:
    """One of them; Application.DoesNotExist also for one that the viewer does not see."""
    return visible(viewer, Application).select_related("owner").get(uuid=uuid)


def accounts_in(applications: Iterable[Application]) -> dict[int, Counts]:
    """Accounts by application."""
    rows = Account.objects.filter(application__in=list(applications)).values_list("application_id", "state")
    counted = Counter[tuple[int, str]]()
    for pk, state, number in rows.annotate(n=Count("id")):
        counted[pk, state] += number
    found = {pk for pk, _state in counted}
    return {pk: Counts(counted[pk, AccountState.ACTIVE], counted[pk, AccountState.DISABLED]) for pk in found}


def rights_of(application: Application) -> QuerySet[Entitlement]:
    """The rights in an application with the roles that contain them."""
    roles = Prefetch("roles", BusinessRole.objects.order_by("label", "id"))
    return application.entitlements.order_by("label", "id").prefetch_related(roles)


def right_of(application: Application, uuid: UUID | str) -> Entitlement:
    """One of them."""
    return application.entitlements.get(uuid=uuid)


def sign_offs_of(application: Application) -> QuerySet[SignOff]:
    """Which stage was signed off when and by whom, the latest first."""
    return application.sign_offs.select_related("by").order_by("-at", "-id")


def roles_in_use(text: str = "") -> QuerySet[BusinessRole]:
    """Business roles with the number of rights in them, found by a part of their name."""
    found = BusinessRole.objects.annotate(rights=Count("entitlements", distinct=True)).order_by("label", "id")
    return found.filter(Q(label__icontains=text) | Q(key__icontains=text)) if text else found


def role_of(uuid: UUID | str) -> BusinessRole:
    """One business role."""
    return BusinessRole.objects.get(uuid=uuid)


def rights_in(role: BusinessRole) -> QuerySet[Entitlement]:
    """The rights that a role holds itself."""
    return role.entitlements.select_related("application").order_by("application__label", "label", "id")


def parts_of(role: BusinessRole) -> QuerySet[BusinessRole]:
    """The roles in it."""
    return role.parts.order_by("label", "id")


def rules_giving(role: BusinessRole) -> QuerySet[RuleVersion]:
    """The rules in force that give it."""
    return role.rules.filter(state=RuleState.ACTIVE).select_related("unit", "role").order_by("rule")


def all_rights() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every right as a choice, by application."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = Entitlement.objects.filter(application__ended_on__isnull=True)
    for label, uuid, right in rows.order_by("application__label", "label").values_list(
        "application__label", "uuid", "label"
    ):
        groups.setdefault(label, []).append((str(uuid), right))
    return list(groups.items())


def all_roles() -> list[tuple[str, str]]:
    """Every business role as a choice."""
    return [(str(uuid), label) for uuid, label in BusinessRole.objects.order_by("label").values_list("uuid", "label")]


def right_by_uuid(uuid: UUID | str) -> Entitlement:
    """Any right of the catalogue."""
    return Entitlement.objects.get(uuid=uuid)


def key_is_taken(key: str) -> bool:
    """Whether an application has this short name."""
    return Application.objects.filter(key=key).exists()


def role_key_is_taken(key: str) -> bool:
    """Whether a business role has this short name."""
    return BusinessRole.objects.filter(key=key).exists()


def all_applications() -> list[tuple[str, str]]:
    """Every application in use as a choice."""
    rows = Application.objects.filter(ended_on__isnull=True).order_by("label")
    return [(str(uuid), label) for uuid, label in rows.values_list("uuid", "label")]


def any_application(uuid: UUID | str) -> Application:
    """Any application of the catalogue."""
    return Application.objects.get(uuid=uuid)
