"""A page that stays true: the page itself, and the file with what it shows on later days."""

import json
import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from statusgen.artefact import Artefact
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import instant
from statusgen.render.views.frame import Frame, Page, frame
from statusgen.render.views.index import Index, index
from statusgen.render.views.live import LiveRegion, TimedUpdate, first_later, icon, in_time_order
from statusgen.render.views.markup import safe
from statusgen.render.views.support_desks import desk_updates

Make = Callable[[RenderContext, Index], Page]
"""How a page is made of a world and its index."""

UPDATES = "<!-- updates -->"
"""Place in a page at which its updates stand."""

_MAIN = re.compile(r"<main\b[^>]*+>")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*+)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "source"))


class _Shown(Struct, frozen=True):
    """What a page shows of a world: the page, the elements of its main part and its icon."""

    page: Page
    parts: tuple[str, ...]
    icon: LiveRegion


def live_page(
    context: RenderContext, make: Make, first: tuple[TimedUpdate, ...] | None = None
) -> Iterator[Artefact]:
    """Yield a page and the file of its later updates.

    `first` are the updates that stand in the page itself; by default whole sections of it.
    """
    page = make(context, index(context.world))
    html = render(context, page)
    updates = in_time_order(_updates(context, page, html, make), _desks(context, html))
    later = instant(first_later(context))
    if first is None:
        first = tuple(each for each in updates if each.at < later)
    after = _markup(context, tuple(each for each in updates if each.at >= later))
    body = {"built": instant(context.now), "updates": after}
    html = html.replace(UPDATES, _markup(context, first), 1)
    yield Artefact(urls.later_file(context.folder, page.address), _json(body))
    yield context.file(urls.file_of(page.address), html.encode())


def render(context: SiteContext, page: Page, around: Frame | None = None) -> str:
    """Return the HTML of a page, in a frame that is made for it unless there is one already."""
    around = around or frame(context)
    return context.templates.render(
        page.template, frame=around, page=page, head=page.head, view=page.view
    )


def _json(body: object) -> bytes:
    return f"{json.dumps(body, ensure_ascii=False)}\n".encode()


def _markup(context: RenderContext, updates: tuple[TimedUpdate, ...]) -> str:
    site = context.text(context.content.site.name)
    return context.templates.render("site/updates.html", updates=updates, site=site).strip()


def _desks(context: RenderContext, html: str) -> Iterator[TimedUpdate]:
    """Yield the updates of support hours, where a page shows them."""
    if 'data-live="d-' in html:
        yield from desk_updates(context)


def _updates(context: RenderContext, page: Page, html: str, make: Make) -> Iterator[TimedUpdate]:
    """Yield what differs on a page in the worlds to come, each time what changes.

    The first update of a later day repeats what changed before: a small page has that otherwise.
    """
    later, around = first_later(context), frame(context)
    start = before = _Shown(page, _parts(html), icon(context))
    is_today = True
    for coming in index(context.world).ahead:
        ahead = context.later(coming.world)
        then = _shown(ahead, make(ahead, coming), before, around)
        regions = _regions(before, then)
        if is_today and coming.world.now >= later:
            is_today = False
            regions = _since(start, before, then)
        if regions:
            yield TimedUpdate(instant(coming.world.now), regions)
        before = then


def _shown(context: RenderContext, page: Page, before: _Shown, around: Frame) -> _Shown:
    """Return what a page shows; it is rendered only where its view is another one.

    Its frame, of which nothing is in the main part, is that of the present: one takes long to make.
    """
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


def _since(start: _Shown, before: _Shown, then: _Shown) -> tuple[LiveRegion, ...]:
    """Return what differs from the page itself, or from what it showed last."""
    pairs = ((start, before), (before, then), (start, then))
    names = {each.name for pair in pairs for each in _regions(*pair)}
    new = _everything(then, is_whole="main" in names)
    return tuple(each for name, each in new.items() if name in names)


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
