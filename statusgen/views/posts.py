"""The page for the NOC: the newest announcements, with the text for each community group."""

from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from statusgen import addresses
from statusgen.announce import FOLD, post_text, tell
from statusgen.edition import Edition
from statusgen.model import Group
from statusgen.views.entries import href, title, zoned
from statusgen.views.frame import Head, Page, as_of
from statusgen.views.parts import Phrase, phrase
from statusgen.world import News

RECENT = timedelta(days=14)
"""How old an announcement may be that somebody may still want to post."""


@dataclass(frozen=True, slots=True)
class PostView:
    """The text for one group: what stands before the fold, what follows, and where it goes."""

    group: Phrase
    language: str
    length: str
    url: str
    file: str
    before_fold: str
    after_fold: str


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """One announcement with its texts."""

    label: str
    time: Markup
    age: str
    title: Phrase
    href: str
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class PostsView:
    """What the template of the page for the NOC may see."""

    announcements: tuple[AnnouncementView, ...]
    days: int


def posts_page(edition: Edition) -> Page:
    """Return the page of the texts that a person pastes into the groups."""
    say = edition.words.say
    head = Head(
        title=say("Texts for the groups"),
        description=say("For the NOC: the newest announcements, ready to post."),
        dated=as_of(edition),
        is_indexed=False,
    )
    since = edition.now - RECENT
    recent = (news for news in edition.world.news if news.groups and news.at > since)
    view = PostsView(tuple(_announcement(edition, news) for news in recent), RECENT.days)
    return Page(addresses.POSTS, "site/posts.html", head, view)


def _announcement(edition: Edition, news: News) -> AnnouncementView:
    return AnnouncementView(
        label=tell(edition, news).heading,
        time=zoned(edition, news.at),
        age=edition.words.relative(news.at, edition.now),
        title=phrase(edition, title(news.entry)),
        href=href(edition, news.entry),
        posts=tuple(_post(edition, news, group) for group in news.groups),
    )


def _post(edition: Edition, news: News, group: Group) -> PostView:
    text = post_text(edition, news, group)
    words = edition.words
    return PostView(
        group=phrase(edition, group.name),
        language=words.language_name(group.languages[0]),
        length=words.count("{n} character", "{n} characters", len(text)),
        url=group.url,
        file=edition.href(addresses.post_file(group.id, news)),
        before_fold=text[:FOLD],
        after_fold=text[FOLD:],
    )
