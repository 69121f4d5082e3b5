"""The public API of Atlassian Statuspage, and one file for each incident and maintenance.

Only what its clients know stands in these files; our own data is at another address.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import document
from statusgen.lifecycle import IncidentNow, MaintenanceNow
from statusgen.output import Output
from statusgen.statuspage import (
    LATEST,
    Shared,
    incident,
    scheduled_maintenance,
    severity,
    shared,
)
from statusgen.statuspage.components import Json
from statusgen.world import Entry


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the lists of the API."""
    common = shared(edition)
    for name, value in _lists(common).items():
        yield _file(common, name, value)


def of_entries(edition: Edition, entries: Iterable[Entry]) -> Iterator[Artefact]:
    """Yield the file of each entry that can stand in the lists."""
    common = shared(edition)
    for each in entries:
        if isinstance(each, IncidentNow):
            yield _incident(common, each)
        else:
            yield _maintenance(common, each)


def _incident(common: Shared, entry: IncidentNow) -> Artefact:
    told = incident(common, entry)
    return _file(_own(common, entry, told), f"incidents/{told['id']}", {"incident": told})


def _maintenance(common: Shared, entry: MaintenanceNow) -> Artefact:
    told = scheduled_maintenance(common, entry)
    name = f"scheduled-maintenances/{told['id']}"
    return _file(_own(common, entry, told), name, {"scheduled_maintenance": told})


def _own(common: Shared, entry: Entry, told: Json) -> Shared:
    """Return what the file of an entry is made from; nothing moves the page of a settled one."""
    if not entry.is_settled:
        return common
    return replace(common, page=common.page | {"updated_at": told["updated_at"]})


def _file(common: Shared, name: str, value: Json) -> Artefact:
    return Artefact(f"{addresses.API}{name}.json", document({"page": common.page, **value}))


def _lists(common: Shared) -> dict[str, Json]:
    """Return what stands beside the page in each list; incidents are newest first.

    Work that goes on leads, then the soonest; a list of all maintenance is newest first.
    """
    world = common.edition.world
    components, status = {"components": common.components}, {"status": _status(common.edition)}
    unresolved = [incident(common, each) for each in world.incidents if each.is_open]
    active = [scheduled_maintenance(common, each) for each in world.running]
    upcoming = [scheduled_maintenance(common, each) for each in world.upcoming]
    incidents = [incident(common, each) for each in world.incidents[:LATEST]]
    works = [scheduled_maintenance(common, each) for each in world.maintenances[:LATEST]]
    now = {"incidents": unresolved, "scheduled_maintenances": [*active, *upcoming]}
    return {
        "summary": components | now | status,
        "status": status,
        "components": components,
        "incidents": {"incidents": incidents},
        "incidents/unresolved": {"incidents": unresolved},
        "scheduled-maintenances": {"scheduled_maintenances": works},
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": upcoming},
        "scheduled-maintenances/active": {"scheduled_maintenances": active},
    }


def _status(edition: Edition) -> Json:
    overall = edition.world.overall
    return {
        "indicator": severity(overall).value,
        "description": edition.words.overall(overall),
    }


OUTPUT = Output("api", of_site, of_entries=of_entries, is_shared=True)
