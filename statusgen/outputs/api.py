"""The public API of Atlassian Statuspage, and one file for each incident and maintenance.

Only what its clients know stands in these files; our own data is at another address.
"""

from collections.abc import Iterator, Mapping

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import document
from statusgen.statuspage import (
    LATEST,
    Shared,
    incident,
    scheduled_maintenance,
    severity,
    shared,
)
from statusgen.statuspage.components import Json


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the lists of the API, and then a file for each entry that can stand in them."""
    common = shared(edition)
    incidents = {each.id: incident(common, each) for each in edition.world.incidents}
    works = {each.id: scheduled_maintenance(common, each) for each in edition.world.maintenances}
    for name, value in _lists(common, incidents, works).items():
        yield _file(common, name, value)
    for each in incidents.values():
        yield _file(common, f"incidents/{each['id']}", {"incident": each})
    for each in works.values():
        yield _file(common, f"scheduled-maintenances/{each['id']}", {"scheduled_maintenance": each})


def _file(common: Shared, name: str, value: Json) -> Artefact:
    return Artefact(f"{addresses.API}{name}.json", document({"page": common.page, **value}))


def _lists(
    common: Shared, incidents: Mapping[str, Json], works: Mapping[str, Json]
) -> dict[str, Json]:
    """Return what stands beside the page in each list; incidents are newest first.

    Work that goes on leads, then the soonest; a list of all maintenance is newest first.
    """
    world = common.edition.world
    components, status = {"components": common.components}, {"status": _status(common.edition)}
    unresolved = [incidents[each.id] for each in world.incidents if each.is_open]
    active = [works[each.id] for each in world.running]
    upcoming = [works[each.id] for each in world.upcoming]
    now = {"incidents": unresolved, "scheduled_maintenances": [*active, *upcoming]}
    return {
        "summary": components | now | status,
        "status": status,
        "components": components,
        "incidents": {"incidents": [*incidents.values()][:LATEST]},
        "incidents/unresolved": {"incidents": unresolved},
        "scheduled-maintenances": {"scheduled_maintenances": [*works.values()][:LATEST]},
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": upcoming},
        "scheduled-maintenances/active": {"scheduled_maintenances": active},
    }


def _status(edition: Edition) -> Json:
    overall = edition.world.overall
    return {
        "indicator": severity(overall).value,
        "description": edition.words.overall(overall),
    }
