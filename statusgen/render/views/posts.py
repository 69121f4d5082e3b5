"""The page for the NOC: the newest announcements, with the text for each community group."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.history import day_span
from statusgen.domain.news import News, news_since
from statusgen.render import urls
from statusgen.render.announcement import news_item
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.post import RECENT, PostFile, before_fold, missing_languages, posts_of
from statusgen.render.views.entries import href, title
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.parts import Phrase, phrase
from statusgen.render.views.times import age, zoned


class Target(Struct, frozen=True):
    """A group that a text is for, and the file of the text."""

    name: Phrase
    url: str
    file: str


class PostView(Struct, frozen=True):
    """A text, cut where readers see "See more", and the groups that it is for.

    `lang` is set where it is not in the page's language; `language` is its name.
    """

    lang: str | None
    language: str
    before_fold: str
    after_fold: str
    length: str
    targets: tuple[Target, ...]


class AnnouncementView(Struct, frozen=True):
    """One announcement with its texts, and the languages in which it has none."""

    label: str
    time: Markup
    age: Markup
    title: Phrase
    href: str
    posts: tuple[PostView, ...]
    missing: tuple[str, ...]


class PostsView(Struct, frozen=True):
    """Context of the template of the page for the NOC, with the announcements of some `days`."""

    announcements: tuple[AnnouncementView, ...]
    days: int
    is_quiet: bool


def posts_page(context: RenderContext) -> Page:
    """Return the page of the texts that a person posts in the groups.

    A text leads to a page of its own, so an old page offers none that came after its build.
    """
    say = context.words.say
    head = Head(
        title=say("Posts for the groups"),
        description=say("For the NOC: the latest announcements, ready to post."),
        dated=as_of(context),
        is_indexed=False,
    )
    today, groups = context.words.local_date(context.now), context.content.groups
    since = day_span(today - RECENT, context.words.zone).start
    news = news_since(context.world.entries, groups, since)
    recent = [each for each in news if each.groups]
    built = (each for each in recent if each.at <= context.reader_at)
    offered = tuple(_announcement(context, each) for each in built)
    view = PostsView(offered, RECENT.days, is_quiet=not recent)
    return Page(urls.POSTS, "site/posts.html", head, view)


def _announcement(context: SiteContext, news: News) -> AnnouncementView:
    texts: dict[str, list[PostFile]] = defaultdict(list)
    for post in posts_of(context, news):
        texts[post.text].append(post)
    in_order = sorted(texts.values(), key=lambda posts: _rank(context, posts[0].language))
    return AnnouncementView(
        label=news_item(context, news).heading,
        time=zoned(context, news.at),
        age=age(context, news.at),
        title=phrase(context, title(news.entry)),
        href=href(context, news.entry),
        posts=tuple(_post(context, news, posts) for posts in in_order),
        missing=tuple(_missing(context, news)),
    )


def _rank(context: SiteContext, language: str) -> int:
    languages = context.content.site.languages
    return languages.index(language) if language in languages else len(languages)


def _missing(context: SiteContext, news: News) -> Iterator[str]:
    """Yield a sentence for each language in which there is no post."""
    words = context.words
    for language, groups in missing_languages(context, news).items():
        names = words.joined([context.text(group.name) for group in groups])
        message = words.say("No post in this language for {groups}: {language}. A text is missing.")
        yield message.format(groups=names, language=words.language_name(language))


def _post(context: SiteContext, news: News, posts: Sequence[PostFile]) -> PostView:
    language, text = posts[0].language, posts[0].text
    beginning = before_fold(text)
    return PostView(
        lang=None if language == context.language else language,
        language=context.words.own_name(language),
        before_fold=beginning,
        after_fold=text[len(beginning) :],
        length=context.words.count("{n} character", "{n} characters", len(text)),
        targets=tuple(_target(context, news, post) for post in posts),
    )


def _target(context: SiteContext, news: News, post: PostFile) -> Target:
    return Target(
        name=phrase(context, post.group.name),
        url=post.group.url,
        file=context.shared(urls.post_file(post.group.id, news, post.language)),
    )
