"""Components with their state, their last ninety days and their uptime."""

from typing import Literal

from typing_extensions import TypedDict

from statusgen.domain.component_now import ComponentNow
from statusgen.domain.history import DAYS
from statusgen.domain.world import has_any
from statusgen.model import ComponentGroup, State
from statusgen.outputs.open_data.base import (
    Address,
    Day,
    File,
    Instant,
    Share,
    StatuspageId,
    heading,
    moment,
)
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.figures.data import share
from statusgen.render.statuspage_names import component_id


class ComponentRecordJson(TypedDict):
    """One component as it is now."""

    id: str
    """Permanent name on this site."""
    statuspage_id: StatuspageId
    """Its id in the files below /api/v2/."""
    name: str
    """What readers call it."""
    description: str | None
    """What it is, in a line."""
    region: str | None
    """Whose support hours apply, where that is said."""
    state: State
    """The worst of all that concerns it now."""
    since: Instant | None
    """From when on that holds; null while operational."""
    uptime: Share | None
    """Share of the last ninety days in which it worked; null where nothing is known."""
    page: Address
    """Its page."""
    data: Address
    """Its own file, with the last ninety days."""
    badge: Address
    """The picture that shows its state."""


class GroupRecordJson(TypedDict):
    """Components that are shown together."""

    id: str
    """Permanent name on this site."""
    name: str
    """What readers call it."""
    components: list[ComponentRecordJson]
    """Its components, in the order of the site."""


class ComponentsFileJson(File):
    """All components by group."""

    kind: Literal["components"]
    """What this file is."""
    groups: list[GroupRecordJson]
    """The groups, in the order of the site."""


class DayRecordJson(TypedDict):
    """One day in the site's time zone."""

    date: Day
    """The date."""
    state: State | None
    """The worst state of the day; null where nothing is known of it."""
    entries: list[str]
    """The ids of the incidents and maintenances that affected a component on that day."""


class ComponentFileJson(File):
    """One component with its past."""

    kind: Literal["component"]
    """What this file is."""
    component: ComponentRecordJson
    """The component as it is now."""
    days: list[DayRecordJson]
    """The last ninety days, oldest first; the last is today."""


def components(context: RenderContext) -> ComponentsFileJson:
    """Return the file of all components."""
    now = {each.component.id: each for each in context.world.components}
    groups = context.content.component_groups
    return ComponentsFileJson(
        **heading(context),
        kind="components",
        groups=[_group(context, group, now) for group in groups if has_any(group, now)],
    )


def _group(
    context: SiteContext, group: ComponentGroup, now: dict[str, ComponentNow]
) -> GroupRecordJson:
    members = [_component(context, now[each.id]) for each in group.components if each.id in now]
    return GroupRecordJson(id=group.id, name=context.text(group.name), components=members)


def component(context: RenderContext, now: ComponentNow) -> ComponentFileJson:
    """Return the file of one component."""
    days = [
        DayRecordJson(
            date=day.date.isoformat(),
            state=day.state,
            entries=[context.world.stable_ids[name] for name in day.entry_ids],
        )
        for day in now.days[-DAYS:]
    ]
    record = _component(context, now)
    return ComponentFileJson(**heading(context), kind="component", component=record, days=days)


def _component(context: SiteContext, now: ComponentNow) -> ComponentRecordJson:
    about = now.component
    page = urls.component_page(about.id)
    return ComponentRecordJson(
        id=about.stable_id,
        statuspage_id=component_id(context.content.site, about),
        name=context.text(about.name),
        description=context.text(about.description) if about.description else None,
        region=about.region,
        state=now.state,
        since=moment(now.since),
        uptime=share(now.ninety_days.exact),
        page=context.public(page),
        data=context.public(urls.data_of(page)),
        badge=context.public(urls.component_badge(about.id)),
    )
