"""The way into a directory: accounts are entries, rights are memberships."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import ldap

from .base import Image, Outcome, Unreachable
from .ldap_entry import Shape
from .ldap_groups import Groups
from .ldap_wire import FINAL, Answer, Entry, Request, Wire, adding, finding, in_words, modifying, speaking
from .wishes import ACCOUNT, Progress, sort_out

MANY = 1000
TOGETHER = 500
FASTER = (ldap.ALREADY_EXISTS, ldap.NO_SUCH_OBJECT, ldap.TYPE_OR_VALUE_EXISTS, ldap.NO_SUCH_ATTRIBUTE)


@dataclass
class People:
    """A connector (base.Connector). With `transactions` entries are written many at once; where one of them is refused,
    nothing of these was written and they are written one by one, so that only that one is named.
    """

    wire: Wire
    shape: Shape
    groups: Groups
    transactions: bool = False

    def check(self) -> None:
        """Both bases are there: below a wrong one nobody would be found, which reads like nobody being there."""
        for base in (self.shape.people, self.groups.base):
            list(self.wire.pages(base, ldap.SCOPE_BASE, "(objectClass=*)", ["1.1"]))

    def ensure(self, wishes: Sequence[Image]) -> Iterator[Outcome]:
        """Entries first, then memberships: whoever is not there is in no group."""
        good, bad = sort_out(wishes, self.groups.managed)
        yield from bad
        progress = Progress(good)
        try:
            with speaking():
                self._write(good, progress)
                self.groups.change([wish for wish in good if not progress.is_refused(wish.native_id)], progress)
        except Unreachable:
            yield from progress.certain()
            raise
        yield from progress.certain()

    def read(self, native_ids: Iterable[str] | None = None) -> Iterator[Image]:
        """Entries directly below the base of people, with the managed rights."""
        names = None if native_ids is None else list(dict.fromkeys(native_ids))
        with speaking():
            rights = self.groups.rights_of(names)
            for asked, entry in self._entries(names):
                name = asked or self.shape.name(entry)
                image = self.shape.image(entry, frozenset(rights.get(name.casefold(), ())))
                yield Image(name, image.enabled, image.rights, image.card)

    def _entries(self, names: Collection[str] | None) -> Iterator[tuple[str, Entry]]:
        """Entries with the name that was asked for (empty: all were asked for)."""
        if names is not None and len(names) <= MANY:
            yield from self._named(names)
            return
        asked = None if names is None else {name.casefold(): name for name in names}
        everybody = self.wire.pages(self.shape.people, ldap.SCOPE_ONELEVEL, f"({self.shape.rdn}=*)", self.shape.asked())
        for _dn, entry in everybody:
            if asked is None:
                yield "", entry
            elif name := asked.get(self.shape.name(entry).casefold()):
                yield name, entry

    def _named(self, names: Iterable[str]) -> Iterator[tuple[str, Entry]]:
        requests = (
            finding(name, self.shape.dn(name), ldap.SCOPE_BASE, "(objectClass=*)", self.shape.asked()) for name in names
        )
        for answer in self.wire.pump(requests):
            if answer.error and not isinstance(answer.error, ldap.NO_SUCH_OBJECT):
                raise answer.error
            yield from ((answer.key, entry) for _dn, entry in answer.entries)

    def _write(self, wishes: list[Image], progress: Progress) -> None:
        """Twice at most: a second time, by what stands there now, for entries where somebody was faster."""
        left = self._attempt(wishes, progress, is_last=False)
        if left:
            self._attempt(left, progress, is_last=True)

    def _attempt(self, wishes: list[Image], progress: Progress, *, is_last: bool) -> list[Image]:
        found = dict(self._entries([wish.native_id for wish in wishes]))
        by_name = {wish.native_id: wish for wish in wishes}
        requests = []
        for wish in wishes:
            request = self._request(wish, found.get(wish.native_id))
            if request:
                requests.append(request)
            else:
                progress.done(wish.native_id, ACCOUNT)
        left = []
        for answer in self._sent(requests):
            if answer.error is None:
                progress.done(answer.key, ACCOUNT)
            elif isinstance(answer.error, FASTER) and not is_last:
                left.append(by_name[answer.key])
            else:
                progress.refuse(answer.key, in_words(answer.error), is_final=isinstance(answer.error, FINAL))
        return left

    def _request(self, wish: Image, found: Entry | None) -> Request | None:
        dn = self.shape.dn(wish.native_id)
        if found is None:
            return adding(wish.native_id, dn, self.shape.entry(wish))
        changes = self.shape.changes(wish, found)
        return modifying(wish.native_id, dn, changes) if changes else None

    def _sent(self, requests: list[Request]) -> Iterator[Answer]:
        if not self.transactions:
            yield from self.wire.pump(requests)
            return
        for start in range(0, len(requests), TOGETHER):
            some = requests[start : start + TOGETHER]
            if len(some) > 1 and self.wire.at_once(some):
                yield from (Answer(request.key, []) for request in some)
            else:
                yield from self.wire.pump(some)
