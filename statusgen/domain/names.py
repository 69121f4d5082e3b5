"""The entries that a person means: by a part of an id, by words of a title, by being open."""

import re
from collections.abc import Iterable
from datetime import datetime

from statusgen.domain.world import derive
from statusgen.model import Content, Incident, Maintenance

Written = Incident | Maintenance

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def current_ids(content: Content, now: datetime) -> frozenset[str]:
    """Return the ids of entries that are open, running or coming, drafts among them."""
    world = derive(content, now, drafts=True)
    current = [each.id for each in (*world.running, *world.upcoming)]
    current += [each.id for each in world.open_incidents]
    published = {each.id for each in world.entries}
    every: tuple[Written, ...] = (*content.incidents, *content.maintenances)
    return frozenset((*current, *(each.id for each in every if each.id not in published)))


def entries_meant(content: Content, now: datetime, words: str) -> tuple[Written, ...]:
    """Return the entries whose id or title has all of the words; without words, all current ones.

    Current entries come first: others are meant only by a former id, or by a date and a part.
    """
    every: tuple[Written, ...] = (*content.incidents, *content.maintenances)
    exact = tuple(each for each in every if words and words in (each.id, *each.aliases))
    if exact:
        return exact
    current = current_ids(content, now)
    found = _matching((each for each in every if each.id in current), words)
    return found or (_matching(every, words) if _DATE.match(words) else ())


def _matching(entries: Iterable[Written], words: str) -> tuple[Written, ...]:
    parts = words.casefold().split()
    return tuple(each for each in entries if all(part in _haystack(each) for part in parts))


def _haystack(entry: Written) -> str:
    return f"{entry.id} {' '.join(entry.title.by_language.values())}".casefold()
