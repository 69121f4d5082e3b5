"""What somebody asks to be said of an entry, before it is known whether that makes sense."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from statusgen.authoring.desk.wrong_use import refuse
from statusgen.content.schema.times import shown
from statusgen.model import State, Text

_UTC = ZoneInfo("UTC")

UNWRITTEN = Text("", {"": ""})
"""The text of an update while there is none."""


class Asked(Struct, frozen=True):
    """What somebody asks for; `zone` is the site's, in which messages tell times.

    `at` is None for `now`; `promised` is an instant, or the time from the update on; `starts` and
    `ends` are a new window; `is_back` says that a step back is meant.
    """

    status: str
    now: datetime
    zone: ZoneInfo = _UTC
    at: datetime | None = None
    affects: Mapping[str, State] = field(default_factory=dict)
    promised: datetime | timedelta | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    is_back: bool = False

    def shown(self, at: datetime) -> str:
        """Return an instant for a message."""
        return shown(at, self.zone)

    @property
    def window_option(self) -> str:
        """The option that asks for a new window."""
        return "--reschedule" if self.starts else "--extend-to"


def time_of(asked: Asked, before: datetime) -> datetime:
    """Return the time of the update: to the minute, where that is after what came before.

    Raises WrongUse where it is not.
    """
    at = (asked.at or asked.now).replace(microsecond=0)
    if asked.at is None and at.replace(second=0) > before:
        at = at.replace(second=0)
    if at <= before:
        sentence = f"{asked.shown(at)} is not after the last word on it, of {asked.shown(before)}."
        refuse("--at", sentence)
    return at
