"""The public API of Atlassian Statuspage, and one file for each incident and maintenance.

These files have no keys of ours; our own JSON is at another address.
"""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.outputs.jobs import EntryInputs, Output, current, entry_jobs
from statusgen.outputs.statuspage_api.components import Json, Shared, page_of
from statusgen.outputs.statuspage_api.entries import incident, scheduled_maintenance
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.json_text import document
from statusgen.render.statuspage_names import LATEST, latest_incidents


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of the lists, and of the files of entries."""
    yield current(context, "api", partial(render_lists, context))
    yield from entry_jobs(context, render_entries, "api")


def render_lists(context: RenderContext) -> Iterator[Artefact]:
    """Yield the lists of the API."""
    common = Shared(context)
    for name, value in _lists(context, common).items():
        yield _file(name, {"page": common.page, **value})


def render_entries(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the file of each entry, as it can stand in the lists."""
    common = Shared(inputs.context)
    for each in inputs.entries:
        if isinstance(each, IncidentNow):
            yield _incident(common, each)
        else:
            yield _maintenance(common, each)


def _incident(common: Shared, entry: IncidentNow) -> Artefact:
    record = incident(common, entry)
    page = _page(common, entry, record)
    return _file(f"incidents/{record['id']}", {"page": page, "incident": record})


def _maintenance(common: Shared, entry: MaintenanceNow) -> Artefact:
    record = scheduled_maintenance(common, entry)
    name = f"scheduled-maintenances/{record['id']}"
    return _file(name, {"page": _page(common, entry, record), "scheduled_maintenance": record})


def _page(common: Shared, entry: Entry, record: Json) -> Json:
    """Return the page in the file of an entry; that of a settled one never changes."""
    return page_of(common.context, record["updated_at"]) if entry.is_settled else common.page


def _file(name: str, value: Json) -> Artefact:
    return Artefact(f"{urls.API}{name}.json", document(value))


def _lists(context: RenderContext, common: Shared) -> dict[str, Json]:
    """Return the values of each list beside the page; incidents are newest first.

    Running work is first, then the soonest; a list of all maintenance is newest first.
    """
    world = context.world
    overall = world.overall
    description = context.words.say(world.statuspage_description)
    components = {"components": common.components}
    status = {"status": {"indicator": overall.impact, "description": description}}
    unresolved = [incident(common, each) for each in world.incidents if each.is_open]
    active = [scheduled_maintenance(common, each) for each in world.running]
    upcoming = [scheduled_maintenance(common, each) for each in world.upcoming]
    incidents = [incident(common, each) for each in latest_incidents(world)]
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


OUTPUT = Output("api", jobs, is_shared=True)
