"""Finds what a ready-made notice left for a person to fill in: `??region??`."""

import re
from collections.abc import Iterator
from itertools import islice

from statusgen.content.source.parse import ParsedFile
from statusgen.content.source.tree import Tree
from statusgen.problems import MAX_PROBLEMS, Location, Problem, quoted

MAX_NAME = 62
"""Maximum length of the name of a placeholder, in characters; a longer one is plain text."""

PLACEHOLDER = re.compile(rf"\?\?(\w(?:[\w .-]{{0,{MAX_NAME - 2}}}\w)?)\?\?")


GIVEN = "reported"
"""A placeholder that a default may hold: the time when the problem began."""


def unfilled(reading: ParsedFile) -> dict[Location, Problem]:
    """Return a problem for each value or key that still holds a placeholder, by its location."""
    if "??" not in reading.source.text:
        return {}
    found = islice(texts_with_placeholders(reading.tree), MAX_PROBLEMS + 1)
    return {at: _problem(reading, at, text) for at, text in found}


def _problem(reading: ParsedFile, at: Location, text: str) -> Problem:
    names = dict.fromkeys(found[0] for found in PLACEHOLDER.finditer(text))
    first = next(iter(names))
    is_one = len(names) == 1
    return Problem(
        reading.source.part(at, first),
        f"{', '.join(map(quoted, names))} {'is' if is_one else 'are'} still to be filled in",
        f"replace {'it' if is_one else 'them'} with what is true of this entry",
    )


def texts_with_placeholders(tree: Tree, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield the location and text of all that has a placeholder in it, keys included."""
    if isinstance(tree, str) and PLACEHOLDER.search(tree):
        yield at, tree
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from texts_with_placeholders(item, (*at, index))
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts_with_placeholders(value, (*at, key))
            if PLACEHOLDER.search(key):
                yield (*at, key), key
