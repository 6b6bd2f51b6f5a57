"""Requests for access on each of their ways, in the small office; contract tests find `make` in every factory."""

from datetime import timedelta
from typing import Any

from tests.support.office import PASSWORD, Office

from meindo.identity import commands_catalogue as catalogue
from meindo.identity.models import Application, BusinessRole, Duty, Entitlement, Grant
from meindo.identity.requests import commands, commands_emergency
from meindo.identity.roles import AUDITOR, OFFICE, OWNER
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.outbox.worker import drain
from meindo.platform.people.queries import main_employment

WHO, BOSS, OWNS, IT, IT2, LOOKS = "mitarbeiterin", "teamleitung", "verfahren", "ithaus", "ithaus2", "pruefung"
ROLES = {OWNS: OWNER, IT: OFFICE, IT2: OFFICE, LOOKS: AUDITOR}


def with_catalogue(office: Office, *, stage: str = "write", connector: str = "own") -> Office:
    """People of the IT house, an owner, an auditor; an application with rights, one that is protected, a role."""
    new = [name for name in ROLES if name not in office.people]
    for name in new:
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], ROLES[name], office.units["root"])
    office.city.store()
    for name in new:
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    if Application.objects.filter(key="karten").exists():
        return office
    by = office.actor(IT)
    for key, label, rights, more in (
        ("karten", "Karten", ("sehen", "zeichnen", "drucken"), {}),
        ("kasse", "Kassenverfahren", ("buchen", "anordnen"), {}),
        ("geheim", "Geschütztes Verfahren", ("lesen",), {"is_protected": True}),
    ):
        made = catalogue.add_application(
            key=key, label=label, purpose=f"Zweck {key}", owner_id=office.people[OWNS].pk, by=by, stage=stage, **more
        )
        for right in rights:
            catalogue.add_entitlement(
                application=made, key=right, label=right.title(), description=f"Darf {right}.", by=by
            )
    return office


def right(key: str) -> Entitlement:
    """A right by "application.right"."""
    application, name = key.split(".")
    return Entitlement.objects.get(application__key=application, key=name)


def role(office: Office, key: str, *rights: str, **more: Any) -> BusinessRole:
    """A business role that can be asked for."""
    found = [right(name) for name in rights]
    return catalogue.add_role(
        key=key, label=key.title(), entitlements=found, by=office.actor(IT), is_requestable=True, **more
    )


def duty(office: Office, action: str, one: str = "kasse.buchen", other: str = "kasse.anordnen") -> Duty:
    """Booking and ordering must not meet."""
    return catalogue.add_duty(
        key=f"kasse-{action}",
        label="Buchen und Anordnen",
        reason="Vier Augen bei Zahlungen",
        action=action,
        one_side=[right(one)],
        other_side=[right(other)],
        by=office.actor(IT),
    )


def make(
    office: Office, who: str = WHO, by: str = "", what: str | BusinessRole = "karten.zeichnen", days: int = 60
) -> Case:
    """Somebody asks for themselves, or somebody else asks for them."""
    with_catalogue(office)
    return commands.ask(
        employment=main_employment(office.people[who].pk),
        what=right(what) if isinstance(what, str) else what,
        reason="Spielplatzplanung",
        until=today() + timedelta(days=days),
        by=office.actor(by or who),
    )


def decide(office: Office, case: Case, move: str, who: str, **more: Any) -> CaseEvent:
    """Somebody makes a move on the case as it stands."""
    case.refresh_from_db()
    return commands.decide(case=case, move_name=move, by=office.actor(who), **{"revision": case.revision, **more})


def granted(office: Office, who: str = WHO, **more: Any) -> Grant:
    """Asked for by the person, endorsed, granted."""
    case = make(office, who, **more)
    decide(office, case, "endorse", BOSS)
    decide(office, case, "grant", OWNS)
    return Grant.objects.get(request=case.number)


def emergency(office: Office, who: str = WHO, what: str = "karten.drucken", by: str = OWNS) -> Case:
    """A right given at once."""
    with_catalogue(office)
    return commands_emergency.give_at_once(
        employment=main_employment(office.people[who].pk), what=right(what), reason="Ausfall", by=office.actor(by)
    )


def whole_life(office: Office) -> None:
    """Each way from the beginning to the end."""
    granted(office)
    case = make(office, what="karten.sehen", by=BOSS)
    decide(office, case, "refuse", OWNS, reason="Nicht nötig")
    decide(office, emergency(office), "confirm", LOOKS, reason="War dringend")
    drain()
