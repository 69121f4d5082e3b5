"""Writes an update as YAML, as an item of a list in block or in flow style."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.authoring.entry_yaml import entry_text, time_text
from statusgen.model import MaintenanceUpdate, Update

Fields = Mapping[str, str | Mapping[str, str]]
"""The keys and values of an update, in the order in which people write them."""


def fields(update: Update | MaintenanceUpdate, zone: ZoneInfo) -> Fields:
    """Return the fields of an update in a file: times local in `zone`, the text in all languages.

    The id is omitted, because it is derived from the time.
    """
    texts = update.text.by_language
    text = texts if len(texts) > 1 else texts[update.text.first]
    if isinstance(update, Update):
        values = {
            "at": time_text(update.at, zone),
            "status": update.status.value,
            "affects": {name: state.value for name, state in update.affects.items()},
            "text": text,
            "next_update": _time(update.next_update, zone),
        }
    else:
        values = {
            "at": time_text(update.at, zone),
            "status": update.action.value,
            "starts": _time(update.starts, zone),
            "ends": _time(update.ends, zone),
            "text": text,
        }
    return {key: value for key, value in values.items() if value}


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else time_text(at, zone)


def block_item(item: Fields, indent: str) -> list[str]:
    """Return the lines of an item of a block list, with dashes after `indent`."""
    first, *rest = entry_text(item).splitlines()
    return [f"{indent}- {first}", *(f"{indent}  {line}" if line else "" for line in rest)]


def flow_item(item: Fields) -> str:
    """Return an item of a flow list, on one line; its strings are JSON, which YAML reads alike."""
    return f"{{{', '.join(f'{key}: {_json(value)}' for key, value in item.items())}}}"


_LOST_BY_YAML = re.compile("[\x85\u2028\u2029\ufeff]")
"""Line breaks and byte-order mark of YAML 1.1 that are plain characters in JSON."""


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _LOST_BY_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
