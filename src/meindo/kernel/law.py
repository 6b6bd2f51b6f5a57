"""The law in force on one day: typed values by name, and a record of which were used."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from meindo.kernel.message import Message
from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.kernel.refusal import NotCovered
from meindo.kernel.values import DatedValue, ParameterRef, on_day


class Law:
    """All values in force on `day`.

    A key is a parameter's name ("mileage_car") or, to be exact, act and name ("estg.meal_full_day").
    A plain name finds the act that is in force. Every access is recorded; `released` holds the
    hashes of unverified and local values that two people released. Not to be shared between
    computations: each begins with `fresh()`.
    """

    def __init__(
        self,
        day: date,
        values: Mapping[str, DatedValue],
        released: frozenset[str],
        timeline: Mapping[str, tuple[DatedValue, ...]] | None = None,
    ) -> None:
        """Take the values by key; `ParameterSet.on` is the usual way to get a law.

        `timeline` holds all values of a full key, for the few that belong to a calendar day of their own.
        """
        self.day = day
        self.released = released
        self._values = values
        self._timeline = timeline or {}
        self._used: dict[str, ParameterRef] = {}

    def fresh(self) -> "Law":
        """Give the same law with an empty record of use."""
        return Law(self.day, self._values, self.released, self._timeline)

    def has(self, key: str) -> bool:
        """Say whether a value is in force; a null value is not. Not recorded as use."""
        found = self._values.get(key)
        return found is not None and found.value is not None

    def value(self, key: str) -> DatedValue:
        """Give the value and record its use; NotCovered when nothing is in force on the day."""
        found = self._values.get(key)
        if found is not None:
            self._used[found.id] = found.ref
        if found is None or found.value is None:
            raise NotCovered(
                f"no_value:{key}",
                _("Für den {day} ist kein Wert für „{key}“ hinterlegt. Die Reisestelle entscheidet."),
                found.norm if found else None,
                day=self.day,
                key=key,
            )
        return found

    def value_on(self, key: str, day: date) -> DatedValue | None:
        """Give the value of a full key on another day than the law's, and record its use; None if there is none.

        For amounts that the law ties to each calendar day, such as the tax-free ones abroad.
        """
        found = on_day(self._timeline.get(key, ()), day)
        if found is None or found.value is None:
            return None
        self._used[found.id] = found.ref
        return found

    def decimal(self, key: str) -> Decimal:
        """Give a number."""
        return self.value(key).decimal

    def decimal_or_none(self, key: str) -> Decimal | None:
        """Give a number, or None (recorded) where the law says there is none; else NotCovered."""
        if key in self._values and not self.has(key):
            self._used[self._values[key].id] = self._values[key].ref
            return None
        return self.decimal(key)

    def integer(self, key: str) -> int:
        """Give a whole number; ValueError if the value has a fraction."""
        number = self.decimal(key)
        if number != number.to_integral_value():
            raise ValueError(f"{key}: expected a whole number, found {number}")
        return int(number)

    def flag(self, key: str) -> bool:
        """Give a yes or no."""
        return self.value(key).flag

    def mapping(self, key: str) -> Mapping[str, str]:
        """Give named texts."""
        return self.value(key).mapping

    def numbers(self, key: str) -> Mapping[str, Decimal]:
        """Give named numbers."""
        return self.value(key).numbers

    def brackets(self, key: str) -> tuple[tuple[Decimal, Decimal], ...]:
        """Give pairs (strictly more than this many hours, value), ascending."""
        return self.value(key).brackets

    def norm(self, key: str) -> Norm:
        """Give the norm of a value in force."""
        return self.value(key).norm

    @property
    def used(self) -> tuple[ParameterRef, ...]:
        """Give what was used so far, in the order of first use."""
        return tuple(self._used.values())


def trial_reasons(refs: Iterable[ParameterRef], released: frozenset[str]) -> tuple[Message, ...]:
    """Say for each value why the result is only a trial run (Probelauf); empty when it may be paid."""
    text = _("Der Wert {id} ({norm}) ist noch nicht von zwei Personen freigegeben.")
    waiting = (ref for ref in refs if ref.needs_release and ref.value_hash not in released)
    return tuple(Message(text, {"id": ref.id, "norm": ref.norm}) for ref in waiting)
