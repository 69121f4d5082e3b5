"""The entries of a world by the needs of pages, found once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property, lru_cache

from msgspec import Struct

from statusgen.domain.entry import Entry, components_of, day_of, is_past, last_changed
from statusgen.domain.forecast import Forecast, forecast
from statusgen.domain.world import World


class Index(Struct, frozen=True, dict=True):
    """All that is published; every tuple is newest first."""

    world: World

    @cached_property
    def past(self) -> tuple[Entry, ...]:
        """All entries but upcoming maintenance."""
        zone = self.world.content.site.timezone
        past = filter(is_past, self.world.entries)
        return tuple(sorted(past, key=lambda each: day_of(each, zone), reverse=True))

    @cached_property
    def by_component(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that name each component at any time, by its id."""
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.world.entries:
            for name in components_of(entry):
                groups[name].append(entry)
        return {name: tuple(entries) for name, entries in groups.items()}

    @cached_property
    def ahead(self) -> tuple["Index", ...]:
        """The indexes of the forecast worlds."""
        return tuple(map(Index, self.forecast.worlds))

    @cached_property
    def forecast(self) -> Forecast:
        """The forecast of the world."""
        return forecast(self.world)


@lru_cache(maxsize=4)
def index(world: World) -> Index:
    """Return the index of a world, cached."""
    return Index(world)


def last_news(entries: Iterable[Entry]) -> datetime | None:
    """Return the time of the last publication of any of these entries, None if there is none."""
    return max(map(last_changed, entries), default=None)
