"""A page that is left open: what its script shows at a later instant, from the files of its build.

It does what `live.js` does with the updates of a page; what that script computes itself, such as
ages, is left out of the comparison. A report counts up to an instant that it names, which is that
of its build, or of the last change by the clock.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

from lxml import html

from statusgen.domain.forecast import forecast
from statusgen.domain.world import World
from tests.incremental.program import Files
from tests.life.folder import Folder

_COMPUTED = (
    "//*[@data-age or @data-lapse or @data-near or @data-uptime or @data-now or @data-progress"
    " or @data-past]"
)
_UNESCAPED = re.compile(r"<\\(?=\\*(?:/script|!--))", re.IGNORECASE)
_APART = (
    "//script|//*[@data-yours]|//*[@id='said' or @id='stale']|//footer|//line[@class='now']"
    "|//header/div[contains(@class, 'under')]|//main[@class='notice']/p"
)


def wrong_later(
    folder: Folder, world: World, at: datetime, built: Callable[[datetime], Files]
) -> list[str]:
    """Return the pages of a folder that say at `at` other things than those `built` then."""
    found = forecast(world)
    if at >= found.until:
        return []
    wanted = built(at)
    pages = (path for path in folder.files if path.endswith("index.html") and path in wanted)
    wrong = [path for path in pages if _is_wrong(folder, path, world.now, at, wanted)]
    step = max(each.now for each in (world, *found.worlds) if each.now <= at)
    named = [each for each in wrong if "reports/" in each]
    counted = built(step) if named and step < at else wanted
    kept = {each for each in named if not _is_wrong(folder, each, world.now, at, counted)}
    return [each for each in wrong if each not in kept]


def _is_wrong(folder: Folder, path: str, built: datetime, at: datetime, wanted: Files) -> bool:
    then = html.document_fromstring(wanted[path].decode())
    if path.endswith("posts/index.html"):
        _leave_out_posts(then, built)
    return words(shown_at(folder, path, at)) != words(then)


def _leave_out_posts(root: html.HtmlElement, built: datetime) -> None:
    """Leave out the posts that came after a build: their pages and files came with another one."""
    posts = elements(root, "//main/section")
    since = [each for each in posts if _time_of(each) > built]
    for each in since:
        each.drop_tree()
    if since and len(since) == len(posts):
        elements(root, "//p[@class='latest']")[0].text = None


def _time_of(post: html.HtmlElement) -> datetime:
    return datetime.fromisoformat(elements(post, ".//time/@datetime")[0])


def shown_at(folder: Folder, path: str, at: datetime) -> html.HtmlElement:
    """Return a page as its script shows it at an instant."""
    root = html.document_fromstring(folder.files[path].decode())
    sources = elements(root, "//script[@id='live']")
    if not sources:
        return root
    markup = [_UNESCAPED.sub("<", sources[0].text or "")]
    live = sources[0].attrib
    if at >= datetime.fromisoformat(live["data-later"]):
        later = json.loads(folder.get(folder._below(live["data-file"])) or b"")
        markup.append(later["updates"])
    due: dict[str, html.HtmlElement] = {}
    for update in _updates(markup):
        if datetime.fromisoformat(update.get("data-at")) <= at:
            for region in update:
                due.pop(region.get("data-live"), None)
                due[region.get("data-live")] = region
    for name, region in due.items():
        _show(root, name, region)
    return root


def _updates(markup: list[str]) -> Iterator[html.HtmlElement]:
    for each in markup:
        yield from html.fragment_fromstring(f"<div>{each}</div>")


def _show(root: html.HtmlElement, name: str, region: html.HtmlElement) -> None:
    (main,) = elements(root, "//main")
    if name == "main":
        for child in list(main):
            main.remove(child)
        main.extend(deepcopy(each) for each in region)
    elif name.startswith("p-"):
        number = int(name.removeprefix("p-"))
        main[number] = deepcopy(region[0])
    elif name.startswith("b-"):
        for bars in elements(
            root, f"//*[@data-live='c{name[1:]}']/following-sibling::*[contains(@class, 'bars')][1]"
        ):
            bars.getparent().replace(bars, deepcopy(region[0]))
    for old in elements(root, f"//*[@data-live='{name}']"):
        fresh = deepcopy(region)
        fresh.tail = old.tail
        old.getparent().replace(old, fresh)


def elements(root: html.HtmlElement, path: str) -> list[Any]:
    """Return all that an XPath finds."""
    found: Any = root.xpath(path)
    return list(found)


def words(root: html.HtmlElement) -> list[str]:
    """Return what can be read on a page, its title, labels of its pictures and data of its form."""
    data = [str(each) for each in elements(root, "//script[@type='application/json']/text()")]
    for each in elements(root, _COMPUTED):
        _emptied(each)
    for each in elements(root, _APART):
        if each.getparent() is not None:
            each.drop_tree()
    labels = [str(each) for each in elements(root, "//body//@aria-label")]
    spoken = (" ".join(str(each).split()) for each in root.find("body").itertext())
    return [str(root.findtext(".//title")), *filter(None, spoken), *labels, *data]


def _emptied(element: html.HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
    if element.get("aria-label"):
        element.set("aria-label", "")
