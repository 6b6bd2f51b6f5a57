"""meindo itself as an application: rights are its roles for the whole city, an account is a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from meindo.identity.commands_own import bring_own
from meindo.identity.queries_own import own_accounts, people_named
from meindo.platform.people.queries import whole_city
from meindo.platform.registry.catalogue import role_labels

from .base import Connector, Image, Misconfigured, Outcome
from .reader import Reader
from .wishes import refused, sort_out


@dataclass
class Own:
    """A connector (base.Connector) without any wire: it writes facts, each account in a transaction of its own."""

    managed: frozenset[str]

    def ensure(self, wishes: Sequence[Image]) -> Iterator[Outcome]:
        """Roles begin and end today. A name of nobody, and a role that meindo does not have, are refused."""
        good, bad = sort_out(wishes, self.managed)
        yield from bad
        people = people_named([wish.native_id for wish in good])
        for wish in good:
            person = people.get(wish.native_id)
            strange = ", ".join(sorted(wish.rights - set(role_labels())))
            if person is None:
                yield refused(wish.native_id, _("Dieses Konto gehört bei meindo zu keiner Person."))
            elif strange:
                yield refused(
                    wish.native_id, _("Diese Rollen gibt es in meindo nicht: %(roles)s.") % {"roles": strange}
                )
            else:
                yield self._brought(person, wish)

    def _brought(self, person: int, wish: Image) -> Outcome:
        try:
            bring_own(person, wish.native_id, roles=wish.rights, managed=self.managed, is_open=wish.enabled)
        except IntegrityError:  # another name of the same person, or another person at the same moment
            return refused(wish.native_id, _("Diese Person hat in meindo schon ein anderes Konto."))
        return Outcome(wish.native_id)

    def read(self, native_ids: Iterable[str] | None = None) -> Iterator[Image]:
        """Everybody who has an account here or one of the managed roles."""
        names = None if native_ids is None else list(dict.fromkeys(native_ids))
        people = None if names is None else people_named(names)
        asked = {} if people is None else {person: name for name, person in people.items()}
        for person, own in own_accounts(self.managed, None if people is None else list(people.values())).items():
            rights = own.held if own.is_open else own.held | own.resting
            yield Image(asked.get(person, own.native_id), own.is_open, rights)


@contextmanager
def open_way(settings: Mapping[str, Any], managed: Sequence[str]) -> Iterator[Connector]:
    """No settings: there is one meindo."""
    Reader(settings).finish()
    if whole_city() is None:
        raise Misconfigured(_("Es gibt noch keine Stadt, für die Rollen gelten könnten."))
    yield Own(frozenset(managed))
