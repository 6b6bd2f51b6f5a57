"""What an import did or would do, in German and readable."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from meindo.platform.clock import FOREVER

from .files import Problem
from .layout import FACTS, FILES
from .plan import FactChange, PersonChange, Plan

FIRST = 20


@dataclass
class Report:
    """Problems, and per file: rows read, new keys, how much differs, and the first lines that say what."""

    problems: list[Problem]
    new: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    written: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Whether everything is known already."""
        return not any(self.changes.values()) and not any(self.new.values())


def report_of(plan: Plan, problems: list[Problem], rows: dict[str, int]) -> Report:
    """Describe a plan."""
    report = Report(problems, rows=rows)
    for file in FILES:
        report.new[file.name] = len(plan.new.get(file.defines, []))
        facts = [change for change in plan.facts if change.layout.file == file.name]
        report.changes[file.name] = sum(len(change.differences) for change in facts)
        report.lines[file.name] = [line for change in facts[:FIRST] for line in _fact(change)][:FIRST]
    report.new["persons"] = sum(change.is_new for change in plan.persons)
    report.changes["persons"] = len(plan.persons)
    report.lines["persons"] = [_person(change) for change in plan.persons[:FIRST]]
    return report


def text_of(report: Report, *, dry_run: bool) -> Iterator[str]:
    """The report, line by line; a dry run shows what would change, otherwise counts only."""
    would = "würde sich ändern" if dry_run else "geändert" if report.written else "nicht eingespielt"
    for file in FILES:
        if file.name not in report.rows:
            continue
        count, lines = report.changes[file.name], report.lines[file.name]
        new = f", davon {report.new[file.name]} neue Schlüssel" if report.new[file.name] else ""
        yield f"{file.name}.csv: {report.rows[file.name]} Zeilen gelesen, {count} {would}{new}"
        if dry_run:
            yield from (f"    {line}" for line in lines)
            if count > len(lines):
                yield f"    … und {count - len(lines)} weitere"
    if report.problems:
        yield f"{len(report.problems)} fehlerhafte Zeilen:"
        yield from (f"    {problem}" for problem in report.problems)


def _person(change: PersonChange) -> str:
    parts = []
    if change.name is not None:
        parts.append(f"Name „{' '.join(change.name).strip()}“")
    if change.email:
        parts.append("andere Mail-Adresse" if not change.is_new else "mit Mail-Adresse")
    elif change.email == "" and not change.is_new:
        parts.append("keine Mail mehr")
    return f"{'+' if change.is_new else '~'} {change.key}: {', '.join(parts)}"


def _fact(change: FactChange) -> list[str]:
    axis = change.layout.fixed.get("axis", "")
    what = f"{', '.join(_cell(cell) for cell in change.key if cell != '')}{f' ({axis})' if axis else ''}"
    return [
        f"{_sign(part.old, part.new)} {what}: {_days(part.start, part.end)}{_values(change, part.old, part.new)}"
        for part in change.differences
    ]


def _sign(old: Any, new: Any) -> str:
    if old is None:
        return "+"
    return "-" if new is None else "~"


def _days(start: date, end: date) -> str:
    until = "" if end == FOREVER else f" bis vor {end:%d.%m.%Y}"
    return f"ab {start:%d.%m.%Y}{until}"


def _values(change: FactChange, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> str:
    names = tuple(change.layout.values.values())
    if new is None:
        return " gilt nicht mehr"
    if old is None:
        return "".join(f", {name} {_cell(cell)}" for name, cell in zip(names, new, strict=True) if cell != "")
    rows = zip(names, old, new, strict=True)
    return "".join(f", {name} {_cell(was)} -> {_cell(now)}" for name, was, now in rows if was != now)


def _cell(cell: Any) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    return f"„{cell}“" if cell == "" else str(cell)


assert {layout.file for layout in FACTS} <= {file.name for file in FILES}  # noqa: S101 (a fact without file is a typo)
