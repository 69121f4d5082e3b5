"""Components in one line each, by group, as the home page lists them."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from statusgen.domain.component_now import ComponentNow
from statusgen.domain.history import Day
from statusgen.domain.world import has_any
from statusgen.model import ComponentGroup, State
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.palette import SHAPES
from statusgen.render.views.bars import Stroke, path, strokes
from statusgen.render.views.parts import Phrase, Sign, phrase, sign
from statusgen.render.views.uptimes import counted_on

SMALL = 16
"""Maximum number of components of a small site, whose groups are all open."""


class Bars(Struct, frozen=True):
    """The last ninety days as a drawing and in words; `last` is today, `href` leads to details."""

    strokes: tuple[Stroke, ...]
    label: str
    last: str
    href: str


class ComponentState(Struct, frozen=True):
    """The state of a component, with its name; `is_named` if the state is shown in words too."""

    id: str
    sign: Sign
    name: Phrase
    href: str
    is_named: bool


class ComponentPast(Struct, frozen=True):
    """The last ninety days of a component.

    `course` are the figures with which a script counts the uptime on.
    """

    id: str
    bars: Bars
    uptime: str
    course: str


class ComponentRow(Struct, frozen=True):
    """A component in one line: its state, its last days and its uptime."""

    now: ComponentState
    past: ComponentPast


class GroupState(Struct, frozen=True):
    """The worst state of the components of a group, and their number."""

    id: str
    sign: Sign
    count: str


class GroupView(Struct, frozen=True):
    """A group of components with their states."""

    name: Phrase
    now: GroupState
    is_open: bool
    rows: tuple[ComponentRow, ...]


def groups(context: RenderContext) -> tuple[GroupView, ...]:
    """Return the components by group, without retired ones, in the order of the site.

    A group is open if a component in it is not operational, and on a small site.
    """
    now = {each.component.id: each for each in context.world.components}
    every = context.content.component_groups
    return tuple(_group(context, each, now) for each in every if has_any(each, now))


def _group(context: SiteContext, group: ComponentGroup, now: dict[str, ComponentNow]) -> GroupView:
    state = _group_state(context, group, now)
    is_calm = state.sign.shape == SHAPES[State.OPERATIONAL]
    return GroupView(
        name=phrase(context, group.name),
        now=state,
        is_open=not is_calm or len(now) <= SMALL,
        rows=tuple(
            component_row(context, now[each.id]) for each in group.components if each.id in now
        ),
    )


def _group_state(
    context: SiteContext, group: ComponentGroup, now: dict[str, ComponentNow]
) -> GroupState:
    states = [now[each.id].state for each in group.components if each.id in now]
    worst = max(states, default=State.OPERATIONAL)
    count = context.words.count("{n} component", "{n} components", len(states))
    return GroupState(group.id, sign(context, worst), count)


def states(context: RenderContext) -> tuple[tuple[GroupState, ...], tuple[ComponentState, ...]]:
    """Return the states of all groups and components, without their last days."""
    world = context.world
    now = {each.component.id: each for each in world.components}
    return (
        tuple(
            _group_state(context, each, now)
            for each in world.content.component_groups
            if has_any(each, now)
        ),
        tuple(component_state(context, each) for each in world.components),
    )


def component_state(context: SiteContext, now: ComponentNow) -> ComponentState:
    """Return the state of a component."""
    return ComponentState(
        id=now.component.id,
        sign=sign(context, now.state),
        name=phrase(context, now.component.name),
        href=context.href(urls.component_page(now.component.id)),
        is_named=now.state is not State.OPERATIONAL,
    )


def component_row(context: SiteContext, now: ComponentNow) -> ComponentRow:
    """Return a component in one line."""
    return ComponentRow(component_state(context, now), component_past(context, now))


def component_past(context: SiteContext, now: ComponentNow) -> ComponentPast:
    """Return what a component went through."""
    link, days = f"{context.href(urls.component_page(now.component.id))}#{urls.DAYS}", now.days
    bars = Bars(strokes(days), _in_words(context, days), days[-1].date.isoformat(), link)
    uptime = context.words.uptime(now.ninety_days.share)
    course = counted_on(now.ninety_days.course, now.past.now)
    return ComponentPast(now.component.id, bars, uptime, course)


def pasts(context: RenderContext) -> tuple[ComponentPast, ...]:
    """Return what every component went through."""
    return tuple(component_past(context, each) for each in context.world.components)


def _in_words(context: SiteContext, days: Iterable[Day]) -> str:
    """Return the number of days in each state, for readers who cannot see the drawing."""
    words = context.words
    known = tuple(days)
    counts = Counter(day.state for day in known)
    counts[State.UNDER_MAINTENANCE] = sum(day.is_maintained for day in known)
    parts = (
        f"{words.state(state)} {words.count('{n} day', '{n} days', counts[state])}"
        for state in SHAPES
        if counts[state]
    )
    return ", ".join(parts)


class LegendRow(Struct, frozen=True):
    """A state with its shape, and the path that draws three days in it."""

    sign: Sign
    path: str


def legend(context: SiteContext) -> tuple[LegendRow, ...]:
    """Return every state with its shape and its bars, the quietest first."""
    return tuple(LegendRow(sign(context, state), path(state, 3)) for state in SHAPES)
