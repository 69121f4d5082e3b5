"""Where to find the entries, news and components of a world, looked up once for all pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TypeVar

from msgspec import Struct

from statusgen.domain.entry import day_of, is_past
from statusgen.domain.forecast import forecast
from statusgen.domain.world import Entry, News, World, components_of
from statusgen.model import Component


class Index(Struct, frozen=True, dict=True):
    """All that is published, by what a page needs it for; every tuple is newest first.

    `past` is everything but maintenance still to come; `by_month` has the same by the first day
    of its month; `news` is by the id of its entry, `by_component` by that of a component. All of
    it as far as the world knows the history.
    """

    world: World
    components: Mapping[str, Component]
    past: tuple[Entry, ...]
    by_month: Mapping[date, tuple[Entry, ...]]
    by_component: Mapping[str, tuple[Entry, ...]]
    news: Mapping[str, tuple[News, ...]]

    @cached_property
    def ahead(self) -> tuple["Index", ...]:
        """The same of the worlds that the clock alone will make of this one."""
        return tuple(_index(world) for world in forecast(self.world))

    def last_news(self, entries: Iterable[Entry]) -> datetime | None:
        """Return when something was last told of any of these entries, None of no entry."""
        return max((self.news[entry.id][0].at for entry in entries), default=None)


@lru_cache(maxsize=4)
def index(world: World) -> Index:
    """Return the index of a world; asked for again, the same one."""
    return _index(world)


def _index(world: World) -> Index:
    zone = world.content.site.timezone
    entries = world.entries
    past = sorted(filter(is_past, entries), key=lambda each: day_of(each, zone), reverse=True)
    return Index(
        world=world,
        components={component.id: component for component in world.content.components},
        past=tuple(past),
        by_month=_grouped((day_of(each, zone).replace(day=1), each) for each in past),
        by_component=_grouped((name, each) for each in entries for name in components_of(each)),
        news=_grouped((news.entry.id, news) for news in world.news),
    )


_K = TypeVar("_K")
_V = TypeVar("_V")


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> Mapping[_K, tuple[_V, ...]]:
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
