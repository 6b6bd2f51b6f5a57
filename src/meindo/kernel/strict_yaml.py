"""YAML in which everything is text and a key that comes twice is an error."""

from typing import Any

import yaml


class YamlError(ValueError):
    """The text is not well-formed YAML or names a key twice; the message gives the line."""


class _StrictLoader(yaml.BaseLoader):
    """Reads scalars as strings: no `on` as True, no 12:30 as 750, no floats."""


def _mapping(loader: yaml.BaseLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in seen:
            raise YamlError(f"line {key_node.start_mark.line + 1}: {key!r} comes twice")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def load(text: str) -> Any:
    """Read YAML as nested dicts, lists and strings; YamlError with the line if it is malformed."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  (derived from BaseLoader, builds text only)
    except yaml.YAMLError as error:
        raise YamlError(" ".join(str(error).split())) from error
