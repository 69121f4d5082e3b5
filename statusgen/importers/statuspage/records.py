"""The objects of Statuspage's public API, with the fields that can be imported."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator

from statusgen.spans import YEARS


def _in_utc(at: datetime) -> datetime:
    if at.year not in YEARS:
        message = f"the year {at.year} cannot be used"
        raise ValueError(message)
    return at.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def _empty(value: object) -> object:
    return [] if value is None else value


class AffectedJson(BaseModel):
    """The new status of a component in an update."""

    code: str
    name: str = ""
    new_status: str | None = None


class UpdateJson(BaseModel):
    """One update; `display_at` is the time of publication that readers see."""

    id: str
    status: str
    body: str | None = None
    created_at: Instant
    display_at: Instant | None = None
    affected_components: Annotated[tuple[AffectedJson, ...], BeforeValidator(_empty)] = ()
    custom_tweet: str | None = None

    @property
    def at(self) -> datetime:
        """The time of publication."""
        return self.display_at or self.created_at


class ComponentJson(BaseModel):
    """A component, or a group of components if `group` is true."""

    id: str
    name: str
    description: str | None = None
    group: bool = False
    group_id: str | None = None


class EntryJson(BaseModel):
    """An incident or, with `scheduled_for`, a maintenance; its updates come newest first."""

    id: str
    name: str
    status: str
    impact: str | None = None
    created_at: Instant
    started_at: Instant | None = None
    resolved_at: Instant | None = None
    scheduled_for: Instant | None = None
    scheduled_until: Instant | None = None
    incident_updates: Annotated[tuple[UpdateJson, ...], BeforeValidator(_empty)] = ()
    components: Annotated[tuple[ComponentJson, ...], BeforeValidator(_empty)] = ()

    @property
    def updates(self) -> list[UpdateJson]:
        """The updates, oldest first; those of one instant in the order of the page."""
        upwards = self.incident_updates[::-1]
        return sorted(upwards, key=lambda each: each.at)
