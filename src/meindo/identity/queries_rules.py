"""Read what gives rights: the rules in force with their roles, grants, duties; now, or as known on an earlier day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q

from .birthright import Rule, RuleBook, expanded
from .duties import Action, DutyRule
from .models import BusinessRole, Duty, DutyException, Entitlement, Grant, RuleVersion
from .rule_models import RuleState
from .wanted import Given

COLUMNS = (
    "id", "role_id", "axis", "unit_id", "function", "status_group", "kind", "only_leads", "lead_days", "overlap_days",
)  # fmt: skip


def rule_book(known_on: datetime | None = None, instead: Iterable[RuleVersion] = (), without: str = "") -> RuleBook:
    """The rules in force; `instead`: versions that take the place of those of the same rule (a simulation), `without`:
    the name of a rule that is left out.
    """
    trial = list(instead)
    rows = RuleVersion.objects.filter(_in_force(known_on)).exclude(rule__in=[*(v.rule for v in trial), without])
    rules = [Rule(*row) for row in rows.values_list(*COLUMNS)]
    rules += [Rule(*(getattr(version, "pk" if column == "id" else column) for column in COLUMNS)) for version in trial]
    return RuleBook(rules, role_contents())


def _in_force(known_on: datetime | None) -> Q:
    if known_on is None:
        return Q(state=RuleState.ACTIVE)
    return Q(activated_at__lte=known_on) & (Q(retired_at__isnull=True) | Q(retired_at__gt=known_on))


def role_contents() -> dict[int, frozenset[int]]:
    """The entitlements of each business role, those of the roles in it included. Raises birthright.RoleCycle."""
    items: dict[int, list[int]] = defaultdict(list)
    through = BusinessRole.entitlements.through.objects
    for role, entitlement in through.values_list("businessrole_id", "entitlement_id"):
        items[role].append(entitlement)
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in BusinessRole.parts.through.objects.values_list("from_businessrole_id", "to_businessrole_id"):
        parts[whole].append(part)
    return expanded(items, parts)


def grants_on(
    day: date,
    roles: Mapping[int, frozenset[int]],
    *,
    people: Iterable[int] | None = None,
    known_on: datetime | None = None,
) -> dict[int, tuple[Given, ...]]:
    """The grants that hold on a day, by person, with the entitlements that they give."""
    rows = Grant.objects.filter(valid_from__lte=day, valid_until__gt=day)
    if known_on is None:
        rows = rows.filter(revoked_at__isnull=True)
    else:
        rows = rows.filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=known_on), made_at__lte=known_on)
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    found: dict[int, list[Given]] = defaultdict(list)
    rows = rows.order_by("id")
    for pk, person, entitlement, role in rows.values_list("id", "person_id", "entitlement_id", "role_id"):
        given = frozenset({entitlement}) if entitlement else roles.get(role, frozenset())
        found[person].append(Given(pk, given))
    return {person: tuple(given) for person, given in found.items()}


def duties_on(day: date) -> list[DutyRule]:
    """The rules of segregation of duties in force on a day."""
    duties = Duty.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    sides: dict[str, dict[int, set[int]]] = {"one_side": defaultdict(set), "other_side": defaultdict(set)}
    for name, found in sides.items():
        through = getattr(Duty, name).through.objects.filter(duty__in=duties)
        for duty, entitlement in through.values_list("duty_id", "entitlement_id"):
            found[duty].add(entitlement)
    return [
        DutyRule(pk, frozenset(sides["one_side"][pk]), frozenset(sides["other_side"][pk]), Action(action))
        for pk, action in duties.order_by("id").values_list("id", "action")
    ]


def excepted_on(day: date) -> frozenset[tuple[int, int]]:
    """Who may have both sides of which duty on a day: (person, duty)."""
    rows = DutyException.objects.filter(valid_from__lte=day, valid_until__gt=day)
    return frozenset(rows.values_list("person_id", "duty_id"))


def application_of_rights() -> dict[int, int]:
    """The application of each entitlement."""
    return dict(Entitlement.objects.values_list("id", "application_id"))
