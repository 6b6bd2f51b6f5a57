"""Which roles a person holds today, and in which one they act."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.people.projection import ensure_today
from meindo.platform.people.queries import roles_held
from meindo.platform.registry.catalogue import role_labels

APPLICANT = "applicant"
SESSION_KEY = "role"
LEFT = "left"  # of the session: it was opened by somebody who had left already


class Request(HttpRequest):
    """A request that has passed the gate."""

    acting: "Acting"
    viewer: Viewer
    seen: set[tuple[int, int]]


@dataclass(frozen=True)
class Acting:
    """A person, the roles they hold today and the one in which they act; `answers_for` are all their responsibilities,
    also those in which nobody acts on pages. `mirror`: the person concerned looks at what somebody in this role sees.
    """

    person: Person
    roles: tuple[str, ...]
    role: str
    labels: dict[str, str] = field(default_factory=dict)
    asked: dict[Any, Any] = field(default_factory=dict)
    answers_for: frozenset[str] = frozenset()
    mirror: bool = False
    has_left: bool = False

    def viewer(self, purpose: str) -> Viewer:
        """The same as a viewer for a purpose."""
        actor = Actor(key=f"person:{self.person.uuid}", person_id=self.person.pk)
        return Viewer(actor=actor, role=self.role, purpose=purpose, day=today(), asked=self.asked)


def held_roles(person: Person) -> tuple[str, ...]:
    """Own matters first, then the line, then responsibilities that a service declares."""
    return _held(person)[0]


def _held(person: Person) -> tuple[tuple[str, ...], set[str], bool]:
    ensure_today()
    decides, answers_for, has_left = roles_held(person.pk, today())
    roles = [APPLICANT, "line_manager"] if decides else [APPLICANT]
    return tuple(roles + sorted(answers_for & role_labels().keys())), answers_for, has_left


def acting_of(request: HttpRequest) -> Acting:
    """Who acts in this request, found once; a role that is no longer held falls back to the own matters."""
    known = getattr(request, "acting", None)
    if isinstance(known, Acting):
        return known
    if not request.user.is_authenticated or request.user.person is None:
        raise PermissionError("this account belongs to no person")
    person = request.user.person
    roles, answers_for, has_left = _held(person)
    wanted = request.session.get(SESSION_KEY, APPLICANT)
    role = wanted if wanted in roles else APPLICANT
    acting = Acting(person, roles, role, role_labels(), answers_for=frozenset(answers_for), has_left=has_left)
    request.acting = acting  # type: ignore[attr-defined]
    return acting


def act_as(request: HttpRequest, role: str) -> bool:
    """Switch the role for this session; False for one that the person does not hold."""
    if role not in acting_of(request).roles:
        return False
    request.session[SESSION_KEY] = role
    return True
