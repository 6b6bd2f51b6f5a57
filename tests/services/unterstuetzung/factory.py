"""Accesses of the support on each of their ways; contract tests find `make` in every factory."""

from datetime import timedelta
from typing import Any

from tests.support.office import PASSWORD, Office

from meindo.platform.access import queries_support
from meindo.platform.access.commands_support import PURPOSE
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.outbox.worker import drain
from meindo.services.unterstuetzung import commands

WHO, HELPER, COLLEAGUE, DSB = "mitarbeiterin", "hilfe", "hilfe2", "datenschutz"
ROLES = {HELPER: queries_support.ROLE, COLLEAGUE: queries_support.ROLE, DSB: queries_support.REVIEWER}


def with_support(office: Office) -> Office:
    """Two people of the support, and one who reviews emergencies."""
    new = [name for name in ROLES if name not in office.people]
    for name in new:
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], ROLES[name], office.units["root"])
    office.city.store()
    for name in new:
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    return office


def make(office: Office, who: str = WHO, service: str = "", days: int = 3) -> Case:
    """A call for help that waits for the support."""
    until = today() + timedelta(days=days)
    return commands.ask_for_help(
        employment=office.employment(who), service=service, reason="Störung", until=until, by=office.actor(who)
    )


def asked(office: Office, service: str = "", days: int = 3, by: str = HELPER, who: str = WHO) -> Case:
    """The support asks a person."""
    until = today() + timedelta(days=days)
    return commands.ask_for_access(
        subject=office.people[who], service=service, reason="Störung", until=until, by=office.actor(by)
    )


def taken(office: Office, service: str = "dienstreise", by: str = HELPER, who: str = WHO) -> Case:
    """The support takes an access in an emergency."""
    return commands.take_access(subject=office.people[who], service=service, reason="Konto falsch", by=office.actor(by))


def decide(office: Office, case: Case, move: str, who: str = WHO, **more: Any) -> CaseEvent:
    """Somebody makes a move on the case as it stands."""
    case.refresh_from_db()
    return commands.decide(case=case, move_name=move, by=office.actor(who), revision=case.revision, **more)


def seen(office: Office, who: str = HELPER, role: str = queries_support.ROLE) -> set[int]:
    """The cases of other services that somebody sees in a role."""
    viewer = Viewer(office.actor(who), role, PURPOSE, today())
    return set(visible(viewer, Case).exclude(service="unterstuetzung").values_list("pk", flat=True))


def whole_life(office: Office) -> None:
    """Each way from the beginning to the end."""
    with_support(office)
    case = asked(office)
    decide(office, case, "grant")
    decide(office, case, "end")
    called = make(office)
    decide(office, called, "take", who=HELPER)
    decide(office, called, "give_back", who=HELPER)
    decide(office, taken(office), "confirm", who=DSB, reason="War dringend")
    drain()
