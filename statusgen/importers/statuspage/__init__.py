"""Read the public API of Atlassian Statuspage: incidents, scheduled maintenance, components."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from statusgen.console import CommandError
from statusgen.importers.foreign import (
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


class Document(BaseModel):
    """Any file of the API, with the lists that it has."""

    incidents: list[dict[str, Any]] = []
    scheduled_maintenances: list[dict[str, Any]] = []
    components: list[ComponentJson] = []


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
    objects = [each for one in documents for each in (*one.incidents, *one.scheduled_maintenances)]
    records = _records(objects, remarks)
    listed = [each for one in documents for each in one.components]

    def entries(ids: Mapping[str, str]) -> Iterator[ImportedEntry | None]:
        """Yield the entries in the order of their creation, on which their ids depend."""
        context = ImportContext(site, ids, remarks)
        for each in sorted(records, key=lambda each: (each.created_at, each.id)):
            yield (incident if each.scheduled_for is None else maintenance)(each, context)

    return ForeignHistory(tuple(_components(listed, records)), entries)


def _records(objects: Iterable[dict[str, Any]], remarks: Remarks) -> list[EntryJson]:
    """Return the valid records, each once although several files may have it."""
    records: dict[str, EntryJson] = {}
    for each in objects:
        try:
            record = EntryJson.model_validate(each)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            about = str(each.get("name") or each.get("id") or "An entry")
            remarks.add(about, f"not carried over, {where} cannot be used: {first['msg']}")
        else:
            records.setdefault(record.id, record)
    return [*records.values()]


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
            yield ForeignComponent(each.id, each.name, group, each.description)
    for update in (update for entry in entries for update in entry.updates):
        for affected in update.affected_components:
            if affected.code not in seen:
                seen.add(affected.code)
                yield ForeignComponent(affected.code, affected.name)
