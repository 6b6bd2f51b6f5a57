"""Write the catalogue: applications with their rights, business roles, duties; all changes are audited."""

from collections.abc import Iterable
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Responsibility
from meindo.platform.people.queries import responsibilities_of, whole_city

from .birthright import RoleCycle
from .models import Application, BusinessRole, Duty, Entitlement, SignOff
from .purposes import MANAGE
from .queries_rules import role_contents
from .roles import OWNER


class CatalogueRefused(Exception):
    """The catalogue cannot take this; the text says why."""


def add_application(*, key: str, label: str, purpose: str, owner_id: int, by: Actor, **more: Any) -> Application:
    """A business application, observed only until its owner signs off more; whoever owns one answers for it from now
    on in the role of owners.
    """
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = Application.objects.create(key=key, label=label, purpose=purpose, owner_id=owner_id, **more)
        answer_for(owner_id)
        work.record("identity.application_added", f"application:{made.uuid}", key=key)
    return made


def answer_for(owner_id: int) -> None:
    """The person holds the role of owners, in which their pages open; the catalogue says of which applications."""
    if OWNER in responsibilities_of(owner_id, today(), (OWNER,)):
        return
    city = whole_city()
    if city is not None:
        key = {"person_id": owner_id, "role": OWNER, "unit_id": city}
        state(Responsibility, [Statement(key, {}, today())], source="identity")


def add_entitlement(
    *, application: Application, key: str, label: str, description: str, by: Actor, **more: Any
) -> Entitlement:
    """A right in an application, in words that a manager understands."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = Entitlement.objects.create(
            application=application, key=key, label=label, description=description, **more
        )
        work.record("identity.entitlement_added", f"entitlement:{made.uuid}", application=application.key, key=key)
    return made


def add_role(
    *,
    key: str,
    label: str,
    by: Actor,
    entitlements: Iterable[Entitlement] = (),
    parts: Iterable[BusinessRole] = (),
    **more: Any,
) -> BusinessRole:
    """A business role with rights and other roles in it."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = BusinessRole.objects.create(key=key, label=label, **more)
        made.entitlements.add(*entitlements)
        made.parts.add(*parts)
        work.record("identity.role_added", f"role:{made.uuid}", key=key)
    return made


def put_into(whole: BusinessRole, part: BusinessRole, *, by: Actor) -> None:
    """One role becomes part of another; refused where a ring would come of it."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        whole.parts.add(part)
        try:
            role_contents()
        except RoleCycle as ring:
            raise CatalogueRefused(_("Eine Rolle kann sich nicht selbst enthalten, auch nicht über andere.")) from ring
        work.record("identity.role_changed", f"role:{whole.uuid}", part=part.key)


def add_duty(
    *,
    key: str,
    label: str,
    reason: str,
    action: str,
    one_side: Iterable[Entitlement],
    other_side: Iterable[Entitlement],
    by: Actor,
) -> Duty:
    """Two sides that one person must not have together."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = Duty.objects.create(key=key, label=label, reason=reason, action=action)
        made.one_side.add(*one_side)
        made.other_side.add(*other_side)
        work.record("identity.duty_added", f"duty:{made.uuid}", key=key, action=action)
    return made


def sign_off(application: Application, stage: str, *, by: Actor, reason: str = "") -> None:
    """The owner lets the application go to a stage, or back; nobody else does."""
    if by.person_id != application.owner_id:
        raise CatalogueRefused(_("Über die Stufe einer Anwendung entscheidet, wer für sie verantwortlich ist."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        SignOff.objects.create(application=application, stage=stage, by_id=by.person_id, reason=reason, at=work.at)
        Application.objects.filter(pk=application.pk).update(stage=stage)
        work.record("identity.stage", f"application:{application.uuid}", stage=stage)
    application.refresh_from_db()
