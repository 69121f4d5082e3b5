"""Parse Markdown (CommonMark) in time proportional to its length, up to a maximum depth."""

import re
from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 100
"""Maximum depth of nested elements; browsers and sanitisers get slow, or fail, far beyond it."""

_NESTS = re.compile(r"[*_>+-]|\d[.)]")
"""Signs of which each nested element has one, or each list with its item."""
ADDRESS = re.compile(r"(?<![\w/@.])(https?://[^\s<>\"'`]*[^\s<>\"'`.,:;!?)\]}*_])")
"""A bare address in a text."""
_HIDDEN = str.maketrans("*_", "\ue000\ue001")
_SHOWN = str.maketrans("\ue000\ue001", "*_")


def events(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the events of the parser by name, such as ("Text", "Calls fail").

    The signs `*` and `_` within an address emphasise nothing.
    """
    import pyromark  # noqa: PLC0415 - `check` rarely needs it

    hides = "://" in text and "\ue000" not in text and "\ue001" not in text
    read = ADDRESS.sub(lambda found: found[0].translate(_HIDDEN), text) if hides else text
    for event in pyromark.events(read):
        name, value = (event, "") if isinstance(event, str) else next(iter(event.items()))
        yield name, _shown(value) if hides else value


def _shown(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items()}
    return value.translate(_SHOWN) if isinstance(value, str) else value


def is_too_deep(text: str) -> bool:
    """Return whether Markdown is nested so deep that it is shown as typed."""
    if len(_NESTS.findall(text)) <= MAX_DEPTH // 2:
        return False
    depth = 0
    for name, _ in events(text):
        depth += (name == "Start") - (name == "End")
        if depth > MAX_DEPTH:
            return True
    return False
