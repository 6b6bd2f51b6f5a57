"""The YAML form of dated parameters: read as strings, checked strictly, errors that name the place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meindo.kernel.norm import Norm
from meindo.kernel.period import OPEN_END, Period
from meindo.kernel.strict_yaml import YamlError, load
from meindo.kernel.values import TRUSTS, DatedValue, Raw

ACT_KEYS = {"title", "law", "gazette", "url", "decided_by", "note", "parameters"}
PARAMETER_KEYS = {"label", "unit", "meaning", "values"}
VALUE_KEYS = {"value", "norm", "trust", "until", "gazette", "url", "source", "local", "note"}


class ParameterError(ValueError):
    """A parameter file is wrong; the text names file, key and date."""


def read_acts(text: str, name: str) -> dict[str, tuple[DatedValue, ...]]:
    """Read all acts of a file: "act.parameter" to its values, ascending; else ParameterError."""
    try:
        acts = load(text)
    except YamlError as error:
        raise ParameterError(f"{name}: {error}") from error
    found: dict[str, tuple[DatedValue, ...]] = {}
    for act, content in _mapping(acts, name).items():
        place = f"{name}: {act}"
        _check_keys(_mapping(content, place), ACT_KEYS, {"title", "law", "parameters"}, place)
        for key, parameter in _mapping(content["parameters"], place).items():
            found[f"{act}.{key}"] = _read_parameter(f"{act}.{key}", parameter, content, name)
    return found


def _read_parameter(key: str, parameter: Any, act: Mapping[str, Any], name: str) -> tuple[DatedValue, ...]:
    place = f"{name}: {key}"
    _check_keys(_mapping(parameter, place), PARAMETER_KEYS, PARAMETER_KEYS - {"label"}, place)
    rows = _mapping(parameter["values"], place)
    if not rows:
        raise ParameterError(f"{place}: no value at all")
    starts = [_day(text, f"{place} {text}") for text in rows]
    if starts != sorted(starts):
        raise ParameterError(f"{place}: dates must ascend, found {', '.join(rows)}")
    ends = [*starts[1:], None]
    return tuple(
        _read_value(key, start, end, row, act, parameter, f"{place} {start}")
        for start, end, row in zip(starts, ends, rows.values(), strict=True)
    )


def _read_value(
    key: str,
    start: date,
    following: date | None,
    row: Any,
    act: Mapping[str, Any],
    parameter: Mapping[str, Any],
    place: str,
) -> DatedValue:
    _check_keys(_mapping(row, place), VALUE_KEYS, {"value", "norm", "trust"}, place)
    if row["trust"] not in TRUSTS:
        raise ParameterError(f"{place}: trust must be one of {', '.join(TRUSTS)}, not {row['trust']!r}")
    if row.get("local", "false") not in ("true", "false"):
        raise ParameterError(f"{place}: local must be true or false")
    return DatedValue(
        key=key,
        period=Period(start, _end(row, following, place)),
        value=_raw(row["value"], place),
        unit=parameter["unit"],
        norm=Norm(act["law"], row["norm"], row.get("gazette", act.get("gazette", "")), row.get("url", "")),
        trust=row["trust"],
        source=row.get("source", act.get("url", "")),
        note=row.get("note", ""),
        local=row.get("local") == "true",
        label=parameter.get("label", ""),
    )


def _end(row: Mapping[str, Any], following: date | None, place: str) -> date:
    if "until" not in row:
        return following or OPEN_END
    until = _day(row["until"], place)
    if following and until != following:
        problem = "gap" if until < following else "overlap"
        raise ParameterError(f"{place}: {problem}: ends {until}, the next value begins {following}")
    return until


def _raw(value: Any, place: str) -> Raw:
    if value in ("null", "ended"):
        return None
    if value in ("", {}, []):
        raise ParameterError(f"{place}: empty value; write null where nothing is in force")
    raw: Raw = value
    return raw


def _day(text: Any, place: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"{place}: expected a date like 2022-01-01, found {text!r}") from error


def _mapping(content: Any, place: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise ParameterError(f"{place}: expected named entries, found {content!r}")
    return content


def _check_keys(content: Mapping[str, Any], allowed: set[str], needed: set[str], place: str) -> None:
    unknown = content.keys() - allowed
    if unknown:
        raise ParameterError(f"{place}: unknown key {', '.join(sorted(unknown))}")
    missing = sorted(key for key in needed if content.get(key, "") == "")
    if missing:
        raise ParameterError(f"{place}: missing {', '.join(missing)}")
