"""Files for crawlers, the host and the scheduler.

`_redirects` is in the format that Netlify and Cloudflare Pages share. Its paths are below the
published folder; its targets are addresses on the site.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.domain.months import months_between
from statusgen.domain.news import News, news_of
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import instant
from statusgen.render.statuspage_names import entry_id, listed
from statusgen.render.views.sharing import pictures

_MOVED = {
    "rss": urls.FEED_RSS,
    "rss.xml": urls.FEED_RSS,
    "feed": urls.FEED_RSS,
    "feed.xml": urls.FEED_RSS,
    "index.xml": urls.FEED_RSS,
    "atom": urls.FEED_ATOM,
    "atom.xml": urls.FEED_ATOM,
    "incidents": urls.HISTORY,
    "maintenance": urls.HISTORY,
    "uptime": urls.HOME,
    "api": f"{urls.API}summary.json",
    "components": urls.HOME,
}
"""Redirects for addresses of other status pages, and those that feed readers try."""


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of these files, which depend on the present."""
    yield current(context, "web", partial(render, context))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the files of a context that programs read."""
    for path, text in (
        ("robots.txt", _robots(context)),
        ("_redirects", _redirects(context)),
        (urls.BUILD, _build(context)),
    ):
        yield Artefact(path, text.encode())


# --- crawlers ----------------------------------------------------------------------------------


def _robots(context: SiteContext) -> str:
    """Return what crawlers may read: nothing of a preview, and no posts of the site."""
    if context.is_preview:
        return "User-agent: *\nDisallow: /\n"
    folders = _folders(context)
    posts = (f"Disallow: {context.shared(folder + urls.POSTS)}" for folder in folders)
    maps = (f"Sitemap: {address}" for _, address in context.everywhere(urls.SITEMAP))
    return "\n".join(("User-agent: *", *posts, "", *maps, ""))


# --- the host ----------------------------------------------------------------------------------


def _redirects(context: RenderContext) -> str:
    """Return the redirects.

    Statuspage's address of an entry, which has its id, is redirected while a list of the API has
    the entry: with one line for each of ten thousand, every request would wait for them.
    """
    site = context.content.site
    ids = {
        f"incidents/{entry_id(site, entry)}": urls.entry_page(entry)
        for entry in listed(context.world)
    }
    moved = (_MOVED | ids).items()
    rows = (f"/{path} {context.href(target)} 301\n" for path, target in moved)
    renamed = (f"/{path} {context.shared(target)} 301\n" for path, target in _renamed(context))
    drawn = (f"/{path}* {context.shared(target)} 302\n" for path, target in _pictures(context))
    months = (f"/{path} {context.shared(target)} 302\n" for path, target in _months(context))
    missing = map(_missing, filter(None, _folders(context)))
    return "".join((*rows, *renamed, *drawn, *months, *missing))


def _pictures(context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield where pictures of announced updates were, with the picture of their state.

    Pages name a picture for good, but those of old updates are no longer drawn.
    """
    for language in context.content.site.languages:
        for shape, (path, _) in pictures(context.in_language(language)).items():
            yield f"{urls.PICTURES}{urls.news_pictures(shape, language)}", path


def _renamed(context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield every address of a former id with that of today; a `*` stands for all below it.

    Posts are files in folders of groups, so each has a line of its own.
    """
    for entry in context.world.entries:
        for alias in entry.aliases:
            yield from _moved(context, f"{urls.kind_of(entry)}{alias}/", urls.entry_page(entry))
            for news in news_of(entry, context.content.groups):
                for group, language in _post_languages(news):
                    post = urls.post_file(group, news, language)
                    yield urls.post_file(group, news, language, alias), post
    for component in context.content.components:
        for alias in component.aliases:
            page = urls.component_page(component.id)
            yield from _moved(context, urls.component_page(alias), page)


def _post_languages(news: News) -> Iterator[tuple[str, str]]:
    """Yield each group of `news` with its languages, and with none: both have addresses."""
    for group in news.groups:
        yield from ((group.id, language) for language in ("", *group.languages))


def _moved(context: SiteContext, before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a page with all below it in every language, and of its data."""
    for folder in _folders(context):
        yield f"{folder}{before}*", f"{folder}{after}:splat"
    yield urls.data_of(before), urls.data_of(after)


def _months(context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the addresses of months without a page, with that of all months.

    They may have had one: work that had begun may be rescheduled, and another time zone has other
    months.
    """
    months, day = context.world.months, timedelta(days=1)
    if not months.all:
        return
    first, last = months.all[-1] - day, months.all[0] + 31 * day
    for month in months_between(first, last):
        for folder in _folders(context):
            if month not in months.listed:
                yield folder + urls.month_page(month), folder + urls.HISTORY
            if month not in months.reported:
                yield folder + urls.report_page(month), folder + urls.REPORTS


def _missing(folder: str) -> str:
    """Return the rule that answers below a language's folder with its own page for no page."""
    return f"/{folder}* /{folder}{urls.NOT_FOUND} 404\n"


def _folders(context: SiteContext) -> tuple[str, ...]:
    """Return the folder of each language, that of the first being the site's own."""
    site = context.content.site
    return tuple(urls.language_folder(site, language) for language in site.languages)


# --- the scheduler -----------------------------------------------------------------------------


def _build(context: RenderContext) -> str:
    """Return the time of the build, and of the next change by the clock."""
    world = context.world
    times = {"built": instant(world.now), "next_change": instant(world.next_change.at)}
    return f"{json.dumps(times)}\n"


OUTPUT = Output("web", jobs, is_shared=True)
