"""Components as the home page lists them, and the page of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.history import DAYS, Day
from statusgen.lifecycle import MaintenanceNow
from statusgen.markup import summary
from statusgen.model import ComponentGroup, State
from statusgen.views.badge import Embed, component_embed
from statusgen.views.bars import Stroke, strokes
from statusgen.views.cards import Card, cards
from statusgen.views.days import DayView, by_day
from statusgen.views.frame import Head, Page, as_of
from statusgen.views.index import Index
from statusgen.views.parts import (
    SHAPES,
    Kicker,
    Link,
    Phrase,
    Sign,
    filled,
    phrase,
    sign,
)
from statusgen.views.subscribe import alternates, follow_component
from statusgen.views.times import clock, zoned
from statusgen.world import ComponentNow, ended


@dataclass(frozen=True, slots=True)
class Bars:
    """The last ninety days as a drawing and in words."""

    strokes: tuple[Stroke, ...]
    label: str


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component in one line; `standing` is empty while it is operational."""

    sign: Sign
    name: Phrase
    href: str
    standing: Markup
    bars: Bars
    uptime: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Components that are shown together."""

    name: Phrase
    rows: tuple[ComponentRow, ...]


NEWEST = 50
"""How many past entries a component's page lists: it stays small however long the history is."""


@dataclass(frozen=True, slots=True)
class ComponentView:
    """What the template of a component's page may see; `older` leads to what it does not list."""

    kicker: Kicker
    name: Phrase
    description: Phrase | None
    row: ComponentRow
    legend: tuple[Sign, ...]
    now: tuple[Card, ...]
    past: tuple[DayView, ...]
    older: str | None
    follow: tuple[Link, ...]
    embed: Embed
    days: int


def groups(edition: Edition) -> tuple[GroupView, ...]:
    """Return all components by group, in the order in which the site shows them."""
    now = {each.component.id: each for each in edition.world.components}
    return tuple(_group(edition, each, now) for each in edition.world.content.component_groups)


def _group(edition: Edition, group: ComponentGroup, now: dict[str, ComponentNow]) -> GroupView:
    rows = (component_row(edition, now[component.id]) for component in group.components)
    return GroupView(phrase(edition, group.name), tuple(rows))


def component_row(edition: Edition, now: ComponentNow) -> ComponentRow:
    """Return a component in one line."""
    return ComponentRow(
        sign=sign(edition, now.state),
        name=phrase(edition, now.component.name),
        href=edition.href(addresses.component_page(now.component.id)),
        standing=_standing(edition, now),
        bars=Bars(strokes(now.days), _in_words(edition, now.days)),
        uptime=edition.words.uptime(now.uptime),
    )


def _standing(edition: Edition, now: ComponentNow) -> Markup:
    """Return the state in words and from when or until when it holds; nothing if operational."""
    if now.since is None:
        return Markup()
    state = edition.words.state(now.state)
    planned = [each for each in now.causes if isinstance(each, MaintenanceNow)]
    if now.state is State.UNDER_MAINTENANCE and not any(
        p.is_awaiting_confirmation for p in planned
    ):
        end = clock(edition, max(each.ends for each in planned))
        return filled(edition.words.say("{state} until {time}"), state=state, time=end)
    began = clock(edition, now.since)
    return filled(edition.words.say("{state} since {time}"), state=state, time=began)


def _in_words(edition: Edition, days: Iterable[Day]) -> str:
    """Return how many days were in which state, for those who cannot see the drawing."""
    words = edition.words
    counts = Counter(day.state for day in days)
    told = (
        f"{words.state(state)} {words.count('{n} day', '{n} days', counts[state])}"
        for state in SHAPES
        if counts[state]
    )
    return ", ".join(told)


def legend(edition: Edition) -> tuple[Sign, ...]:
    """Return every state with its shape, the quietest first."""
    return tuple(sign(edition, state) for state in SHAPES)


# --- a component's own page --------------------------------------------------------------------


def component_page(edition: Edition, index: Index, now: ComponentNow) -> Page:
    """Return the page of a component."""
    component = now.component
    name = edition.said(component.name)
    about = summary(edition.said(component.description), 160) if component.description else name
    head = Head(
        title=name,
        description=f"{edition.words.state(now.state)}. {about}",
        dated=as_of(edition),
        rule=SHAPES[now.state],
        alternates=alternates(edition, name, addresses.component_page(component.id)),
    )
    view = _view(edition, index, now)
    return Page(addresses.component_page(component.id), "site/component.html", head, view)


def _view(edition: Edition, index: Index, now: ComponentNow) -> ComponentView:
    component = now.component
    entries = index.by_component.get(component.id, ())
    past = [each for each in entries if ended(each) is not None]
    return ComponentView(
        kicker=Kicker(sign(edition, now.state), _how_long(edition, now)),
        name=phrase(edition, component.name),
        description=phrase(edition, component.description) if component.description else None,
        row=component_row(edition, now),
        legend=legend(edition),
        now=cards(edition, index, (each for each in entries if ended(each) is None)),
        past=by_day(edition, past[:NEWEST], edition.words.local_date(edition.now)),
        older=edition.href(addresses.HISTORY) if len(past) > NEWEST else None,
        follow=follow_component(edition, component.id),
        embed=component_embed(edition, now),
        days=DAYS,
    )


def _how_long(edition: Edition, now: ComponentNow) -> Markup:
    if now.since is None:
        return Markup()
    return filled(edition.words.say("since {time}"), time=zoned(edition, now.since))
