"""The request for an update of an entry, and the addition that it leads to."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from statusgen.authoring.times import time_of_news
from statusgen.console import reject
from statusgen.content.schema.times import shown
from statusgen.model import Incident, Maintenance, MaintenanceUpdate, State, Text, Update

_UTC = ZoneInfo("UTC")

EMPTY_TEXT = Text("", {"": ""})
"""The text of an update that does not have one yet."""

Entry = Incident | Maintenance
EntryUpdate = Update | MaintenanceUpdate


class Addition(Struct, frozen=True):
    """A new last update of an entry."""

    entry: Entry
    update: EntryUpdate

    @property
    def status(self) -> str:
        """The status of the update, as files write it."""
        return self.update.status.value


class UpdateRequest(Struct, frozen=True):
    """The options of `statusgen update`; messages show times in `zone`, the site's.

    `at` is None for `now`; `next_update`, and `starts` and `ends` of a new window, are as they are
    written; `is_reopening` permits an earlier status; `taken` are the times of other news.
    """

    status: str
    now: datetime
    zone: ZoneInfo = _UTC
    at: datetime | None = None
    affects: Mapping[str, State] = field(default_factory=dict)
    next_update: str | None = None
    starts: str | None = None
    ends: str | None = None
    is_reopening: bool = False
    workaround: Text | None = None
    taken: frozenset[datetime] = frozenset()

    def local(self, at: datetime) -> str:
        """Return an instant as messages show it."""
        return shown(at, self.zone)

    @property
    def window_option(self) -> str:
        """The option that sets the new window."""
        return "--reschedule" if self.starts else "--extend-to"


def update_time(request: UpdateRequest, before: datetime) -> datetime:
    """Return the time of the update.

    It is without seconds, unless that is not after `before`, or is the time of other news.

    Raises click.BadParameter if the time is not after `before`, the time of the last update.
    """
    at = (request.at or request.now).replace(microsecond=0)
    if request.at is None:
        free = time_of_news(request.now, request.taken)
        at = free if free > before else at
    if at <= before:
        sentence = (
            f"{request.local(at)} is not after the last word on it, of {request.local(before)}."
        )
        reject("--at", sentence)
    return at
