"""Parse Markdown (CommonMark) in time proportional to its length, up to a maximum depth."""

import re
import unicodedata
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


_LETTER_FIRST = re.compile(r"[\s\d*_#>+().,:\"'-]*[A-Za-z\u00c0-\u024f]")
"""The beginning of nearly all texts: a letter, behind signs that hide none."""


def shows_nothing(text: str) -> bool:
    """Return whether Markdown has nothing to read: no text, no code, no picture."""
    if _LETTER_FIRST.match(text):
        return False
    return is_invisible(text) or not any(_is_shown(name, value) for name, value in events(text))


def _is_shown(name: str, value: object) -> bool:
    if name == "Start":
        return isinstance(value, dict) and "Image" in value
    return name != "End" and isinstance(value, str) and not is_invisible(value)


_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that count as letters and signs, and are drawn as nothing."""
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
"""The categories of Unicode of which no character shows anything by itself."""


def is_invisible(text: str) -> bool:
    """Return whether a text without Markdown shows nothing: it is empty, blank or unseen."""
    return all(
        each.isspace() or each in _FILLERS or unicodedata.category(each) in _UNSEEN for each in text
    )


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
