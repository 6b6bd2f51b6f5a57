"""What can be asked for: rights and roles that their applications offer, found by words."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.identity.models import Application, BusinessRole, Entitlement
from meindo.identity.queries_rules import role_contents
from meindo.platform.clock import today


class Offer(NamedTuple):
    """What one application offers, or the roles (`application` None)."""

    application: Application | None
    things: tuple[Entitlement | BusinessRole, ...]


def in_use() -> QuerySet[Entitlement]:
    """The rights of applications that have not ended and are not protected: protected ones are given by their body."""
    running = Q(application__ended_on__isnull=True) | Q(application__ended_on__gt=today())
    rows = Entitlement.objects.filter(running, application__is_protected=False)
    return rows.select_related("application").order_by("application__label", "label", "id")


def rights_offered() -> QuerySet[Entitlement]:
    """Those that can be asked for."""
    return in_use().filter(is_requestable=True)


def roles_offered() -> list[BusinessRole]:
    """The business roles that can be asked for: all that is in them belongs to applications in use."""
    rows = list(BusinessRole.objects.filter(is_requestable=True).order_by("label", "id"))
    contents = role_contents([row.pk for row in rows]) if rows else {}
    usable = set(in_use().filter(pk__in=frozenset().union(*contents.values())).values_list("pk", flat=True))
    return [row for row in rows if contents.get(row.pk) and contents[row.pk] <= usable]


def is_offered(what: Entitlement | BusinessRole) -> bool:
    """Whether it can be asked for today."""
    if isinstance(what, Entitlement):
        return rights_offered().filter(pk=what.pk).exists()
    return what.pk in {row.pk for row in roles_offered()}


def thing_named(uuid: UUID | str) -> Entitlement | BusinessRole:
    """One right or role that can be asked for; Entitlement.DoesNotExist for anything else."""
    for row in roles_offered():
        if str(row.uuid) == str(uuid):
            return row
    return rights_offered().get(uuid=uuid)


def beside(what: Entitlement | BusinessRole) -> list[Entitlement | BusinessRole]:
    """What can be asked for instead: the rights of the same application, or the other roles."""
    if isinstance(what, Entitlement):
        return list(rights_offered().filter(application_id=what.application_id))
    return list(roles_offered())


def deciding_application(what: Entitlement | BusinessRole) -> Application | None:
    """The application whose owner decides; None where a role reaches into several."""
    if isinstance(what, Entitlement):
        return what.application
    inside = role_contents([what.pk]).get(what.pk, frozenset())
    found = Application.objects.filter(entitlements__in=inside).distinct()
    return found.get() if len(found) == 1 else None


def search(text: str) -> list[Offer]:
    """What is offered, by application, the roles last; every word must occur, in the application or in the right."""
    words = text.casefold().split()
    found: dict[int, list[Entitlement]] = {}
    applications: dict[int, Application] = {}
    for row in rights_offered():
        told = (row.application.label, row.application.purpose, row.label, row.description)
        if _says(told, words):
            found.setdefault(row.application_id, []).append(row)
            applications[row.application_id] = row.application
    offers = [Offer(applications[pk], tuple(rows)) for pk, rows in found.items()]
    roles = tuple(row for row in roles_offered() if _says((row.label, row.description), words))
    return [*offers, Offer(None, roles)] if roles else offers


def _says(told: Iterable[str], words: list[str]) -> bool:
    all_of_it = " ".join(told).casefold()
    return all(word in all_of_it for word in words)


def emergency_rights(application: Application) -> QuerySet[Entitlement]:
    """What can be given in an emergency: every right of an application in use, also what nobody can ask for."""
    return in_use().filter(application=application)


def emergency_applications(owner: int | None) -> QuerySet[Application]:
    """The applications in use; `owner`: those for which this person answers."""
    rows = Application.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today()), is_protected=False)
    return (rows if owner is None else rows.filter(owner_id=owner)).order_by("label", "id")
