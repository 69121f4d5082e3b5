"""What may stand in the file of an incident or of a maintenance."""

from pydantic import ConfigDict, Field

from statusgen import model
from statusgen.content.schema.base import Record, placed, validated
from statusgen.content.schema.names import entry_id, update_id
from statusgen.content.schema.refusal import listed
from statusgen.content.schema.rules import (
    RESOLUTION_SCHEMA,
    WINDOW_SCHEMA,
    incident_rules,
    maintenance_rules,
)
from statusgen.content.schema.scalars import (
    ActionWord,
    CauseWord,
    CompletionWord,
    Flag,
    Instant,
    KnownClass,
    KnownComponent,
    KnownRegion,
    Prose,
    ScopeWord,
    StateWord,
    StatusWord,
    Title,
    UpdateId,
)
from statusgen.content.schema.setting import Setting
from statusgen.content.source.parse import ParsedFile
from statusgen.problems import Problem

_DRAFT = "true: kept out of everything but serve"
_ID = "the permanent name of the update; default: its time in UTC"


class UpdateRecord(Record):
    """One word on an incident."""

    model_config = ConfigDict(json_schema_extra=RESOLUTION_SCHEMA)

    at: Instant = Field(description="when the update is published")
    status: StatusWord = Field(
        description=listed((each.value for each in model.IncidentStatus), "or")
    )
    text: Prose = Field(description="what readers are told, in Markdown")
    id: UpdateId | None = Field(default=None, description=_ID)
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="components and their states, as far as they change"
    )
    next_update: Instant | None = Field(
        default=None, description="when the next update is promised; default: as the policy says"
    )


class IncidentFile(Record):
    """The file of an incident."""

    title: Title = Field(description="what has happened, on one line")
    updates: tuple[UpdateRecord, ...] = Field(
        min_length=1, description="what was said when, oldest first"
    )
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="components and their states from the first update on"
    )
    cos: KnownClass | None = Field(default=None, description="a class of service from sla.yml")
    scope: ScopeWord = Field(
        default=model.Scope.LIMITED,
        description="global: announced to the groups; limited: page and feeds only",
    )
    cause: CauseWord | None = Field(default=None, description="internal, upstream or external")
    region: KnownRegion | None = Field(
        default=None, description="whose support hours apply; default: the policy's first region"
    )
    reported: Instant | None = Field(default=None, description="when the first report came in")
    draft: Flag = Field(default=False, description=_DRAFT)


class MaintenanceUpdateRecord(Record):
    """One word on a maintenance."""

    model_config = ConfigDict(json_schema_extra=WINDOW_SCHEMA)

    at: Instant = Field(description="when the update is published")
    status: ActionWord = Field(
        description=listed((each.value for each in model.MaintenanceAction), "or")
    )
    text: Prose = Field(description="what readers are told, in Markdown")
    id: UpdateId | None = Field(default=None, description=_ID)
    starts: Instant | None = Field(default=None, description="rescheduled: the new start")
    ends: Instant | None = Field(default=None, description="extended, rescheduled: the new end")


class MaintenanceFile(Record):
    """The file of a maintenance."""

    title: Title = Field(description="what will be done, on one line")
    text: Prose = Field(description="what readers are told, in Markdown")
    announced: Instant = Field(description="when the maintenance is first published")
    starts: Instant = Field(description="when work begins")
    ends: Instant = Field(description="when work ends")
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="components and their states for the length of the window"
    )
    completion: CompletionWord | None = Field(
        default=None, description="automatic or confirmed; default: as site.yml says"
    )
    updates: tuple[MaintenanceUpdateRecord, ...] = Field(
        default=(), description="what was said when, oldest first"
    )
    draft: Flag = Field(default=False, description=_DRAFT)


# --- from a file to a record -------------------------------------------------------------------


def read_incident(
    reading: ParsedFile, setting: Setting
) -> tuple[model.Incident | None, tuple[Problem, ...]]:
    """Return the incident in a file, or None and everything that is wrong with it."""
    file, problems = validated(IncidentFile, reading, setting)
    problems += placed(incident_rules(reading.tree, setting), reading.source)
    incident = None if file is None or problems else _incident(file, reading.source.path)
    return incident, tuple(problems)


def read_maintenance(
    reading: ParsedFile, setting: Setting
) -> tuple[model.Maintenance | None, tuple[Problem, ...]]:
    """Return the maintenance in a file, or None and everything that is wrong with it."""
    file, problems = validated(MaintenanceFile, reading, setting)
    problems += placed(maintenance_rules(reading.tree, setting), reading.source)
    if file is None or problems:
        return None, tuple(problems)
    return _maintenance(file, reading.source.path, setting.completion), ()


def _incident(file: IncidentFile, path: str) -> model.Incident:
    updates = (
        model.Update(
            id=each.id or update_id(each.at),
            at=each.at,
            status=each.status,
            text=each.text,
            affects=each.affects,
            next_update=each.next_update,
        )
        for each in file.updates
    )
    return model.Incident(
        id=entry_id(path),
        path=path,
        title=file.title,
        updates=tuple(updates),
        affects=file.affects,
        cos=file.cos,
        scope=file.scope,
        cause=file.cause,
        region=file.region,
        reported=file.reported,
        draft=file.draft,
    )


def _maintenance(
    file: MaintenanceFile, path: str, completion: model.Completion
) -> model.Maintenance:
    updates = (
        model.MaintenanceUpdate(
            id=each.id or update_id(each.at),
            at=each.at,
            action=each.status,
            text=each.text,
            starts=each.starts,
            ends=each.ends,
        )
        for each in file.updates
    )
    return model.Maintenance(
        id=entry_id(path),
        path=path,
        title=file.title,
        text=file.text,
        announced=file.announced,
        starts=file.starts,
        ends=file.ends,
        affects=file.affects,
        completion=file.completion or completion,
        updates=tuple(updates),
        draft=file.draft,
    )
