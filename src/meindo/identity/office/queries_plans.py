"""Reads of the pages about plans."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from meindo.identity.models import Application, Entitlement, Operation, Plan, Standing
from meindo.identity.plan_models import OperationState, PlanState
from meindo.identity.roles import OWNER
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.people.models import Person

from .sights import WHOLE

WAITING = (PlanState.STOPPED, PlanState.READY)


class Tally(NamedTuple):
    """How many operations of a plan are in which state in one application."""

    application: str
    counts: tuple[tuple[str, int], ...]


def plans_of(viewer: Viewer, state: str = "") -> QuerySet[Plan]:
    """Plans, the latest first; an owner sees those that touch the own applications."""
    found = Plan.objects.exclude(state=PlanState.DRAFT)
    if viewer.role not in WHOLE:
        mine = visible(viewer, Operation).values("plan_id")
        found = found.filter(pk__in=mine)
    if state in PlanState.values:
        found = found.filter(state=state)
    return found.order_by("-id")


def plan_of(viewer: Viewer, uuid: UUID | str) -> Plan:
    """One plan; Plan.DoesNotExist also for one that the viewer does not see."""
    return plans_of(viewer).select_related("undoes", "released_by").get(uuid=uuid)


def operations_of(viewer: Viewer, plan: Plan, state: str = "", application: str = "") -> QuerySet[Operation]:
    """What a plan does to accounts, in the order in which it does it."""
    found = visible(viewer, Operation).filter(plan=plan).select_related("application", "person")
    found = found.filter(state=state) if state in OperationState.values else found
    found = found.filter(application__key=application) if application else found
    return found.order_by("number")


def tallies(viewer: Viewer, plan: Plan) -> list[Tally]:
    """Operations by application and state."""
    rows = visible(viewer, Operation).filter(plan=plan).values_list("application__label", "state")
    found: dict[str, list[tuple[str, int]]] = {}
    for label, state, number in rows.annotate(n=Count("id")).order_by("application__label", "state"):
        found.setdefault(label, []).append((str(OperationState(state).label), number))
    return [Tally(label, tuple(counts)) for label, counts in found.items()]


def number_of_people(plan: Plan) -> int:
    """About how many people a plan is."""
    return plan.turns.count()


def undo_of(plan: Plan) -> Plan | None:
    """The plan that leads back, if there is one."""
    return Plan.objects.filter(undoes=plan).first()


def held_by(plan: Plan) -> QuerySet[Standing]:
    """The people about whom nothing is planned until somebody lets go of them."""
    return Standing.objects.filter(held_by=plan).select_related("person").order_by("person__sort_name", "id")


def right_names(applications: Iterable[int]) -> dict[tuple[int, str], str]:
    """The words for the rights of some applications, by the application's own name for them."""
    rows = Entitlement.objects.filter(application_id__in=set(applications))
    return {(pk, key): label for pk, key, label in rows.values_list("application_id", "key", "label")}


def application_names(keys: Iterable[int]) -> dict[int, str]:
    """The names of some applications."""
    return dict(Application.objects.filter(pk__in=list(keys)).values_list("pk", "label"))


def troubled(viewer: Viewer) -> int:
    """How many operations failed or met an account that was changed meanwhile, and still stand so."""
    bad = visible(viewer, Operation).filter(state__in=(OperationState.FAILED, OperationState.CONFLICT))
    return bad.filter(plan__state__in=(PlanState.APPLYING, PlanState.APPLIED)).count()


def proposed(viewer: Viewer) -> int:
    """How many operations wait for the owner's yes."""
    if viewer.role != OWNER:
        return 0
    return visible(viewer, Operation).filter(Q(state=OperationState.PROPOSED), ~Q(plan__state=PlanState.STALE)).count()


def maker_of(plan: Plan) -> Person | None:
    """Who made a plan, if it was a person."""
    kind, _colon, key = plan.made_by.partition(":")
    return Person.objects.filter(uuid=key).first() if kind == "person" else None
