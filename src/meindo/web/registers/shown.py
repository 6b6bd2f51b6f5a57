"""How an entry of a register is shown, the same on the page and in print: label, then a text, a list or a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from meindo.kernel.message import mark as _
from meindo.platform.cases import catalogue
from meindo.platform.cases.process import Process, Step
from meindo.platform.registry.register import Entry, Register
from meindo.ui.process_picture import process_picture

HEADS = (_("Schritt"), _("Wer"), _("Frist"), _("Norm"), _("Was geschehen kann"))


@dataclass(frozen=True)
class Shown:
    """One thing that an entry says. `kind` is text, list or table; `process` comes with a published process."""

    label: str
    kind: str
    content: Any
    heads: tuple[str, ...] = ()
    process: Process | None = None

    @property
    def picture(self) -> SafeString:
        """The process as a picture."""
        return process_picture(self.process) if self.process else SafeString("")

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The rows of a table, each cell with its head: on the phone a row is a card."""
        return [list(zip(self.heads, row, strict=True)) for row in self.content]

    def as_data(self) -> dict[str, Any]:
        """Plain data for print."""
        return {"label": self.label, "kind": self.kind, "content": self.content, "heads": self.heads}


def shown(register: Register, entry: Entry) -> Iterator[Shown]:
    """What an entry says, in the order of the register's columns."""
    for column in register.columns:
        value = entry.values.get(column.key)
        if value is None:
            continue
        label, heads = gettext(column.label), tuple(gettext(head) for head in column.heads)
        if column.kind == "process":
            process = newest(str(value))
            titled = gettext("{name}, Version {version}").format(name=gettext(process.label), version=process.version)
            rows = [_step_row(process, step) for step in process.steps]
            yield Shown(f"{label}: {titled}", "table", rows, tuple(gettext(head) for head in HEADS), process)
        else:
            yield Shown(label, column.kind, value, heads)


def newest(key: str) -> Process:
    """The version of a process in which new cases begin; LookupError for none of that name."""
    versions = [process for process in catalogue.all_processes() if process.key == key]
    if not versions:
        raise LookupError(key)
    return max(versions, key=lambda process: process.version)


def _step_row(process: Process, step: Step) -> tuple[str, ...]:
    numbers = {move.key: number for number, move in enumerate(process.moves, start=1)}
    moves = [
        f"{numbers[move.key]} {gettext(move.event_label or move.label)} → {gettext(process.step(move.target).label)}"
        for move in process.moves_from(step.key)
    ]
    days = step.working_days
    until = ngettext("{n} Arbeitstag", "{n} Arbeitstage", days).format(n=days) if days is not None else "–"
    office = gettext(step.waits_for.office) if step.waits_for else gettext("Ende")
    return gettext(step.label), office, until, str(step.norm or "–"), "; ".join(moves) or "–"
