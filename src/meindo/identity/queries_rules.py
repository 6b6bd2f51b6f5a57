"""Read what gives rights: the rules in force with their roles, grants, duties; now, or as known on an earlier day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Max, Q

from .birthright import Rule, RuleBook, expanded
from .duties import Action, DutyRule
from .models import BusinessRole, Duty, DutyException, Entitlement, Grant, RuleVersion, Withholding
from .rule_models import RuleState
from .wanted import Given

COLUMNS = (
    "id", "role_id", "axis", "unit_id", "function", "status_group", "kind", "only_leads", "lead_days", "overlap_days",
)  # fmt: skip


def rule_book(
    known_on: datetime | None = None,
    instead: Iterable[RuleVersion] = (),
    without: str = "",
    units: Iterable[int] | None = None,
) -> RuleBook:
    """The rules in force; `instead`: versions that take the place of those of the same rule (a simulation), `without`:
    the name of a rule that is left out, `units`: only rules for one of these, and those without a unit.
    """
    trial = list(instead)
    rows = RuleVersion.objects.filter(_in_force(known_on)).exclude(rule__in=[*(v.rule for v in trial), without])
    if units is not None:
        rows = rows.filter(Q(unit_id__in=list(units)) | Q(unit_id__isnull=True))
    rules = [Rule(*row) for row in rows.values_list(*COLUMNS)]
    rules += [Rule(*(getattr(version, "pk" if column == "id" else column) for column in COLUMNS)) for version in trial]
    return RuleBook(rules, role_contents(None if units is None else {rule.role for rule in rules}))


def reach_of_rules(known_on: datetime | None = None, instead: Iterable[RuleVersion] = ()) -> tuple[int, int]:
    """The most days before and after a placing that a rule in force reaches."""
    far = RuleVersion.objects.filter(_in_force(known_on)).aggregate(lead=Max("lead_days"), overlap=Max("overlap_days"))
    trial = list(instead)
    return (
        max([far["lead"] or 0, *(version.lead_days for version in trial)]),
        max([far["overlap"] or 0, *(version.overlap_days for version in trial)]),
    )


def _in_force(known_on: datetime | None) -> Q:
    if known_on is None:
        return Q(state=RuleState.ACTIVE)
    return Q(activated_at__lte=known_on) & (Q(retired_at__isnull=True) | Q(retired_at__gt=known_on))


def role_contents(roles: Iterable[int] | None = None) -> dict[int, frozenset[int]]:
    """The entitlements of each business role (or of some), those of the roles in it included. Raises
    birthright.RoleCycle.
    """
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in BusinessRole.parts.through.objects.values_list("from_businessrole_id", "to_businessrole_id"):
        parts[whole].append(part)
    rows = BusinessRole.entitlements.through.objects.all()
    if roles is not None:
        rows = rows.filter(businessrole_id__in=_with_parts(roles, parts))
    items: dict[int, list[int]] = defaultdict(list)
    for role, entitlement in rows.values_list("businessrole_id", "entitlement_id"):
        items[role].append(entitlement)
    return expanded(items, parts)


def _with_parts(roles: Iterable[int], parts: Mapping[int, list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(roles)
    while waiting:
        role = waiting.pop()
        if role not in found:
            found.add(role)
            waiting += parts.get(role, [])
    return found


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


def withheld_on(
    day: date, *, people: Iterable[int] | None = None, known_on: datetime | None = None
) -> dict[int, frozenset[int]]:
    """What was taken out of the birthrights of people for a time, by person."""
    rows = Withholding.objects.filter(valid_from__lte=day, valid_until__gt=day)
    if known_on is None:
        rows = rows.filter(ended_at__isnull=True)
    else:
        rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=known_on), made_at__lte=known_on)
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    found: dict[int, set[int]] = defaultdict(set)
    for person, right in rows.values_list("person_id", "entitlement_id"):
        found[person].add(right)
    return {person: frozenset(rights) for person, rights in found.items()}


def roles_granted(day: date, people: Iterable[int]) -> set[int]:
    """The roles that some people have by a grant on a day, revoked ones included."""
    rows = Grant.objects.filter(
        valid_from__lte=day, valid_until__gt=day, role__isnull=False, person_id__in=list(people)
    )
    return {role for role in rows.values_list("role_id", flat=True) if role}


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
