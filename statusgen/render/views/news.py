"""The page of one announced update, which says for good what was said when it was published.

Groups link to it, and previews of a link are kept by its address: so nothing on it depends on
what happened later, but for the way to the page of its entry.
"""

from datetime import datetime

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import News
from statusgen.model import EventKind, State
from statusgen.render import urls
from statusgen.render.announcement import Told, echo
from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact
from statusgen.render.views import linked
from statusgen.render.views.entries import href, title
from statusgen.render.views.frame import Head, Page, published
from statusgen.render.views.maintenance import WindowView, windows
from statusgen.render.views.parts import (
    PLAIN,
    SHAPES,
    Kicker,
    Phrase,
    Prose,
    Sign,
    filled,
    listed,
    moment,
    ours,
    phrase,
    prose,
    sign,
)
from statusgen.text.markdown import summary


class NewsView(Struct, frozen=True):
    """What the template of an announced update's page may see."""

    kicker: Kicker
    title: Phrase
    label: str
    time: Markup
    text: Prose
    next_update: Markup
    windows: tuple[WindowView, ...]
    facts: tuple[Fact, ...]
    current: str


def news_page(context: SiteContext, news: News) -> Page:
    """Return the page of one announced update."""
    told = echo(context, news)
    mark = _sign(context, news, told)
    head = Head(
        title=f"{told.title}: {told.heading}",
        description=summary(told.text, 200),
        dated=published(context, news.at),
        rule=mark.shape or PLAIN,
        kind="article",
        linked=linked.of_news(context, news, told.title, told.heading),
    )
    return Page(urls.news_page(news), "site/news.html", head, _view(context, news, told, mark))


def _view(context: SiteContext, news: News, told: Told, mark: Sign) -> NewsView:
    about = [name for name, _ in told.affected] or told.recovered
    names = (Markup(f"<bdi>{escape(name)}</bdi>") for name in about)  # noqa: S704 - escaped here
    return NewsView(
        kicker=Kicker(mark, listed(context, names)),
        title=phrase(context, title(news.entry)),
        label=told.heading,
        time=moment(news.at, context.words.stamp(news.at)),
        text=_text(context, news, told),
        next_update=_next_update(context, told.due),
        windows=windows(context, *told.window) if told.window else (),
        facts=told.facts,
        current=href(context, news.entry),
    )


def _text(context: SiteContext, news: News, told: Told) -> Prose:
    """Return what was written; a reminder says again what will be done."""
    entry = news.entry
    if isinstance(entry, MaintenanceNow) and news.phase is EventKind.REMINDER:
        return prose(context, entry.maintenance.text)
    return prose(context, news.text) if news.text else ours(context, told.text)


def _sign(context: SiteContext, news: News, told: Told) -> Sign:
    """Return the worst state that was told with the news; planned work is maintenance."""
    is_planned = isinstance(news.entry, MaintenanceNow)
    if not told.affected:
        shape = None if news.phase is EventKind.CANCELLED else SHAPES[State.OPERATIONAL]
        return Sign(shape, context.words.phase(news.phase))
    worst = State.UNDER_MAINTENANCE if is_planned else told.affected[0][1]
    return sign(context, worst)


def _next_update(context: SiteContext, at: datetime | None) -> Markup:
    if at is None:
        return Markup()
    label = context.words.stamp(at)
    return filled(context.words.say("Next update due {time}"), time=moment(at, label))
