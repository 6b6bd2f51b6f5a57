"""What all connectors do with wishes: refuse those that nobody can fulfil, and know which ones are certain."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from .base import Image, Outcome

MOST_LETTERS = 300
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}  # controls, halves of characters, ends of lines
ACCOUNT = "account"
RIGHTS = "rights"


def refused(native_id: str, text: str, *, is_final: bool = True) -> Outcome:
    """An outcome in words, as long as a plan can keep it."""
    return Outcome(native_id, " ".join(text.split())[:MOST_LETTERS], is_final)


def sort_out(wishes: Sequence[Image], managed: frozenset[str]) -> tuple[list[Image], list[Outcome]]:
    """The wishes that an application can be asked for, and what became of the others."""
    names = Counter(wish.native_id.casefold() for wish in wishes)
    good, bad = [], []
    for wish in wishes:
        text = _fault(wish, managed, names[wish.native_id.casefold()])
        if text:
            bad.append(refused(wish.native_id, text))
        else:
            good.append(wish)
    return good, bad


def _fault(wish: Image, managed: frozenset[str], times: int) -> str:
    if not wish.native_id or wish.native_id != wish.native_id.strip() or not wish.native_id.isprintable():
        return _("Der Name des Kontos ist leer oder enthält Zeichen, die in Namen nicht vorkommen.")
    if times > 1:
        return _("Das Konto kommt in diesem Auftrag mehrmals vor, es wurde nicht geändert.")
    unknown = ", ".join(sorted(wish.rights - managed))
    if unknown:
        return _("Diese Rechte kennt meindo in der Anwendung nicht: %(rights)s.") % {"rights": unknown}
    if any(unicodedata.category(sign) in UNSEEN for text in [*wish.rights, *wish.card.values()] for sign in text):
        return _("Ein Recht oder eine Angabe enthält ein Steuerzeichen.")
    return ""


class Progress:
    """Which steps of which wish are still open, so that after a broken connection only what is certain is said.

    Two belong to every wish: its account is written (`ACCOUNT`), and it is known what of its rights has to change
    (`RIGHTS`).
    """

    def __init__(self, wishes: Iterable[Image]) -> None:
        self._open: dict[str, set[str]] = {wish.native_id: {ACCOUNT, RIGHTS} for wish in wishes}
        self._refused: dict[str, Outcome] = {}

    def needs(self, native_id: str, step: str) -> None:
        """One right of it has to change."""
        self._open[native_id].add(f"right {step}")

    def done(self, native_id: str, step: str) -> None:
        """A step is done (`ACCOUNT`, `RIGHTS`)."""
        self._open[native_id].discard(step)

    def done_right(self, native_id: str, right: str) -> None:
        """The application confirmed the change of a right."""
        self._open[native_id].discard(f"right {right}")

    def refuse(self, native_id: str, text: str, *, is_final: bool = True) -> None:
        """The application refuses a step; the first reason stands."""
        self._refused.setdefault(native_id, refused(native_id, text, is_final=is_final))

    def is_refused(self, native_id: str) -> bool:
        """Whether a step was refused."""
        return native_id in self._refused

    def certain(self) -> Iterator[Outcome]:
        """What is known by now; wishes with open steps are not among them."""
        for native_id, steps in self._open.items():
            if native_id in self._refused:
                yield self._refused[native_id]
            elif not steps:
                yield Outcome(native_id)
