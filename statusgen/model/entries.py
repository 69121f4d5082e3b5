"""Incidents and maintenances as the NOC wrote them, before anything is derived."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from statusgen.model.ids import stable_id
from statusgen.model.states import (
    Cause,
    Completion,
    EmergencyCalls,
    IncidentStatus,
    MaintenanceAction,
    Scope,
    State,
)
from statusgen.model.text import Text


class Update(Struct, frozen=True):
    """One update of an incident; instants are aware and in UTC."""

    id: str
    at: datetime
    status: IncidentStatus
    text: Text
    affects: Mapping[str, State]
    next_update: datetime | None = None
    workaround: Text | None = None


class Incident(Struct, frozen=True):
    """One incident as its file has it; `path` is that file, relative to the root.

    `affects` holds from `began` on, or else from the first update on; an update names only what
    changes. `aliases` are its former ids, the first one first. `workaround` holds until an update
    has another one.
    """

    id: str
    path: str
    title: Text
    updates: tuple[Update, ...]
    affects: Mapping[str, State]
    cos: str | None = None
    scope: Scope = Scope.LIMITED
    cause: Cause | None = None
    region: str | None = None
    reported: datetime | None = None
    began: datetime | None = None
    ticket: str | None = None
    emergency_calls: EmergencyCalls | None = None
    not_affected: Text | None = None
    workaround: Text | None = None
    aliases: tuple[str, ...] = ()
    draft: bool = False

    @property
    def came_in(self) -> datetime:
        """When it came in: with its report or its first update, whichever is earlier."""
        first = self.updates[0].at
        return min(self.reported or first, first)

    @property
    def started(self) -> datetime:
        """When it began, as far as that is known: else when it came in."""
        return self.began or self.came_in

    @property
    def stable_id(self) -> str:
        """The id that subscribers know, which no renaming changes."""
        return stable_id(self.id, self.aliases)


class MaintenanceUpdate(Struct, frozen=True):
    """One update of a maintenance; `extended` has `ends`, `rescheduled` both instants."""

    id: str
    at: datetime
    status: MaintenanceAction
    text: Text
    starts: datetime | None = None
    ends: datetime | None = None


class Repeats(Struct, frozen=True):
    """A rule of RFC 5545 in the site's zone, its last day or the number of times, and days off."""

    rule: str
    until: date | None = None
    count: int | None = None
    except_: tuple[date, ...] = ()


class Maintenance(Struct, frozen=True):
    """One planned maintenance as its file has it; instants are aware and in UTC.

    `effect` is what readers notice while the work goes on; `aliases` are its former ids, the first
    one first. Of a file that `repeats`, each occurrence is one.
    """

    id: str
    path: str
    title: Text
    text: Text
    announced: datetime
    starts: datetime
    ends: datetime
    affects: Mapping[str, State]
    completion: Completion
    effect: Text | None = None
    emergency_calls: EmergencyCalls | None = None
    ticket: str | None = None
    aliases: tuple[str, ...] = ()
    updates: tuple[MaintenanceUpdate, ...] = ()
    draft: bool = False
    repeats: Repeats | None = None
    announce_before: timedelta | None = None

    @property
    def stable_id(self) -> str:
        """The id that subscribers know, which no renaming changes."""
        return stable_id(self.id, self.aliases)
