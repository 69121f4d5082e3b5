"""The page for the NOC: the newest announcements, with the text for each community group."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.news import News
from statusgen.model import Group
from statusgen.render import urls
from statusgen.render.announcement import FOLD, news_item, post_text
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.entries import href, title
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.parts import Phrase, phrase
from statusgen.render.views.times import age, zoned

RECENT = timedelta(days=7)
"""Maximum age of an announcement on the page, in whole days."""


class Target(Struct, frozen=True):
    """A group that a text is for, and the file of the text."""

    name: Phrase
    language: str
    url: str
    file: str


class PostView(Struct, frozen=True):
    """A text, cut where readers see "See more", and the groups that it is for.

    `lang` is set where it is not in the page's language.
    """

    lang: str | None
    before_fold: str
    after_fold: str
    length: str
    targets: tuple[Target, ...]


class AnnouncementView(Struct, frozen=True):
    """One announcement with its texts."""

    label: str
    time: Markup
    age: Markup
    title: Phrase
    href: str
    posts: tuple[PostView, ...]


class PostsView(Struct, frozen=True):
    """Context of the template of the page for the NOC."""

    announcements: tuple[AnnouncementView, ...]
    days: int


def posts_page(context: RenderContext) -> Page:
    """Return the page of the texts that a person posts in the groups."""
    say = context.words.say
    head = Head(
        title=say("Posts for the groups"),
        description=say("For the NOC: the latest announcements, ready to post."),
        dated=as_of(context),
        is_indexed=False,
    )
    date = context.words.local_date
    since = date(context.now) - RECENT
    recent = (news for news in context.world.news if news.groups and date(news.at) >= since)
    view = PostsView(tuple(_announcement(context, news) for news in recent), RECENT.days)
    return Page(urls.POSTS, "site/posts.html", head, view)


def _announcement(context: SiteContext, news: News) -> AnnouncementView:
    texts: dict[str, list[Group]] = defaultdict(list)
    for group in news.groups:
        texts[post_text(context, news, group)].append(group)
    return AnnouncementView(
        label=news_item(context, news).heading,
        time=zoned(context, news.at),
        age=age(context, news.at),
        title=phrase(context, title(news.entry)),
        href=href(context, news.entry),
        posts=tuple(_post(context, news, *each) for each in texts.items()),
    )


def _post(context: SiteContext, news: News, text: str, groups: Sequence[Group]) -> PostView:
    language = next(group.languages[0] for group in groups)
    return PostView(
        lang=None if language == context.language else language,
        before_fold=text[:FOLD],
        after_fold=text[FOLD:],
        length=context.words.count("{n} character", "{n} characters", len(text)),
        targets=tuple(_target(context, news, group) for group in groups),
    )


def _target(context: SiteContext, news: News, group: Group) -> Target:
    return Target(
        name=phrase(context, group.name),
        language=context.words.language_name(group.languages[0]),
        url=group.url,
        file=context.shared(urls.post_file(group.id, news)),
    )
