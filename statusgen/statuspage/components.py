"""The page and its components as Statuspage tells them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct

from statusgen.edition import Edition
from statusgen.jsontext import instant_with_milliseconds as instant
from statusgen.lifecycle import IncidentNow, StateSpan, running_spans
from statusgen.model import ComponentGroup, State
from statusgen.statuspage import names
from statusgen.world import ComponentNow, Entry, named

Json = dict[str, Any]

_NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""When a page was last changed, and its components made, on which nothing was ever published."""


class Shared(Struct, frozen=True):
    """What many files have in common: the page, and the components with their groups.

    `by_id` and `long_names` have the components, in the order of the site, by our own ids.
    """

    edition: Edition
    page: Json
    components: tuple[Json, ...]
    by_id: Mapping[str, Json]
    long_names: Mapping[str, str]


def shared(edition: Edition) -> Shared:
    """Return what all files of an edition are made from."""
    groups = [group for group in edition.world.content.component_groups if group.components]
    changed = _changes(edition.world.entries)
    by_id = {ours: each for group in groups for ours, each in _members(edition, group, changed)}
    return Shared(
        edition=edition,
        page=_page(edition),
        components=tuple(_with_groups(edition, groups, by_id)),
        by_id=by_id,
        long_names={
            each.id: f"{edition.said(group.name)} - {edition.said(each.name)}"
            for group in groups
            for each in group.components
        },
    )


def _page(edition: Edition) -> Json:
    """Return the page; it was last changed when something was last published, not when built."""
    world, site = edition.world, edition.world.content.site
    return {
        "id": names.page_id(site),
        "name": edition.said(site.name),
        "url": edition.url.rstrip("/"),
        "time_zone": site.timezone.key,
        "updated_at": instant(world.news[0].at if world.news else _NOTHING_YET),
    }


def _with_groups(
    edition: Edition, groups: Iterable[ComponentGroup], by_id: Mapping[str, Json]
) -> Iterator[Json]:
    """Yield each group, and then its components."""
    for position, group in enumerate(groups, start=1):
        members = [by_id[each.id] for each in group.components]
        yield _group(edition, group, position, members)
        yield from members


def _group(edition: Edition, group: ComponentGroup, position: int, members: list[Json]) -> Json:
    site, created = edition.world.content.site, instant(_created(edition))
    return {
        "id": names.group_id(site, group.id),
        "name": edition.said(group.name),
        "status": max(State(each["status"]) for each in members).value,
        "created_at": created,
        "updated_at": max(each["updated_at"] for each in members),
        "position": position,
        "description": None,
        "showcase": False,
        "start_date": None,
        "group_id": None,
        "page_id": names.page_id(site),
        "group": True,
        "only_show_if_degraded": False,
        "components": [each["id"] for each in members],
    }


def _members(
    edition: Edition, group: ComponentGroup, changed: Mapping[str, datetime]
) -> Iterator[tuple[str, Json]]:
    """Yield the components of a group by our own ids."""
    now = {each.component.id: each for each in edition.world.components}
    group_id = names.group_id(edition.world.content.site, group.id)
    for position, component in enumerate(group.components, start=1):
        updated = changed.get(component.id, _created(edition))
        own = {"position": position, "group_id": group_id, "updated_at": instant(updated)}
        yield component.id, _component(edition, now[component.id]) | own


def _component(edition: Edition, now: ComponentNow) -> Json:
    """Return a component, but for what hangs on its group and its past."""
    site, known_since = edition.world.content.site, edition.world.known_since
    about = now.component.description
    return {
        "id": names.component_id(site, now.component.id),
        "name": edition.said(now.component.name),
        "status": now.state.value,
        "created_at": instant(_created(edition)),
        "description": edition.said(about) if about else None,
        "showcase": True,
        "start_date": known_since.isoformat() if known_since else None,
        "page_id": names.page_id(site),
        "group": False,
        "only_show_if_degraded": False,
    }


def _created(edition: Edition) -> datetime:
    """Return when the components were first watched: at the beginning of the first known day."""
    first: date | None = edition.world.known_since
    if first is None:
        return _NOTHING_YET
    return datetime.combine(first, time(), edition.world.content.site.timezone)


def _changes(entries: Iterable[Entry]) -> Mapping[str, datetime]:
    """Return when the state of each component last changed, where it ever did."""
    last: dict[str, datetime] = {}
    for name, spans in (pair for entry in entries for pair in spans_of(entry).items()):
        felt = (each.span for each in spans if each.state > State.OPERATIONAL)
        edges = (edge for span in felt for edge in (span.start, span.end) if edge is not None)
        if at := max(edges, default=None):
            last[name] = max(at, last.get(name, at))
    return last


def spans_of(entry: Entry) -> Mapping[str, tuple[StateSpan, ...]]:
    """Return the states that an entry gives each component that it names, with their times."""
    if isinstance(entry, IncidentNow):
        return entry.spans
    spans: dict[str, tuple[StateSpan, ...]] = dict.fromkeys(named(entry), ())
    for name, span in running_spans(entry):
        spans[name] += (span,)
    return spans
