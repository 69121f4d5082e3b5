"""What may stand in the file of an incident or of a maintenance."""

from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Field

from statusgen import model
from statusgen.content.schema.base import Option, Record, placed, to_model, validated
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
    Line,
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

Ticket: TypeAlias = Annotated[
    Line | None, Option("A reference that partners may quote.", "REFERENCE")
]
_TICKET = "a reference that partners may quote; a link if site.yml has ticket_url"
_DRAFT = "true: kept out of everything but serve"
_ID = "the permanent name of the update; default: its time in UTC"


class UpdateRecord(Record):
    """One word on an incident."""

    model_config = ConfigDict(json_schema_extra=RESOLUTION_SCHEMA)

    id: UpdateId | None = Field(default=None, description=_ID)
    at: Instant = Field(description="when the update is published")
    status: StatusWord = Field(
        description=listed((each.value for each in model.IncidentStatus), "or")
    )
    affects: dict[KnownComponent, StateWord] = Field(
        default={},
        description="component ids whose state changes: their new states; the others keep theirs",
    )
    text: Prose = Field(description="what readers are told, in Markdown")
    next_update: Instant | None = Field(
        default=None, description="when the next update is promised; default: as the class promises"
    )


class IncidentFile(Record):
    """The file of an incident."""

    title: Title = Field(description="what has happened, on one line")
    cos: Annotated[KnownClass | None, Option("The class of service.", "CLASS")] = Field(
        default=None, description="a class of service from sla.yml"
    )
    scope: Annotated[ScopeWord, Option("Whether groups hear of it.")] = Field(
        default=model.Scope.LIMITED,
        description="global: announced to the groups; limited (the default): page and feeds only",
    )
    cause: Annotated[CauseWord | None, Option("Whose the cause is.")] = Field(
        default=None, description="internal, upstream (a supplier) or external"
    )
    region: Annotated[KnownRegion | None, Option("Whose support hours apply.", "REGION")] = Field(
        default=None, description="whose support hours apply; default: the policy's first region"
    )
    reported: Annotated[Instant | None, Option("When the first report came in.", "TIME")] = Field(
        default=None,
        description="when the first report or alarm came in; the response goal counts from it",
    )
    ticket: Ticket = Field(default=None, description=_TICKET)
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="component ids: their states from the first update on"
    )
    draft: Flag = Field(default=False, description=_DRAFT)
    updates: tuple[UpdateRecord, ...] = Field(
        min_length=1, description="what was said when, oldest first"
    )


class MaintenanceUpdateRecord(Record):
    """One word on a maintenance."""

    model_config = ConfigDict(json_schema_extra=WINDOW_SCHEMA)

    id: UpdateId | None = Field(default=None, description=_ID)
    at: Instant = Field(description="when the update is published")
    status: ActionWord = Field(
        description=listed((each.value for each in model.MaintenanceAction), "or")
    )
    starts: Instant | None = Field(default=None, description="rescheduled: the new start")
    ends: Instant | None = Field(default=None, description="extended, rescheduled: the new end")
    text: Prose = Field(description="what readers are told, in Markdown")


class MaintenanceFile(Record):
    """The file of a maintenance."""

    title: Title = Field(description="what will be done, on one line")
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="component ids: their states for the length of the window"
    )
    announced: Annotated[Instant, Option("When it is published.", "TIME")] = Field(
        description="when the maintenance is first published"
    )
    starts: Annotated[Instant, Option("When the window begins.", "TIME")] = Field(
        description="when work begins"
    )
    ends: Instant = Field(description="when work ends")
    completion: CompletionWord | None = Field(
        default=None, description="automatic or confirmed; default: as site.yml says"
    )
    ticket: Ticket = Field(default=None, description=_TICKET)
    draft: Flag = Field(default=False, description=_DRAFT)
    text: Prose = Field(description="what readers are told, in Markdown")
    updates: tuple[MaintenanceUpdateRecord, ...] = Field(
        default=(), description="what was said when, oldest first"
    )


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
    updates = tuple(
        to_model(model.Update, each, id=each.id or update_id(each.at)) for each in file.updates
    )
    return to_model(model.Incident, file, id=entry_id(path), path=path, updates=updates)


def _maintenance(
    file: MaintenanceFile, path: str, completion: model.Completion
) -> model.Maintenance:
    updates = tuple(
        to_model(model.MaintenanceUpdate, each, id=each.id or update_id(each.at))
        for each in file.updates
    )
    return to_model(
        model.Maintenance,
        file,
        id=entry_id(path),
        path=path,
        completion=file.completion or completion,
        updates=updates,
    )
