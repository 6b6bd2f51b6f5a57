"""Rights as memberships: which managed group holds whom, and one change per group and batch."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import ldap
from django.utils.translation import gettext as _
from ldap.filter import escape_filter_chars

from .base import Image
from .ldap_entry import Change, Shape
from .ldap_wire import FINAL, Answer, Request, Wire, finding, in_words, modifying
from .wishes import RIGHTS, Progress

MANY_PEOPLE = 200
NAMES_AT_ONCE = 200
ANOTHER_STATE = (
    ldap.OBJECT_CLASS_VIOLATION,  # the last member would go
    ldap.TYPE_OR_VALUE_EXISTS,  # somebody was faster
    ldap.NO_SUCH_ATTRIBUTE,
)


class Moves(NamedTuple):
    """Who comes into a group and who leaves it."""

    into: list[str]
    out: list[str]


@dataclass
class Groups:
    """The groups of managed rights below a base; all other groups are not asked for."""

    wire: Wire
    base: str
    shape: Shape
    managed: frozenset[str]
    placeholder: str
    _dns: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name = {key.casefold(): key for key in self.managed}

    def rights_of(self, native_ids: Collection[str] | None) -> dict[str, set[str]]:
        """The managed rights by folded name of the account; of all, or of some."""
        if not self.managed:
            return {}
        if native_ids is not None and len(native_ids) <= MANY_PEOPLE:
            return self._rights_of_some(native_ids)
        rights: dict[str, set[str]] = defaultdict(set)
        for key, members in self._members():
            for owner in members:
                rights[owner].add(key)
        return rights

    def _members(self) -> Iterator[tuple[str, set[str]]]:
        for names in self._filters():
            for _dn, entry in self.wire.pages(self.base, ldap.SCOPE_SUBTREE, names, ["cn", "member"]):
                members = {self.shape.owner(value.decode(errors="replace")) for value in entry.get("member", [])}
                for key in self._keys(entry):
                    yield key, members - {""}

    def _rights_of_some(self, native_ids: Iterable[str]) -> dict[str, set[str]]:
        def asked() -> Iterator[Request]:
            for native_id in native_ids:
                member = escape_filter_chars(self.shape.dn(native_id))
                for names in self._filters(f"(member={member})"):
                    yield finding(native_id, self.base, ldap.SCOPE_SUBTREE, names, ["cn"])

        rights: dict[str, set[str]] = defaultdict(set)
        for answer in self.wire.pump(asked()):
            for _dn, entry in _found(answer):
                rights[answer.key.casefold()].update(self._keys(entry))
        return rights

    def _filters(self, more: str = "") -> Iterator[str]:
        keys = sorted(self.managed)
        for start in range(0, len(keys), NAMES_AT_ONCE):
            names = "".join(f"(cn={escape_filter_chars(key)})" for key in keys[start : start + NAMES_AT_ONCE])
            yield f"(&(objectClass=groupOfNames){more}(|{names}))"

    def _keys(self, entry: dict[str, list[bytes]]) -> set[str]:
        names = {value.decode(errors="replace").casefold() for value in entry.get("cn", [])}
        return {self._by_name[name] for name in names & set(self._by_name)}

    def change(self, wishes: list[Image], progress: Progress) -> None:
        """Bring the memberships of these accounts to what is wished; one modification per group."""
        moves = self._moves(wishes, progress)
        places = self._places() if moves else {}
        requests = []
        for key, who in moves.items():
            if len(places.get(key, ())) != 1:
                self._refuse(who, key, progress, _("Die Gruppe fehlt im Verzeichnis oder kommt dort mehrmals vor."))
            else:
                requests.append(modifying(key, places[key][0], self._changes(who)))
        again = []
        for answer in self.wire.pump(requests):
            if isinstance(answer.error, ANOTHER_STATE):
                again.append(answer.key)
            else:
                self._settle(answer, moves[answer.key], progress)
        for key in again:
            self._change_exactly(key, places[key][0], moves[key], progress)

    def _moves(self, wishes: list[Image], progress: Progress) -> dict[str, Moves]:
        held = self.rights_of([wish.native_id for wish in wishes]) if wishes else {}
        moves: dict[str, Moves] = defaultdict(lambda: Moves([], []))
        for wish in wishes:
            now = held.get(wish.native_id.casefold(), set())
            for key in sorted(wish.rights ^ now):
                moves[key].into.append(wish.native_id) if key in wish.rights else moves[key].out.append(wish.native_id)
                progress.needs(wish.native_id, key)
            progress.done(wish.native_id, RIGHTS)
        return moves

    def _places(self) -> dict[str, list[str]]:
        places: dict[str, list[str]] = defaultdict(list)
        for names in self._filters():
            for dn, entry in self.wire.pages(self.base, ldap.SCOPE_SUBTREE, names, ["cn"]):
                for key in self._keys(entry):
                    places[key].append(dn)
        return places

    def _changes(self, who: Moves) -> list[Change]:
        changes = [
            (ldap.MOD_ADD, "member", [self.shape.dn(name).encode() for name in who.into]),
            (ldap.MOD_DELETE, "member", [self.shape.dn(name).encode() for name in who.out]),
        ]
        return [change for change in changes if change[2]]

    def _change_exactly(self, key: str, dn: str, who: Moves, progress: Progress) -> None:
        """Once more by what the group holds now; a group is never without a member, so the placeholder comes in."""
        found = list(self.wire.pages(dn, ldap.SCOPE_BASE, "(objectClass=*)", ["member"]))
        values = [value.decode(errors="replace") for _dn, entry in found for value in entry.get("member", [])]
        members = {self.shape.owner(value) for value in values} - {""}
        others = [value for value in values if not self.shape.owner(value)]
        into = [name for name in who.into if name.casefold() not in members]
        out = [name for name in who.out if name.casefold() in members]
        changes = self._changes(Moves(into, out))
        if not others and len(out) == len(members) and not into:
            changes.insert(0, (ldap.MOD_ADD, "member", [self.placeholder.encode()]))
        if not changes:
            self._settle(Answer(key, []), who, progress)
        for answer in self.wire.pump([modifying(key, dn, changes)] if changes else []):
            self._settle(answer, who, progress)

    def _settle(self, answer: Answer, who: Moves, progress: Progress) -> None:
        if answer.error is None:
            for name in [*who.into, *who.out]:
                progress.done_right(name, answer.key)
        else:
            is_final = isinstance(answer.error, FINAL)
            self._refuse(who, answer.key, progress, in_words(answer.error), is_final=is_final)

    def _refuse(self, who: Moves, key: str, progress: Progress, text: str, *, is_final: bool = True) -> None:
        for name in [*who.into, *who.out]:
            reason = _("Recht „%(right)s“: %(reason)s") % {"right": key, "reason": text}
            progress.refuse(name, reason, is_final=is_final)


def _found(answer: Answer) -> list[tuple[str, dict[str, list[bytes]]]]:
    if answer.error:
        raise answer.error
    return answer.entries
