"""Read the public API of Atlassian Statuspage: incidents, scheduled maintenance, components."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from statusgen.console import CommandError
from statusgen.importers.foreign import (
    LOST,
    ForeignComponent,
    ForeignHistory,
    ImportContext,
    ImportedEntry,
    Remarks,
)
from statusgen.importers.statuspage.incident import incident
from statusgen.importers.statuspage.maintenance import maintenance
from statusgen.importers.statuspage.records import ComponentJson, EntryJson
from statusgen.model import Site

R = TypeVar("R", ComponentJson, EntryJson)


class Document(BaseModel):
    """Any file of the API, with the lists, or the one entry, that it has."""

    incidents: list[Any] = []
    scheduled_maintenances: list[Any] = []
    components: list[Any] = []
    incident: dict[str, Any] | None = None
    scheduled_maintenance: dict[str, Any] | None = None

    @property
    def entries(self) -> list[Any]:
        """All entries."""
        alone = [each for each in (self.incident, self.scheduled_maintenance) if each is not None]
        return [*self.incidents, *self.scheduled_maintenances, *alone]


def document(source: str, data: bytes) -> Document:
    """Return a file of the API; raises CommandError if it is not one."""
    try:
        found = Document.model_validate_json(data)
    except ValidationError as error:
        message = f"{source} is no JSON of Statuspage's public API."
        raise CommandError(message) from error
    if not found.model_fields_set:
        message = f"{source} has no incidents, scheduled maintenance or components."
        raise CommandError(message)
    return found


def foreign(documents: Sequence[Document], site: Site, remarks: Remarks) -> ForeignHistory:
    """Return the history in all files of one page."""
    objects = [each for one in documents for each in one.entries]
    records = [*_valid(EntryJson, objects, remarks)]
    components = [each for one in documents for each in one.components]
    listed = [*_valid(ComponentJson, components, remarks)]

    def entries(ids: Mapping[str, str]) -> Iterator[ImportedEntry | None]:
        """Yield the entries in the order of their creation, on which their ids depend."""
        context = ImportContext(site, ids, remarks)
        for each in sorted(records, key=lambda each: (each.created_at, each.id)):
            yield (incident if each.scheduled_for is None else maintenance)(each, context)

    return ForeignHistory(tuple(_components(listed, records)), entries, adds_all=not objects)


def _valid(kind: type[R], objects: Iterable[Any], remarks: Remarks) -> Iterable[R]:
    """Return the valid records, each once although several files may have it."""
    records: dict[str, R] = {}
    for each in objects:
        try:
            record = kind.model_validate(each)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "it"
            known = each if isinstance(each, dict) else {}
            about = str(known.get("name") or known.get("id") or "An entry")
            reason = first["msg"].removeprefix("Value error, ")
            remarks.add(about, f"{LOST}, {where} cannot be used: {reason}")
        else:
            records.setdefault(record.id, record)
    return records.values()


def _components(
    listed: Iterable[ComponentJson], entries: Iterable[EntryJson]
) -> Iterator[ForeignComponent]:
    """Yield every component that is listed or that an entry names, each once."""
    named = [*listed]
    groups = {each.id: each.name for each in named if each.group}
    seen: set[str] = set()
    for each in (*named, *(one for entry in entries for one in entry.components)):
        if not each.group and each.id not in seen:
            seen.add(each.id)
            group = groups.get(each.group_id or "")
            yield ForeignComponent(each.id, each.name, group, each.description, each.id)
    for update in (update for entry in entries for update in entry.updates):
        for affected in update.affected_components:
            if affected.code not in seen:
                seen.add(affected.code)
                yield ForeignComponent(affected.code, affected.name, statuspage_id=affected.code)
