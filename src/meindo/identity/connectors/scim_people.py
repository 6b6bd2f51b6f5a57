"""The way into a SCIM application: accounts are users, rights are groups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .base import Image, Outcome, Unreachable
from .scim_groups import ScimGroups
from .scim_user import Person, card_of, changes, is_open, new_user
from .scim_wire import Refused, ScimWire, whole
from .wishes import ACCOUNT, Progress, sort_out

MANY = 50
CONFLICT = 409


@dataclass
class ScimPeople:
    """A connector (base.Connector). `match`: the attribute that bears the name of the account."""

    wire: ScimWire
    groups: ScimGroups
    match: str
    has_enterprise: bool

    def ensure(self, wishes: Sequence[Image]) -> Iterator[Outcome]:
        """Users first, then groups: whoever is not there is in no group."""
        good, bad = sort_out(wishes, self.groups.managed)
        yield from bad
        progress, numbers = Progress(good), dict[str, str]()
        try:
            look_up = self._looked_up(good)
            for wish in good:
                try:
                    numbers[wish.native_id] = self._written(wish, look_up(wish.native_id))
                    progress.done(wish.native_id, ACCOUNT)
                except Refused as error:
                    progress.refuse(wish.native_id, str(error), is_final=error.is_final)
            with whole():
                self.groups.change([wish for wish in good if wish.native_id in numbers], numbers, progress)
        except Unreachable:
            yield from progress.certain()
            raise
        yield from progress.certain()

    def read(self, native_ids: Iterable[str] | None = None) -> Iterator[Image]:
        """All users of the application, or those named, with the managed rights."""
        names = None if native_ids is None else list(dict.fromkeys(native_ids))
        with whole():
            held = self.groups.held()
            for name, user in self._users(names):
                rights = {key for key, groups in held.items() if any(user.id in group.members for group in groups)}
                card = card_of(user, has_enterprise=self.has_enterprise)
                yield Image(name, is_open(user), frozenset(rights), card)

    def _users(self, names: list[str] | None) -> Iterator[tuple[str, Any]]:
        """Users with the names that were asked for."""
        if names is not None and len(names) <= MANY:
            for name in names:
                yield from ((name, user) for user in self._named(name))
            return
        asked = None if names is None else {name.casefold(): name for name in names}
        for user in self.wire.all_of(Person):
            own = (user.external_id if self.match == "externalId" else user.user_name) or user.user_name or ""
            name = own if asked is None else asked.get(own.casefold(), "")
            if name:
                yield name, user

    def _named(self, name: str) -> list[Any]:
        """Users of this name; an account of before meindo bears it as `userName` only."""
        ways = ["externalId", "userName"] if self.match == "externalId" else ["userName"]
        return next((found for way in ways if (found := self.wire.found(Person, way, name))), [])

    def _looked_up(self, wishes: list[Image]) -> Callable[[str], list[Any]]:
        """How to find users by name: one by one, or for many wishes by reading the application once."""
        if len(wishes) <= MANY:
            return self._named
        found: dict[str, list[Any]] = defaultdict(list)
        with whole():
            for name, user in self._users([wish.native_id for wish in wishes]):
                found[name].append(user)
        return lambda name: found[name]

    def _written(self, wish: Image, found: list[Any]) -> str:
        """Bring the user to what is wished; gives the application's number of it."""
        if not found:
            try:
                return str(self.wire.create(new_user(wish, has_enterprise=self.has_enterprise)).id)
            except Refused as error:
                found = self._named(wish.native_id) if error.status == CONFLICT else []
                if not found:
                    raise
        if len(found) > 1:
            raise Refused(CONFLICT, _("Das Konto gibt es in der Anwendung mehrmals."), is_final=True)
        user = found[0]
        operations = changes(wish, user, match=self.match, has_enterprise=self.has_enterprise)
        if operations:
            self.wire.modify(Person, str(user.id), operations)
        return str(user.id)
