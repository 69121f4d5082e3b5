"""A page that stays true: the page itself, and the file with what it shows on later days."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from msgspec import Struct

from statusgen.artefact import Artefact
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext, reading
from statusgen.render.json_text import instant
from statusgen.render.views.frame import Frame, Page, frame
from statusgen.render.views.index import Index, LaterDays, index
from statusgen.render.views.live import (
    NO_DATA,
    LiveRegion,
    TimedUpdate,
    first_later,
    icon,
    in_time_order,
)
from statusgen.render.views.markup import safe
from statusgen.render.views.support_desks import desk_updates

Make = Callable[[RenderContext, Index], Page]
"""How a page is made of a world and its index."""

UPDATES = "<!-- updates -->"
"""Place in a page at which its updates stand."""

_MAIN = re.compile(r"<main\b[^>]*+>")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*+)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_SCRIPT_END = re.compile(r"<(?=\\*(?:/script|!--))", re.IGNORECASE)
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "source"))


class LivePage:
    """A page about the present: its address in a language's folder, and how it is made.

    What the page is follows from its address, for the program is in every key.
    """

    def __init__(self, address: str, make: Make) -> None:
        self.make = make
        self.depends_on = address


class LaterInputs(Struct, frozen=True):
    """Everything that a page shows on later days depends on.

    `opened` is an instant of the day of the build at which nothing that is published was to come.
    """

    context: SiteContext
    page: LivePage
    days: LaterDays
    opened: datetime


class _Shown(Struct, frozen=True):
    """A page in a world, with the elements of its main part and its icon."""

    page: Page
    parts: tuple[str, ...]
    icon: LiveRegion


def live_page(
    context: RenderContext, make: Make, updates: tuple[TimedUpdate, ...] | None = None
) -> Iterator[Artefact]:
    """Yield a page with its updates of today, by default of whole sections."""
    page, around = make(context, index(context.world)), frame(context)
    html = render(context, page, around)
    if updates is None:
        end = instant(first_later(context))
        desks = (each for each in _desks(context, html) if each.at < end)
        shown = _Shown(page, _parts(html), icon(context))
        worlds = ((context.later(each.world), each) for each in index(context.world).today)
        updates = in_time_order(_updates(shown, worlds, make, around), desks)
    html = html.replace(UPDATES, _within_script(_markup(context, updates)), 1)
    yield context.file(urls.file_of(page.address), html.encode())


def later_file(inputs: LaterInputs) -> Iterator[Artefact]:
    """Yield the file with what a page shows from the next day on."""
    updates = in_time_order(_later_updates(inputs))
    start = instant(inputs.days.depends_on.start)
    body = {"from": start, "updates": _markup(inputs.context, updates)}
    path = urls.later_file(inputs.context.folder, inputs.page.depends_on)
    yield Artefact(path, f"{json.dumps(body, ensure_ascii=False)}\n".encode())


def _later_updates(inputs: LaterInputs) -> Iterator[TimedUpdate]:
    """Yield all that a page shows when the next day begins, and then what changes."""
    worlds = tuple(_worlds(inputs))
    around = replace(frame(inputs.context), live_data=NO_DATA)
    for context, found in worlds[:1]:
        page = inputs.page.make(context, found)
        html = render(context, page, around)
        shown = _Shown(page, _parts(html), icon(context))
        regions = _everything(shown, is_whole=True).values()
        yield TimedUpdate(instant(context.now), tuple(regions))
        yield from _updates(shown, worlds[1:], inputs.page.make, around)
        yield from _desks(context, html)


def _worlds(inputs: LaterInputs) -> Iterator[tuple[RenderContext, Index]]:
    for found in inputs.days.indexes:
        yield reading(inputs.context, found.world, inputs.opened), found


def render(context: SiteContext, page: Page, around: Frame) -> str:
    """Return the HTML of a page in a frame."""
    return context.templates.render(
        page.template, frame=around, page=page, head=page.head, view=page.view
    )


def _markup(context: SiteContext, updates: tuple[TimedUpdate, ...]) -> str:
    site = context.text(context.content.site.name)
    return context.templates.render("site/updates.html", updates=updates, site=site).strip()


def _within_script(html: str) -> str:
    """Return HTML to stand in a script element, which a script within it does not end."""
    return _SCRIPT_END.sub(r"<\\", html)


def _desks(context: RenderContext, html: str) -> Iterator[TimedUpdate]:
    """Yield the updates of support hours, where a page shows them."""
    if 'data-live="d-' in html:
        yield from desk_updates(context)


def _updates(
    before: _Shown, worlds: Iterable[tuple[RenderContext, Index]], make: Make, around: Frame
) -> Iterator[TimedUpdate]:
    """Yield what differs on a page in the worlds to come, each time what changes.

    Nothing of the frame is in the main part, so that one serves for all.
    """
    for context, found in worlds:
        then = _shown(context, make(context, found), before, around)
        regions = _regions(before, then)
        if regions:
            yield TimedUpdate(instant(context.now), regions)
        before = then


def _shown(context: RenderContext, page: Page, before: _Shown, around: Frame) -> _Shown:
    """Return what a page shows; it is rendered only where its view is another one."""
    is_same = page.view == before.page.view
    parts = before.parts if is_same else _parts(render(context, page, around))
    return _Shown(page, parts, icon(context))


def _everything(shown: _Shown, *, is_whole: bool) -> dict[str, LiveRegion]:
    """Return all that the clock may change: the main part as a whole, or its sections."""
    head = shown.page.head
    main = {"main": "".join(shown.parts)}
    sections = {f"p-{number}": part for number, part in enumerate(shown.parts)}
    parts = main if is_whole else sections
    return {
        "icon": shown.icon,
        "rule": LiveRegion("rule", "rule", head.rule),
        "title": LiveRegion("title", "title", head.title),
        **{name: LiveRegion(name, "part", safe(part)) for name, part in parts.items()},
    }


def _regions(before: _Shown, then: _Shown) -> tuple[LiveRegion, ...]:
    """Return what differs: sections by their numbers or, where there are more or fewer, all."""
    is_whole = len(before.parts) != len(then.parts)
    old = _everything(before, is_whole=is_whole)
    new = _everything(then, is_whole=is_whole)
    return tuple(each for name, each in new.items() if each != old[name])


def _parts(html: str) -> tuple[str, ...]:
    """Return the elements of the main part of a page, in order."""
    start = _MAIN.search(html)
    if start is None:
        return ()
    main, _, _ = html[start.end() :].partition("</main>")
    shown, _, _ = main.partition('<script type="text/html"')
    return tuple(_elements(shown))


def _elements(html: str) -> Iterator[str]:
    """Yield elements that stand side by side; a `<` in an attribute is escaped in all our HTML."""
    at = 0
    while tag := _TAG.search(html, at):
        at = _end(html, tag)
        yield html[tag.start() : at]


def _end(html: str, tag: re.Match[str]) -> int:
    """Return where the element ends that begins with a tag."""
    if tag[1] in _VOID or tag[0].endswith("/>"):
        return tag.end()
    depth = 1
    for same in re.compile(rf"<(/?){tag[1]}\b[^>]*+>").finditer(html, tag.end()):
        depth += -1 if same[1] else 1
        if depth == 0:
            return same.end()
    return len(html)
