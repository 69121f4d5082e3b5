"""The C parser's nodes: every scalar as it was typed, and a guard against endless nesting."""

import re
from functools import lru_cache

import yaml

MAX_DEPTH = 20
"""How many levels of lists and mappings a file may have."""

_SAFE_OPENERS = 200
"""So many levels no composer minds; only a file that might have more is looked through before."""


class _Loader(yaml.CSafeLoader):
    """The C parser without any idea of types: only a tag that was written is a tag."""

    def resolve(self, _kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        """Return the tag of a node that has none: none."""
        return ""


@lru_cache(maxsize=4)
def composed(text: str) -> yaml.Node | None:
    """Return the nodes of a file; the last few are kept, for the places of their problems."""
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


_LINE_START = re.compile(r"^[ \t?:-]+", re.MULTILINE)


def _may_be_deep(text: str) -> bool:
    """Return False for a file that surely has no nesting deep enough to hurt the C composer.

    A level is opened by a bracket or by being further right at the beginning of a line.
    """
    openers = text.count("[") + text.count("{")
    indent = max(map(len, _LINE_START.findall(text)), default=0)
    return openers + 2 * indent > _SAFE_OPENERS


def nesting_past_bound(text: str) -> int | None:
    """Return the offset at which a file becomes too deep for the C composer, if it does.

    The composer calls itself for each level; the events, which are looked at here, need no
    recursion. Raises yaml.YAMLError where the syntax is wrong before that.
    """
    return _first_too_deep(text) if _may_be_deep(text) else None


def _first_too_deep(text: str) -> int | None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark.index if event.start_mark else 0
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None
