"""Rights as SCIM groups: one PATCH per group and batch."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from scim2_models import Group

from .base import Image
from .scim_wire import Operation, Refused, ScimWire
from .wishes import RIGHTS, Progress


class Held(NamedTuple):
    """The group of a right, by the application's number, and the numbers of its members."""

    number: str
    members: frozenset[str]


@dataclass
class ScimGroups:
    """The groups of managed rights; all other groups are not asked for."""

    wire: ScimWire
    managed: frozenset[str]
    match: str

    def held(self, keys: Collection[str] | None = None) -> dict[str, list[Held]]:
        """The groups that bear the name of a right: one, unless somebody made a second one or took it away."""
        return {
            key: [
                Held(group.id or "", frozenset(member.value for member in group.members or [] if member.value))
                for group in self.wire.found(Group, self.match, key)
            ]
            for key in sorted(self.managed if keys is None else keys)
        }

    def change(self, wishes: list[Image], numbers: Mapping[str, str], progress: Progress) -> None:
        """Bring the memberships of these accounts (with their numbers) to what is wished."""
        held = self.held()
        into: dict[str, list[str]] = defaultdict(list)
        out: dict[str, list[str]] = defaultdict(list)
        for wish in wishes:
            number = numbers[wish.native_id]
            now = {key for key, groups in held.items() if any(number in group.members for group in groups)}
            for key in wish.rights ^ now:
                (into if key in wish.rights else out)[key].append(wish.native_id)
                progress.needs(wish.native_id, key)
            progress.done(wish.native_id, RIGHTS)
        for key in sorted({*into, *out}):
            self._move(key, held[key], into[key], out[key], numbers, progress)

    def _move(
        self,
        key: str,
        groups: list[Held],
        into: list[str],
        out: list[str],
        numbers: Mapping[str, str],
        progress: Progress,
    ) -> None:
        names = [*into, *out]
        try:
            if len(groups) != 1:
                raise Refused(404, _("Die Gruppe fehlt in der Anwendung oder kommt mehrmals vor."), is_final=True)
            self.wire.modify(Group, groups[0].number, _operations(into, out, numbers))
        except Refused as error:
            text = _("Recht „%(right)s“: %(reason)s") % {"right": key, "reason": error}
            for name in names:
                progress.refuse(name, text, is_final=error.is_final)
        else:
            for name in names:
                progress.done_right(name, key)


def _operations(into: list[str], out: list[str], numbers: Mapping[str, str]) -> list[Operation]:
    operations: list[Operation] = [{"op": "remove", "path": f'members[value eq "{numbers[name]}"]'} for name in out]
    if into:
        members = [{"value": numbers[name]} for name in into]
        operations.append({"op": "add", "path": "members", "value": members})
    return operations
