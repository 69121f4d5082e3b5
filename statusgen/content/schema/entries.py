"""Schema of the files of incidents and maintenances."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, TypeAlias

from msgspec import Struct
from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo

from statusgen import model
from statusgen.content.find import MAINTENANCE
from statusgen.content.schema.base import Option, Record, placed, to_model, validated
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import FieldError, listed
from statusgen.content.schema.names import entry_id, update_id
from statusgen.content.schema.repeats import (
    EXAMPLE,
    Ahead,
    RepeatsRecord,
    series_errors,
    series_warnings,
)
from statusgen.content.schema.rules import (
    RESOLUTION_SCHEMA,
    WINDOW_SCHEMA,
    incident_rules,
    maintenance_rules,
)
from statusgen.content.schema.scalars import (
    ActionWord,
    Aliases,
    CauseWord,
    CompletionWord,
    EmergencyCallsWord,
    Flag,
    Instant,
    KnownClass,
    KnownComponent,
    KnownRegion,
    Prose,
    ScopeWord,
    StateWord,
    StatusWord,
    TicketReference,
    Title,
    UpdateId,
    context_of,
)
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import ParsedFile
from statusgen.content.source.tree import Tree
from statusgen.problems import Problem, has_error

Ticket: TypeAlias = Annotated[
    TicketReference | None, Option("A reference that partners may quote.", "REFERENCE")
]
_TICKET = "a reference that partners may quote; a link if site.yml has ticket_url"
Calls: TypeAlias = Annotated[
    EmergencyCallsWord | None, Option("Whether emergency calls are affected.")
]
_EMERGENCY_CALLS = "affected, not_affected or unknown; readers see one standard sentence"
_ALIASES = "former ids, the first one first: old addresses redirect, and ids of subscribers stay"
_DRAFT = "true: kept out of everything but serve"
_ID = "the permanent name of the update; default: its time in UTC"


class UpdateRecord(Record):
    """An update of an incident."""

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
    text: Prose = Field(description="what readers see, in Markdown")
    next_update: Instant | None = Field(
        default=None, description="when the next update is promised; default: as the class promises"
    )
    workaround: Prose | None = Field(
        default=None,
        description="what readers can do meanwhile, from now on, in place of the one before",
    )


class IncidentFile(Record):
    """The file of an incident."""

    title: Title = Field(description="what has happened, on one line")
    cos: Annotated[KnownClass | None, Option("The class of service.", "CLASS")] = Field(
        default=None, description="a class of service from sla.yml"
    )
    scope: Annotated[ScopeWord, Option("Whether it is announced to the groups.")] = Field(
        default=model.Scope.LIMITED,
        description="global: announced to the groups; limited (the default): page and feeds only",
    )
    cause: Annotated[CauseWord | None, Option("Where the cause lies.")] = Field(
        default=None,
        description="internal, upstream (a supplier) or external; shown from 'identified' on",
    )
    region: Annotated[KnownRegion | None, Option("Whose support hours apply.", "REGION")] = Field(
        default=None, description="whose support hours apply; default: the policy's first region"
    )
    reported: Annotated[
        Instant | None, Option("When the first report came in.", "TIME", is_past=True)
    ] = Field(
        default=None,
        description="when the first report or alarm came in; the response goal counts from it",
    )
    began: Annotated[Instant | None, Option("When it really began.", "TIME", is_past=True)] = Field(
        default=None,
        description="when it really began, not after the first update; states, uptime and"
        " durations count from it",
    )
    ticket: Ticket = Field(default=None, description=_TICKET)
    emergency_calls: Calls = Field(default=None, description=_EMERGENCY_CALLS)
    not_affected: Annotated[
        Prose | None, Option("What still works; it=TEXT for one language.", "TEXT")
    ] = Field(default=None, description="what still works, in Markdown")
    workaround: Annotated[
        Prose | None, Option("What readers can do meanwhile; it=TEXT for one language.", "TEXT")
    ] = Field(
        default=None,
        description="what readers can do until it is solved, in Markdown; an update may give"
        " another; no longer shown once all works again",
    )
    aliases: Aliases = Field(default=(), description=_ALIASES)
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="component ids: their states from the beginning on"
    )
    draft: Flag = Field(default=False, description=_DRAFT)
    updates: tuple[UpdateRecord, ...] = Field(
        min_length=1, description="what was said when, oldest first"
    )


class MaintenanceUpdateRecord(Record):
    """An update of a maintenance."""

    model_config = ConfigDict(json_schema_extra=WINDOW_SCHEMA)

    id: UpdateId | None = Field(default=None, description=_ID)
    at: Instant = Field(description="when the update is published")
    status: ActionWord = Field(
        description=listed((each.value for each in model.MaintenanceAction), "or")
    )
    starts: Instant | None = Field(default=None, description="rescheduled: the new start")
    ends: Instant | None = Field(default=None, description="extended, rescheduled: the new end")
    text: Prose = Field(description="what readers see, in Markdown")


def _or_that_of_site(value: model.Completion | None, info: ValidationInfo) -> model.Completion:
    return value or context_of(info).completion


class MaintenanceFile(Record):
    """The file of a maintenance."""

    title: Title = Field(description="what will be done, on one line")
    affects: dict[KnownComponent, StateWord] = Field(
        default={}, description="component ids: their states for the length of the window"
    )
    announced: Annotated[Instant | None, Option("When it is published.", "TIME")] = Field(
        default=None, description="when the maintenance is first published"
    )
    starts: Annotated[Instant, Option("When the window begins.", "TIME")] = Field(
        description="when work begins"
    )
    ends: Instant = Field(description="when work ends")
    repeats: Annotated[
        RepeatsRecord | None,
        Option(f"A rule of RFC 5545 with UNTIL or COUNT, such as {EXAMPLE};COUNT=12.", "RULE"),
    ] = Field(default=None, description="how it repeats itself; each occurrence is an entry")
    announce_before: Annotated[
        Ahead | None,
        Option("With --repeats: how long before its start each is published.", "LENGTH"),
    ] = Field(
        default=None,
        description="with repeats, in the place of announced: how long before its start each"
        " occurrence is published",
    )
    completion: Annotated[CompletionWord | None, AfterValidator(_or_that_of_site)] = Field(
        default=None,
        validate_default=True,
        description="automatic or confirmed; default: as site.yml says",
    )
    effect: Annotated[
        Prose | None, Option("What readers will notice; it=TEXT for one language.", "TEXT")
    ] = Field(
        default=None, description="what readers will notice, in Markdown; repeated when work begins"
    )
    emergency_calls: Calls = Field(default=None, description=_EMERGENCY_CALLS)
    ticket: Ticket = Field(default=None, description=_TICKET)
    aliases: Aliases = Field(default=(), description=_ALIASES)
    draft: Flag = Field(default=False, description=_DRAFT)
    text: Prose = Field(description="what readers see, in Markdown")
    updates: tuple[MaintenanceUpdateRecord, ...] = Field(
        default=(), description="what was said when, oldest first"
    )


# --- from a file to a record -------------------------------------------------------------------


class _Kind(Struct, frozen=True):
    """The parts of reading a kind of entry."""

    file: type[IncidentFile | MaintenanceFile]
    rules: Callable[[Tree, SchemaContext], Iterator[FieldError]]
    entry: type[model.Incident | model.Maintenance]
    update: type[model.Update | model.MaintenanceUpdate]


_INCIDENT = _Kind(IncidentFile, incident_rules, model.Incident, model.Update)
_MAINTENANCE = _Kind(MaintenanceFile, maintenance_rules, model.Maintenance, model.MaintenanceUpdate)


def read_entry(
    reading: ParsedFile, context: SchemaContext
) -> tuple[model.Incident | model.Maintenance | None, tuple[Problem, ...]]:
    """Return the entry in a file, its kind by its folder, None if it has an error, and problems."""
    path = reading.source.path
    kind = _MAINTENANCE if path.startswith(f"{MAINTENANCE}/") else _INCIDENT
    file, problems = validated(kind.file, reading, context)
    problems += placed(kind.rules(reading.tree, context), reading.source)
    if file is None or has_error(problems):
        return None, tuple(problems)
    named = [(each, each.id or update_id(each.at)) for each in file.updates]
    updates = [to_model(kind.update, each, id=name) for each, name in named]
    values = {"id": entry_id(path), "path": path, "updates": updates}
    if isinstance(file, MaintenanceFile):
        return _maintenance(file, values, reading.source, context, problems)
    return to_model(kind.entry, file, **values), tuple(problems)


def _maintenance(
    file: MaintenanceFile,
    values: Mapping[str, object],
    source: Source,
    context: SchemaContext,
    problems: list[Problem],
) -> tuple[model.Maintenance | None, tuple[Problem, ...]]:
    """Return a maintenance, also if it repeats itself, and all problems of its file."""
    announced = file.announced or file.starts - (file.announce_before or timedelta(0))
    work = to_model(model.Maintenance, file, announced=announced, **values)
    wrong = list(placed(series_errors(work, context.zone), source))
    found = (*problems, *(wrong or series_warnings(work, context.zone, source)))
    return None if wrong else work, found
