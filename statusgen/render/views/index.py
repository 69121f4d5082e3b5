"""The entries of a world by the needs of pages, found once for all of them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property, lru_cache

from msgspec import Struct

from statusgen.domain.entry import (
    Entry,
    components_of,
    day_of,
    end_of,
    is_past,
    last_changed,
    with_entries,
)
from statusgen.domain.forecast import Forecast, forecast
from statusgen.domain.world import World


class Index(Struct, frozen=True, dict=True):
    """All that is published; every tuple is newest first."""

    world: World

    def past(self, since: datetime) -> tuple[Entry, ...]:
        """Return all entries but upcoming maintenance that go on or ended after an instant."""
        zone = self.world.content.site.timezone
        past = (each for each in self.world.entries if (end_of(each) or since) >= since)
        return tuple(
            sorted(filter(is_past, past), key=lambda each: day_of(each, zone), reverse=True)
        )

    def of_component(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that name a component at any time, by its id."""
        moving = (each for each in self.world.moving if name in components_of(each))
        return with_entries(self.world.settled.by_component.get(name, ()), moving)

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
