"""The page and its components in the format of Statuspage."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from msgspec import Struct

from statusgen.domain.entry import Entry, components_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, running_spans
from statusgen.domain.state_span import StateSpan
from statusgen.model import Component, ComponentGroup, State
from statusgen.render import statuspage_names
from statusgen.render.context import SiteContext, with_world
from statusgen.render.json_text import instant_with_milliseconds as instant

Json = dict[str, Any]

_NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""Time of the last change of a page without any entry, and of the creation of its components."""


class Member(Struct, frozen=True):
    """A component of a group as Statuspage knows it; `ours` is our own id.

    `working` is its record without any entry.
    """

    ours: str
    code: str
    long_name: str
    working: Json


class Shared(Struct, frozen=True, dict=True):
    """Parts that many files share: the page, and the components with their groups.

    Parts that depend on the entries, and so on the time, are computed on demand: the file of a
    settled entry has none of them.
    """

    context: SiteContext

    @property
    def members(self) -> tuple[Member, ...]:
        """The components, in the order of the site."""
        return self.context.memoize(_members)

    @cached_property
    def page(self) -> Json:
        """The page; it was last changed at the last publication, not at the build."""
        news = with_world(self.context).world.news
        return page_of(self.context, instant(news[0].at if news else _NOTHING_YET))

    @cached_property
    def by_id(self) -> Mapping[str, Json]:
        """The components as they stand now, by our own ids."""
        world = with_world(self.context).world
        now = {each.component.id: each.state for each in world.every_component}
        changed = _changes(world.entries)
        never = _created(self.context)
        return {
            each.ours: as_changed(each, now[each.ours], changed.get(each.ours, never))
            for each in self.members
        }

    @cached_property
    def components(self) -> tuple[Json, ...]:
        """Each group, and then its components that are not retired."""
        world = with_world(self.context).world
        current = {each.component.id for each in world.components}
        listed = {name: each for name, each in self.by_id.items() if name in current}
        return tuple(_with_groups(self.context, listed))


def page_of(context: SiteContext, updated_at: str) -> Json:
    """Return the page with the time of its last change, which is formatted already."""
    return {**context.memoize(_page), "updated_at": updated_at}


def as_changed(member: Member, state: State, at: datetime) -> Json:
    """Return a component in the state to which it was last changed, and when."""
    return {**member.working, "status": state.value, "updated_at": instant(at)}


def _page(context: SiteContext) -> Json:
    """Return the page without the time of its last change."""
    site = context.content.site
    return {
        "id": statuspage_names.page_id(site),
        "name": context.text(site.name),
        "url": context.url.rstrip("/"),
        "time_zone": site.timezone.key,
    }


def _groups(context: SiteContext) -> Iterator[tuple[int, ComponentGroup]]:
    """Yield each group that has components, with its position."""
    groups = context.content.component_groups
    return enumerate((each for each in groups if each.components), start=1)


def _with_groups(context: SiteContext, by_id: Mapping[str, Json]) -> Iterator[Json]:
    for position, group in _groups(context):
        members = [by_id[each.id] for each in group.components if each.id in by_id]
        if members:
            yield _group(context, group, position, members)
            yield from members


def _group(context: SiteContext, group: ComponentGroup, position: int, members: list[Json]) -> Json:
    site, created = context.content.site, instant(_created(context))
    return {
        "id": statuspage_names.group_id(site, group.id),
        "name": context.text(group.name),
        "status": max(State(each["status"]) for each in members).value,
        "created_at": created,
        "updated_at": max(each["updated_at"] for each in members),
        "position": position,
        "description": None,
        "showcase": False,
        "start_date": None,
        "group_id": None,
        "page_id": statuspage_names.page_id(site),
        "group": True,
        "only_show_if_degraded": False,
        "components": [each["id"] for each in members],
    }


def _members(context: SiteContext) -> tuple[Member, ...]:
    return tuple(
        _member(context, group, position, component)
        for _, group in _groups(context)
        for position, component in enumerate(group.components, start=1)
    )


def _member(
    context: SiteContext, group: ComponentGroup, position: int, component: Component
) -> Member:
    in_group = {
        "position": position,
        "group_id": statuspage_names.group_id(context.content.site, group.id),
        "updated_at": instant(_created(context)),
    }
    working = _component(context, component) | in_group
    long_name = f"{context.text(group.name)} - {context.text(component.name)}"
    return Member(component.id, working["id"], long_name, working)


def _component(context: SiteContext, component: Component) -> Json:
    """Return an operational component, without the keys that depend on its group and its past."""
    site, known_since = context.content.site, context.known_since
    about = component.description
    return {
        "id": statuspage_names.component_id(site, component),
        "name": context.text(component.name),
        "status": State.OPERATIONAL.value,
        "created_at": instant(_created(context)),
        "description": context.text(about) if about else None,
        "showcase": True,
        "start_date": known_since.isoformat() if known_since else None,
        "page_id": statuspage_names.page_id(site),
        "group": False,
        "only_show_if_degraded": False,
    }


def _created(context: SiteContext) -> datetime:
    """Return the time of creation of the components: the beginning of the first day with data."""
    first: date | None = context.known_since
    if first is None:
        return _NOTHING_YET
    return datetime.combine(first, time(), context.content.site.timezone)


def _changes(entries: Iterable[Entry]) -> Mapping[str, datetime]:
    """Return when the state of each component last changed, where it ever did."""
    last: dict[str, datetime] = {}
    for name, at in (pair for entry in entries for pair in changes_of(entry).items()):
        last[name] = max(at, last.get(name, at))
    return last


def changes_of(entry: Entry) -> Mapping[str, datetime]:
    """Return when an entry last changed the state of each component, where it ever did."""
    return dict(_published(entry) if isinstance(entry, IncidentNow) else _edges(entry))


def _published(entry: IncidentNow) -> Iterator[tuple[str, datetime]]:
    """Yield the changes by updates, oldest first, also those that a false alarm takes back."""
    before: Mapping[str, State] = {}
    for update, states in zip(entry.updates, entry.states, strict=True):
        for name, state in states.items():
            if state is not before.get(name, State.OPERATIONAL):
                yield name, update.at
        before = states


def _edges(entry: MaintenanceNow) -> Iterator[tuple[str, datetime]]:
    for name, spans in spans_of(entry).items():
        felt = (each.span for each in spans if each.state > State.OPERATIONAL)
        edges = (edge for span in felt for edge in (span.start, span.end) if edge is not None)
        if at := max(edges, default=None):
            yield name, at


def spans_of(entry: MaintenanceNow) -> Mapping[str, tuple[StateSpan, ...]]:
    """Return the states that a maintenance gives each of its components, with their times."""
    spans: dict[str, tuple[StateSpan, ...]] = dict.fromkeys(components_of(entry), ())
    for name, span in running_spans(entry):
        spans[name] += (span,)
    return spans
