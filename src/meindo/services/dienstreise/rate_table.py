"""Tables of amounts abroad by country and place, as dated values: the tax-free ones and the local entitlement table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.kernel.parameters import ParameterError, ParameterSet
from meindo.kernel.period import OPEN_END, Period
from meindo.kernel.strict_yaml import load
from meindo.kernel.values import DatedValue

COLUMNS = ("full", "partial", "night")
UNIT = "EUR"
TAX_LABEL = _("Steuerfreie Beträge im Ausland")
TABLE_LABEL = _("Tabelle: Tage- und Übernachtungsgeld im Ausland")


def read_table(path: Path) -> ParameterSet:
    """Read a file of whole tables, each of which replaces the one before; ParameterError names what is wrong."""
    content = load(path.read_text(encoding="utf-8"))
    if content["columns"] != list(COLUMNS) or content["unit"] != UNIT:
        raise ParameterError(f"{path.name}: expected the columns {', '.join(COLUMNS)} in {UNIT}")
    starts = [date.fromisoformat(text) for text in content["tables"]]
    if starts != sorted(starts):
        raise ParameterError(f"{path.name}: dates must ascend")
    found: dict[str, list[DatedValue]] = {}
    for (start, end), table in zip(pairwise([*starts, OPEN_END]), content["tables"].values(), strict=True):
        for place, row in table["rates"].items():
            value = _value(content, table, place, row, Period(start, end), path.name)
            found.setdefault(value.key, []).append(value)
    return ParameterSet({key: tuple(row) for key, row in found.items()})


def _value(
    content: Mapping[str, Any], table: Mapping[str, Any], place: str, row: str, period: Period, name: str
) -> Any:
    amounts = row.split()
    if len(amounts) != len(COLUMNS) or not all(amount.isdecimal() for amount in amounts):
        raise ParameterError(f"{name}: {place} {period.start}: expected three whole amounts, found {row!r}")
    return DatedValue(
        key=f"{content['act']}.{place}",
        period=period,
        value=dict(zip(COLUMNS, amounts, strict=True)),
        unit=UNIT,
        norm=Norm(content["law"], table["norm"]),
        trust=content["trust"],
        source=content["source"],
        note=table["letter"],
        label=TAX_LABEL,
    )


@dataclass(frozen=True, slots=True, order=True)
class LocalRow:
    """One row of the table that the city enters: a country or place ("FR.paris") from a day until before another."""

    place: str
    valid_from: date
    valid_until: date | None
    full: Decimal
    partial: Decimal
    night: Decimal

    @property
    def period(self) -> Period:
        """Give the days for which it holds."""
        return Period(self.valid_from, self.valid_until or OPEN_END)


def local_values(act: str, norm: Norm, rows: Iterable[LocalRow], source: str) -> ParameterSet:
    """Give the rows of a local table as dated values that are released together."""
    found: dict[str, list[DatedValue]] = {}
    for row in sorted(rows, key=lambda row: (row.place, row.valid_from)):
        value = DatedValue(
            key=f"{act}.{row.place}",
            period=row.period,
            value={name: str(getattr(row, name)) for name in COLUMNS},
            unit=UNIT,
            norm=norm,
            trust="unverified",
            source=source,
            local=True,
            label=TABLE_LABEL,
        )
        found.setdefault(value.key, []).append(value)
    return ParameterSet({key: tuple(values) for key, values in found.items()}).as_table()
