"""Functions whose trips are notified instead of approved. Who holds one follows from dated responsibilities."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.people.functions import GLEICHSTELLUNG, JAV, PERSONALRAT, SBV
from meindo.platform.people.queries import responsibilities_of


@dataclass(frozen=True)
class Function:
    """A function by the key of its responsibility, and the norm by which its trips need no approval."""

    key: str
    label: str
    norm: Norm


FUNCTIONS = {
    found.key: found
    for found in (
        Function(PERSONALRAT, _("Personalrat"), Norm("LPVG NRW", "§ 40")),
        Function(JAV, _("Jugend- und Auszubildendenvertretung"), Norm("LPVG NRW", "§ 40, entsprechend")),
        Function(SBV, _("Schwerbehindertenvertretung"), Norm("SGB IX", "§ 179")),
        Function(GLEICHSTELLUNG, _("Gleichstellungsbeauftragte"), Norm("LGG NRW", "§ 16")),
    )
}


def functions_of(person_id: int, day: date) -> list[Function]:
    """The functions that a person holds on a day, always in the same order."""
    return functions_among(responsibilities_of(person_id, day, among=FUNCTIONS))


def functions_among(held: Collection[str]) -> list[Function]:
    """The functions among responsibilities, always in the same order."""
    return [function for key, function in FUNCTIONS.items() if key in held]
