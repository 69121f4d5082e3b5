"""Writes an update as YAML, as an item of a list in block or in flow style."""

import json
import re
from collections.abc import Mapping

from statusgen.authoring.entry_yaml import Value, entry_text


def block_item(item: Mapping[str, Value], indent: str) -> list[str]:
    """Return the lines of an item of a block list, with dashes after `indent`."""
    first, *rest = entry_text(item).splitlines()
    return [f"{indent}- {first}", *(f"{indent}  {line}" if line else "" for line in rest)]


def flow_item(item: Mapping[str, Value]) -> str:
    """Return an item of a flow list, on one line; its strings are JSON, which YAML reads alike."""
    return f"{{{', '.join(f'{key}: {_json(value)}' for key, value in item.items())}}}"


_LOST_BY_YAML = re.compile("[\x85\u2028\u2029\ufeff]")
"""Line breaks and byte-order mark of YAML 1.1 that are plain characters in JSON."""


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _LOST_BY_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
