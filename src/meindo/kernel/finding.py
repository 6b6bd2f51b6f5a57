"""A result that explains itself: lines with text, amount and norm, and what they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from meindo.kernel.law import Law, trial_reasons
from meindo.kernel.message import Message
from meindo.kernel.money import ZERO
from meindo.kernel.norm import Norm
from meindo.kernel.refusal import Refusal
from meindo.kernel.values import ParameterRef

Kind = Literal["entitlement", "tax"]


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a result: a sentence, its amount in euro, the norm and the ids of the values behind it.

    "entitlement" lines add up to what is paid, "tax" lines to what of it is free of tax. Deductions
    are negative. `group` sorts lines ("meals"), `day` is set where a line belongs to one day.
    """

    kind: Kind
    group: str
    message: Message
    amount_eur: Decimal
    norm: Norm
    refs: tuple[str, ...] = ()
    day: date | None = None

    def as_data(self) -> dict[str, Any]:
        """Give JSON types."""
        return {
            "kind": self.kind,
            "group": self.group,
            "message": self.message.as_data(),
            "amount_eur": str(self.amount_eur),
            "norm": self.norm.as_data(),
            "refs": list(self.refs),
            "day": self.day.isoformat() if self.day else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Line":
        """Read what `as_data` wrote."""
        return cls(
            kind=data["kind"],
            group=data["group"],
            message=Message.from_data(data["message"]),
            amount_eur=Decimal(data["amount_eur"]),
            norm=Norm.from_data(data["norm"]),
            refs=tuple(data["refs"]),
            day=date.fromisoformat(data["day"]) if data["day"] else None,
        )


@dataclass(frozen=True, slots=True)
class Hint:
    """Something a person should look at; it changes no amount. `name` is stable."""

    name: str
    message: Message

    def as_data(self) -> dict[str, Any]:
        """Give JSON types."""
        return {"name": self.name, "message": self.message.as_data()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Hint":
        """Read what `as_data` wrote."""
        return cls(data["name"], Message.from_data(data["message"]))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: amounts in euro, the lines they come from, and what stands in the way of paying.

    `trial` (Probelauf): the result uses values that two people have not released. `refusals` name what
    the rules do not cover; the amounts then leave that part out. Only `is_payable` results may be paid.
    The sums are checked when the finding is built; a mismatch is a ValueError.
    """

    lines: tuple[Line, ...]
    entitlement_eur: Decimal
    tax_free_eur: Decimal
    taxable_eur: Decimal
    refs: tuple[ParameterRef, ...] = ()
    trial_reasons: tuple[Message, ...] = ()
    hints: tuple[Hint, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def __post_init__(self) -> None:
        """Hold the invariants: sums of lines, no negative result, parts add up to the whole."""
        sums = total(self.lines, "entitlement"), total(self.lines, "tax")
        if sums != (self.entitlement_eur, self.tax_free_eur):
            raise ValueError(f"lines add up to {sums}, not {(self.entitlement_eur, self.tax_free_eur)}")
        if self.tax_free_eur + self.taxable_eur != self.entitlement_eur:
            raise ValueError("tax-free and taxable part do not add up to the entitlement")
        if min(self.entitlement_eur, self.tax_free_eur, self.taxable_eur) < 0:
            raise ValueError("a result cannot be negative")

    @classmethod
    def of(
        cls, lines: Iterable[Line], law: Law, hints: Iterable[Hint] = (), refusals: Iterable[Refusal] = ()
    ) -> "Finding":
        """Add up the lines and note which values of the law were used."""
        rows = tuple(lines)
        entitlement, tax_free = total(rows, "entitlement"), total(rows, "tax")
        refs = law.used
        reasons = trial_reasons(refs, law.released)
        rest = entitlement - tax_free
        return cls(rows, entitlement, tax_free, rest, refs, reasons, tuple(hints), tuple(refusals))

    @property
    def trial(self) -> bool:
        """Say whether this is only a trial run (Probelauf)."""
        return bool(self.trial_reasons)

    @property
    def is_payable(self) -> bool:
        """Say whether the amount may be paid as it stands."""
        return not self.trial and not self.refusals

    def group_eur(self, group: str) -> Decimal:
        """Add up the entitlement lines of one group."""
        return total((line for line in self.lines if line.group == group), "entitlement")

    def as_data(self) -> dict[str, Any]:
        """Give JSON types without loss; decimals are strings."""
        return {
            "lines": [line.as_data() for line in self.lines],
            "entitlement_eur": str(self.entitlement_eur),
            "tax_free_eur": str(self.tax_free_eur),
            "taxable_eur": str(self.taxable_eur),
            "refs": [ref.as_data() for ref in self.refs],
            "trial": self.trial,
            "trial_reasons": [reason.as_data() for reason in self.trial_reasons],
            "hints": [hint.as_data() for hint in self.hints],
            "refusals": [refusal.as_data() for refusal in self.refusals],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Finding":
        """Read what `as_data` wrote; ValueError if the sums were tampered with."""
        return cls(
            lines=tuple(Line.from_data(line) for line in data["lines"]),
            entitlement_eur=Decimal(data["entitlement_eur"]),
            tax_free_eur=Decimal(data["tax_free_eur"]),
            taxable_eur=Decimal(data["taxable_eur"]),
            refs=tuple(ParameterRef(**ref) for ref in data["refs"]),
            trial_reasons=tuple(Message.from_data(reason) for reason in data["trial_reasons"]),
            hints=tuple(Hint.from_data(hint) for hint in data["hints"]),
            refusals=tuple(Refusal.from_data(refusal) for refusal in data["refusals"]),
        )


def total(lines: Iterable[Line], kind: Kind) -> Decimal:
    """Add up the lines of one kind, in euro."""
    return sum((line.amount_eur for line in lines if line.kind == kind), ZERO)
