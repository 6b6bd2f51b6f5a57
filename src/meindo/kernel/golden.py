"""Golden files: cases in YAML that a clerk can read and write, run against the rules without a database.

A rule is named `<service>.<rule>`; the module `meindo.services.<service>.golden` lists its rules in `RULES`.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from meindo.kernel.strict_yaml import load

CASE_KEYS = {"name", "rule", "day", "given", "expect", "source", "grade", "note"}
NEEDED_KEYS = CASE_KEYS - {"note"}
GRADES = ("P1", "P2", "D", "M")


@dataclass(frozen=True)
class GoldenRule:
    """How a rule is tried: `run(day, given)` gives all it can say, as texts, numbers, truths and lists.

    `expects` are the keys that a case may expect. Those in `silent` are compared even when a case does
    not name them, with the value given here: nothing refused goes unnoticed.
    """

    name: str
    run: Callable[[date, Mapping[str, Any]], Mapping[str, Any]]
    expects: frozenset[str]
    silent: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GoldenCase:
    """One case: what is given on a day and what must come out; `source` and `grade` say who says so."""

    name: str
    rule: str
    day: date
    given: Mapping[str, Any]
    expect: Mapping[str, Any]
    source: str
    grade: str
    file: str


@dataclass(frozen=True)
class Outcome:
    """How a case went; `problems` are sentences, none when it passed."""

    title: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoldenReport:
    """The outcomes of all cases, in file order."""

    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Give the cases that did not come out as expected."""
        return tuple(outcome for outcome in self.outcomes if outcome.problems)

    def text(self) -> str:
        """Give the report; its last line is "N passed, M failed"."""
        rows = [row for outcome in self.failed for row in (f"FAILED {outcome.title}", *outcome.problems)]
        passed = len(self.outcomes) - len(self.failed)
        return "\n".join([*rows, f"{passed} passed, {len(self.failed)} failed"])


def main(paths: Iterable[Path], out: Callable[[str], object]) -> int:
    """Run golden files and folders, write the report through `out`, give the exit code: 1 if any failed."""
    report = run_golden(paths)
    out(report.text())
    return 1 if report.failed else 0


def run_golden(paths: Iterable[Path]) -> GoldenReport:
    """Run every case of the files, and of the *.yaml files below the folders."""
    outcomes: list[Outcome] = []
    for path in paths:
        files = golden_files(path)
        if not files:
            outcomes.append(Outcome(str(path), ("  no golden file here",)))
        for file in files:
            outcomes.extend(run_file(file))
    return GoldenReport(tuple(outcomes))


def golden_files(path: Path) -> list[Path]:
    """Give the file itself, or all *.yaml files below a folder, sorted."""
    if path.is_file():
        return [path]
    return sorted(path.rglob("*.yaml"))


def run_file(path: Path) -> Iterator[Outcome]:
    """Run the cases of one file; an unreadable file or case is a failed outcome, not an exception."""
    try:
        rows = load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield Outcome(str(path), (f"  {error}",))
        return
    if not isinstance(rows, list):
        yield Outcome(str(path), ("  a golden file is a list of cases",))
        return
    for number, row in enumerate(rows, 1):
        yield _outcome(row, number, path.name)


def read_case(row: object, file: str) -> GoldenCase:
    """Check the form of a case; ValueError says what is missing, unknown or unreadable."""
    if not isinstance(row, dict):
        raise ValueError("a case has named entries")
    unknown, missing = sorted(row.keys() - CASE_KEYS), sorted(NEEDED_KEYS - row.keys())
    if unknown or missing:
        raise ValueError(f"unknown entries {unknown}, missing entries {missing}")
    if row["grade"] not in GRADES:
        raise ValueError(f"grade must be one of {', '.join(GRADES)}, not {row['grade']!r}")
    if not isinstance(row["given"], dict) or not isinstance(row["expect"], dict):
        raise ValueError("given and expect have named entries")
    fields = {key: row[key] for key in ("name", "rule", "given", "expect", "source", "grade")}
    return GoldenCase(day=date.fromisoformat(row["day"]), file=file, **fields)


@cache
def rule_named(name: str) -> GoldenRule:
    """Find `<service>.<rule>`; ValueError if there is no such service or rule."""
    service, _, rule = name.partition(".")
    module = f"meindo.services.{service}.golden"
    if not service.isidentifier() or not _exists(module):
        raise ValueError(f"no golden rules for the service {service!r}")
    rules: dict[str, GoldenRule] = {known.name: known for known in importlib.import_module(module).RULES}
    if rule not in rules:
        raise ValueError(f"{service} has no rule {rule!r}, only {', '.join(sorted(rules))}")
    return rules[rule]


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _outcome(row: object, number: int, file: str) -> Outcome:
    name = row.get("name", "?") if isinstance(row, dict) else "?"
    title = f"{file} #{number}: {name}"
    try:
        return Outcome(title, tuple(check(read_case(row, file))))
    except (ValueError, TypeError, KeyError) as error:
        return Outcome(title, (f"  {error}",))


def check(case: GoldenCase) -> list[str]:
    """Run one case and give a sentence per difference; ValueError if it expects what the rule cannot say."""
    rule = rule_named(case.rule)
    unknown = sorted(case.expect.keys() - rule.expects)
    if unknown:
        raise ValueError(f"expect: unknown {', '.join(unknown)}; possible: {', '.join(sorted(rule.expects))}")
    actual = rule.run(case.day, case.given)
    expected = {**rule.silent, **case.expect}
    return [problem for key, value in expected.items() for problem in _differences(key, value, actual.get(key))]


def _differences(key: str, expected: Any, actual: Any) -> Iterator[str]:
    if isinstance(expected, list) and isinstance(actual, list):
        for index in range(max(len(expected), len(actual))):
            yield from _differences(f"{key}[{index}]", _item(expected, index), _item(actual, index))
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for name in expected:
            yield from _differences(f"{key}.{name}", expected[name], actual.get(name))
    elif not _same(expected, actual):
        yield f"  {key}: expected {_plain(expected)}, got {_plain(actual)}"


def _item(rows: list[Any], index: int) -> Any:
    return rows[index] if index < len(rows) else None


def _same(expected: Any, actual: Any) -> bool:
    one, other = _plain(expected), _plain(actual)
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _plain(value: Any) -> str:
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value).replace("\u00a0", " ")
