"""Write the catalogue: applications with their rights, business roles, duties; all changes are audited."""

from collections.abc import Iterable
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Responsibility
from meindo.platform.people.queries import responsibilities_of, whole_city

from .birthright import RoleCycle
from .catalogue_models import Stage
from .models import Application, BusinessRole, Duty, Entitlement, SignOff
from .purposes import MANAGE
from .queries_catalogue import is_of_body
from .queries_rules import role_contents
from .roles import OWNER

WAY = ("connector", "settings")
CHANGEABLE = frozenset(
    ("label", "purpose", "risk", "is_protected", "function", *WAY, "threshold_percent", "threshold_min")
)


class CatalogueRefused(Exception):
    """The catalogue cannot take this; the text says why."""


def add_application(*, key: str, label: str, purpose: str, owner_id: int, by: Actor, **more: Any) -> Application:
    """A business application, observed only until its owner signs off more; whoever owns one answers for it from now
    on in the role of owners.
    """
    _check_owner(owner_id, more.get("function", ""))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = Application.objects.create(key=key, label=label, purpose=purpose, owner_id=owner_id, **more)
        answer_for(owner_id)
        work.record("identity.application_added", f"application:{made.uuid}", key=key)
    return made


def _check_owner(owner_id: int, function: str) -> None:
    """Nobody outside a protected function answers for its application: owners see who has access."""
    if function and not is_of_body(owner_id, function):
        raise CatalogueRefused(_("Für die Anwendung einer geschützten Funktion ist verantwortlich, wer ihr angehört."))


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
    if Entitlement.objects.filter(application=application, key=key).exists():
        raise CatalogueRefused(_("Dieses Recht steht schon im Katalog der Anwendung."))
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
        _changed(whole, work)
        work.record("identity.role_changed", f"role:{whole.uuid}", part=part.key)


def _changed(role: BusinessRole, work: Work) -> None:
    BusinessRole.objects.filter(pk=role.pk).update(changed_at=work.at)


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


def change_application(application: Application, *, by: Actor, owner_id: int | None = None, **values: Any) -> None:
    """Describe it anew, or give it to another owner. How it is connected changes only while it is observed: an owner
    signed off one way, not any.
    """
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise ValueError(f"not to be changed: {sorted(unknown)}")
    other_way = any(getattr(application, name) != values.get(name, getattr(application, name)) for name in WAY)
    if other_way and application.stage != Stage.OBSERVE:
        raise CatalogueRefused(_("Den Weg in die Anwendung ändern Sie, solange sie nur beobachtet wird."))
    if owner_id is not None and owner_id != application.owner_id:
        values["owner_id"] = owner_id
    if application.is_protected and not values.get("is_protected", True):
        raise CatalogueRefused(
            _("Der Schutz bleibt. Gehört die Anwendung zu keiner Funktion mehr, nehmen Sie sie neu auf.")
        )
    if {"owner_id", "function"} & set(values):
        _check_owner(values.get("owner_id", application.owner_id), values.get("function", application.function))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        Application.objects.filter(pk=application.pk).update(**values)
        if "owner_id" in values:
            answer_for(values["owner_id"])
        work.record("identity.application_changed", f"application:{application.uuid}", what=sorted(values))
    application.refresh_from_db()


def change_entitlement(right: Entitlement, *, by: Actor, **values: Any) -> None:
    """Describe a right anew; its key in the application stays, accounts are known by it."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        Entitlement.objects.filter(pk=right.pk).update(**values)
        work.record("identity.entitlement_changed", f"entitlement:{right.uuid}", what=sorted(values))
    right.refresh_from_db()


def put_right_into(role: BusinessRole, right: Entitlement, *, by: Actor) -> None:
    """From now on the role holds this right as well; what that gives to whom the next plan says."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        role.entitlements.add(right)
        _changed(role, work)
        work.record("identity.role_changed", f"role:{role.uuid}", right=right.key)


def take_right_out(role: BusinessRole, right: Entitlement, *, by: Actor) -> None:
    """The role holds this right no longer."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        role.entitlements.remove(right)
        _changed(role, work)
        work.record("identity.role_changed", f"role:{role.uuid}", without=right.key)
