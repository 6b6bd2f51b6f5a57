"""What the rules do not cover is refused by name, never answered with a silent zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meindo.kernel.message import Message, Param
from meindo.kernel.norm import Norm


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that a person has to decide because no rule here does.

    `name` is stable and names the gap ("flight"), `norm` the law that would decide, if known.
    """

    name: str
    message: Message
    norm: Norm | None = None

    def as_data(self) -> dict[str, Any]:
        """Give JSON types."""
        norm = self.norm.as_data() if self.norm else None
        return {"name": self.name, "message": self.message.as_data(), "norm": norm}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Refusal":
        """Read what `as_data` wrote."""
        norm = Norm.from_data(data["norm"]) if data["norm"] else None
        return cls(data["name"], Message.from_data(data["message"]), norm)


class NotCovered(Exception):
    """Raised by a rule that meets something it does not cover; carries the `Refusal`."""

    def __init__(self, name: str, msgid: str, norm: Norm | None = None, **params: Param) -> None:
        """Build the refusal; `msgid` says in German what is not covered and who decides."""
        self.refusal = Refusal(name, Message(msgid, params), norm)
        super().__init__(f"{name}: {self.refusal.message.render()}")
