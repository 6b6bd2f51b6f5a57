"""The README of an export: what each table means, its columns, and what is left out and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

Tables = Mapping[str, type[models.Model]]
Hidden = Mapping[str, Mapping[str, str]]

HEAD = """# Export aus meindo / Export from meindo

Stand / as of: {at}

- `tables/NAME.jsonl`: eine Zeile JSON je Zeile der Tabelle, UTF-8, genau. / One line of JSON per row, exact.
- `tables/NAME.csv`: dasselbe für eine Tabellenkalkulation (RFC 4180, UTF-8); leer heißt „nichts“, ein Text, der mit
  `=`, `+`, `-` oder `@` beginnt, hat ein `'` davor. / The same for a spreadsheet; empty means null.
- `documents/PERSON/UUID`: die Dokumente entschlüsselt, Bit für Bit wie eingereicht oder erzeugt; `documents.csv` nennt
  sie. / The documents, decrypted; listed in `documents.csv`.
- `schema.json`: Tabellen und Spalten für Programme. / Tables and columns for programs.

Tage stehen als `2026-12-01`, Zeitpunkte als ISO 8601 in UTC, Beträge als Text mit Punkt, Binäres als base64.
`valid_until` ist der erste Tag, an dem etwas nicht mehr gilt; `9999-12-31` heißt offen. `..._id` verweist auf die
genannte Tabelle. / Days, instants (UTC) and amounts are text; `valid_until` is exclusive; `..._id` refers.
"""


def schema(tables: Tables, hidden: Hidden) -> dict[str, Any]:
    """Tables with meaning and columns, for programs."""
    return {
        name: {
            "meaning": _meaning(model),
            "columns": {
                field.attname: {"type": _type(field), "null": field.null, **_reference(field)}
                for field in model._meta.concrete_fields
                if field.attname not in hidden.get(name, {})
            },
        }
        for name, model in tables.items()
    }


def build(tables: Tables, rows: Mapping[str, int], left_out: Mapping[str, str], hidden: Hidden, at: datetime) -> str:
    """The text."""
    parts = [HEAD.format(at=at.isoformat(timespec="seconds")), "## Nicht dabei / Left out\n"]
    parts += [f"- `{name}`: {reason}" for name, reason in sorted(left_out.items())]
    parts += [f"- `{table}.{name}`: {why}" for table, names in sorted(hidden.items()) for name, why in names.items()]
    parts.append("\n## Tabellen / Tables")
    for name, said in schema(tables, hidden).items():
        parts.append(f"\n### {name} ({rows[name]})\n\n{said['meaning']}\n\n| column | type | |\n|---|---|---|")
        for column, facts in said["columns"].items():
            refers = f"→ `{facts['refers_to']}`" if "refers_to" in facts else ""
            parts.append(f"| `{column}` | {facts['type']}{', null' if facts['null'] else ''} | {refers} |")
    return "\n".join(parts) + "\n"


def _meaning(model: type[models.Model]) -> str:
    text = " ".join((model.__doc__ or "").split())
    return "" if text.startswith(f"{model.__name__}(") else text  # Django's own words say nothing


def _type(field: "models.Field[Any, Any]") -> str:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.get_internal_type().removesuffix("Field").lower()


def _reference(field: "models.Field[Any, Any]") -> dict[str, str]:
    if not isinstance(field, models.ForeignKey):
        return {}
    return {"refers_to": f"{field.related_model._meta.db_table}.{field.target_field.attname}"}
