"""The entries of a world by the needs of pages, found once for all of them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import (
    Entry,
    components_of,
    day_of,
    end_of,
    is_past,
    last_changed,
    with_entries,
)
from statusgen.domain.forecast import Forecast, ForecastInputs, forecast
from statusgen.domain.world import World, only


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
    def today(self) -> tuple["Index", ...]:
        """The indexes of the worlds to come today."""
        return tuple(map(Index, self.forecast.today))

    @cached_property
    def later_days(self) -> "LaterDays":
        """The indexes of the worlds of later days."""
        found = self.forecast
        return LaterDays(tuple(map(Index, found.later)), found.known)

    @cached_property
    def forecast(self) -> Forecast:
        """The forecast of the world."""
        return forecast(self.world)

    def later_days_of(self, shown: Iterable[Entry]) -> "LaterDays":
        """Return the same for a page that shows some entries, and no others that are settled.

        Those change no state of the site that the page shows.
        """
        ids = {each.id for each in (*shown, *self.world.moving)}
        known = self.forecast.known
        content = only(known.content, ids)
        return LaterDays(self.later_days.indexes, replace(known, content=content))


class LaterDays:
    """The indexes of the worlds of later days, in order; all follow from `depends_on`."""

    def __init__(self, indexes: tuple[Index, ...], known: ForecastInputs) -> None:
        self.indexes = indexes
        self.depends_on = known


@lru_cache(maxsize=4)
def index(world: World) -> Index:
    """Return the index of a world, cached."""
    return Index(world)


def last_news(entries: Iterable[Entry]) -> datetime | None:
    """Return the time of the last publication of any of these entries, None if there is none."""
    return max(map(last_changed, entries), default=None)
