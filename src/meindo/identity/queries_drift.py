"""Reads of the comparison with what is there: what is planned for an application, what changes now, what was found."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from meindo.platform.login.models import User
from meindo.platform.people.models import Employment

from .catalogue_models import Stage
from .city import Card
from .commands_names import Names
from .difference import Target, Whole, targets
from .drift import Known, Soll
from .drift_models import ALIVE, FindingState
from .images import Kept, as_wish, same
from .models import Account, Application, Entitlement, Finding, Operation, Plan, RightSet, Standing
from .plan_models import OperationState, PlanState
from .queries_rules import application_of_rights
from .wanted import Rights

NOTHING: Kept = {"enabled": False, "rights": [], "card": {}}
MANY = 500


def planned_images(application: Application, people: Collection[int] | None = None) -> dict[int, Kept]:
    """How the account of everybody (or of some) should be in an application by what was last planned; of whom nothing
    was ever planned: nobody there.
    """
    rows = Standing.objects.all()
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    found = list(rows.values_list("person_id", "rights_id", "card", "locked"))
    sets = _targets(application, {name for _person, name, *_ in found})
    keys = dict(Entitlement.objects.filter(application=application).values_list("id", "key"))
    named = {name: sorted(keys[right] for right in target.rights) for name, target in sets.items()}
    return {
        person: {
            "enabled": name in sets and sets[name].enabled and not locked,
            "rights": named.get(name, []),
            "card": dict(zip(Card._fields, card, strict=False)) if any(card) else {},
        }
        for person, name, card, locked in found
    }


def _targets(application: Application, names: set[str]) -> dict[str, Target]:
    """What each set of rights means in one application; many people share one."""
    rows = RightSet.objects.all() if len(names) > MANY else RightSet.objects.filter(pk__in=names)
    application_of, only = application_of_rights(), frozenset({application.pk})
    sets: Iterable[tuple[str, Rights]] = ((name, frozenset(found)) for name, found in rows.values_list("pk", "rights"))
    found = {name: targets(Whole(rights), application_of, only) for name, rights in sets if name in names}
    return {name: target[application.pk] for name, target in found.items() if target}


@dataclass(slots=True)
class Row:
    """An account as far as a comparison asks for it; thousands of them are read at once."""

    pk: int
    native_id: str
    person_id: int | None
    seen: Kept | None
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Planned:
    """What meindo knows of an application at one instant: its accounts, and how each of them should be."""

    accounts: list[Row]
    images: Mapping[int, Kept]
    decided: Mapping[str, Kept]

    def known(self) -> list[Known]:
        """The accounts that somebody has, and those of nobody about which was decided."""
        found = [
            Known(row.native_id, row.person_id, as_wish(row.native_id, self.images.get(row.person_id, NOTHING)))
            for row in self.accounts
            if row.person_id is not None
        ]
        return found + [Known(name, None, as_wish(name, kept)) for name, kept in self.decided.items()]

    def without_account(self) -> set[int]:
        """People for whom an account is planned and none is known."""
        have = {row.person_id for row in self.accounts}
        return {
            person for person, kept in self.images.items() if (kept["enabled"] or kept["rights"]) and person not in have
        }


def planned_in(application: Application) -> Planned:
    """What is planned for an application now."""
    rows = Account.objects.filter(application=application)
    decided = rows.filter(person__isnull=True, target__isnull=False).values_list("native_id", "target")
    # what they show is nobody's matter any more
    closed = {name: {**(target or NOTHING), "card": {}} for name, target in decided}
    accounts = [Row(*row) for row in rows.values_list("pk", "native_id", "person_id", "seen")]
    return Planned(accounts, planned_images(application), closed)


def _overtaken(application: Application, rows: Iterable[Operation]) -> list[Operation]:
    """The operations that no longer bring their account to what is planned for it, or whose account has another
    holder by now.
    """
    asked = list(rows)
    names = [row.native_id for row in asked]
    accounts = Account.objects.filter(application=application, native_id__in=names)
    holders = dict(accounts.values_list("native_id", "person_id"))
    images = planned_images(application, {person for person in holders.values() if person})
    found = []
    for row in asked:
        holder = holders.get(row.native_id)
        wanted = images.get(holder, NOTHING) if holder else row.after
        if holder != row.person_id or not same(wanted, row.after):
            found.append(row)
    return found


def still_planned(plan: Plan) -> bool:
    """Whether a repair still brings its accounts to what is planned for them."""
    return not overtaken(plan.operations.select_related("application"))


def overtaken(rows: Iterable[Operation]) -> set[int]:
    """The numbers of operations of one plan that no longer lead to what is planned."""
    asked = list(rows)
    found: set[int] = set()
    for application in {row.application for row in asked}:
        own = [row for row in asked if row.application_id == application.pk]
        found.update(row.number for row in _overtaken(application, own))
    return found


def soll_of(application: Application, planned: Planned, there: set[str], busy: Collection[str]) -> Soll:
    """What the comparison asks for. Whose unknown accounts may be is looked up only if there are any."""
    known, lacking = planned.known(), planned.without_account()
    names = Names({(application.pk, person) for person in lacking}) if lacking else None
    strange = there - {row.native_id.casefold() for row in known}
    return Soll(
        known,
        {person: names.account(application.pk, person).native_id for person in sorted(lacking)} if names else {},
        _numbers() if strange else {},
        busy,
    )


def _numbers() -> dict[str, int]:
    """Who has a personnel number or a log-in name, folded."""
    users = User.objects.filter(person_id__isnull=False).values_list("username", "person_id")
    found = {name.casefold(): person for name, person in users if person}
    jobs = Employment.objects.values_list("personnel_no", "person_id")
    return found | {number.casefold(): person for number, person in jobs}


def busy_in(application: Application, since: datetime | None = None) -> set[str]:
    """Accounts, folded, that a plan is changing, or changed since an instant, or for which a change is proposed."""
    own = Operation.objects.filter(application=application)
    waiting = Q(state=OperationState.PENDING, plan__state=PlanState.APPLYING)
    proposed = Q(state=OperationState.PROPOSED, plan__state__in=(PlanState.APPLYING, PlanState.APPLIED))
    names = set(own.filter(waiting | proposed).values_list("native_id", flat=True))
    if since is not None:
        plans = Plan.objects.filter(Q(state=PlanState.APPLYING) | Q(applied_at__gte=since))
        names.update(own.filter(plan__in=plans, done_at__gte=since).values_list("native_id", flat=True))
    return {name.casefold() for name in names}


def applications_to_read() -> QuerySet[Application]:
    """All that are connected at all: reading is allowed in every stage."""
    return Application.objects.filter(ended_on__isnull=True, stage__in=Stage.values).order_by("key")


def open_findings(application: Application | None = None, kind: str = "") -> QuerySet[Finding]:
    """What waits for a decision, of one application or of all; newest first, ready for pages."""
    return _findings((FindingState.OPEN,), application, kind)


def accepted_findings(application: Application | None = None) -> QuerySet[Finding]:
    """What somebody accepted for a time, and is still so."""
    return _findings((FindingState.ACCEPTED,), application, "")


def _findings(states: Iterable[str], application: Application | None, kind: str) -> QuerySet[Finding]:
    rows = Finding.objects.filter(state__in=list(states)).select_related("application", "person", "plan")
    rows = rows.filter(application=application) if application else rows
    rows = rows.filter(kind=kind) if kind else rows
    return rows.order_by("-first_seen_at", "-id")


class Tally(NamedTuple):
    """How many findings of one kind an application has."""

    application: int
    kind: str
    open: int
    accepted: int


def tallies() -> list[Tally]:
    """Open and accepted findings by application and kind, in one query."""
    rows = Finding.objects.filter(state__in=ALIVE).values("application_id", "kind").order_by("application_id", "kind")
    counted = rows.annotate(
        open=Count("id", filter=Q(state=FindingState.OPEN)),
        accepted=Count("id", filter=Q(state=FindingState.ACCEPTED)),
    )
    return [Tally(row["application_id"], row["kind"], row["open"], row["accepted"]) for row in counted]


def labels_of(findings: Iterable[Finding]) -> dict[tuple[int, str], str]:
    """The words of the rights that some findings name, by application and key."""
    keys = {(row.application_id, row.detail) for row in findings}
    rows = Entitlement.objects.filter(application_id__in={pk for pk, _key in keys}, key__in={key for _pk, key in keys})
    return {(pk, key): label for pk, key, label in rows.values_list("application_id", "key", "label")}
