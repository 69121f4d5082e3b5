"""The keys that updates of incidents and events of maintenances share: texts, posts, facts."""

from typing_extensions import TypedDict

from statusgen.domain.entry import Entry
from statusgen.domain.news import News
from statusgen.outputs.open_data.base import Address, Instant, StatuspageId
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.facts import facts
from statusgen.render.json_text import instant
from statusgen.render.post import PostFile, posts_of
from statusgen.render.statuspage_names import update_id
from statusgen.text.markdown import to_html, to_plain


class PostRecordJson(TypedDict):
    """The text that a person pastes into one community group."""

    group: str
    """The id of the group."""
    name: str
    """What readers call the group."""
    address: Address
    """Where the group is."""
    language: str
    """The code of its language."""
    file: Address
    """The same text as a file."""
    text: str
    """The text."""


class NewsRecordJson(TypedDict):
    """One piece of news."""

    id: str
    """Permanent name within its incident or maintenance."""
    statuspage_id: StatuspageId
    """Its id in the files below /api/v2/."""
    at: Instant
    """When it was published."""
    text: str
    """What it says, as plain text."""
    html: str
    """The same as HTML that is safe to show; every link is whole."""
    page: Address
    """Where it stands on the site."""
    posts: list[PostRecordJson]
    """What is posted into the groups that hear of it."""


class FactRecordJson(TypedDict):
    """A fact about an entry, with its label."""

    key: str
    """Name of the fact."""
    label: str
    """Its label, in the first language of the site."""
    text: str
    """The fact."""
    link: Address | None
    """Where there is more of it."""


def fact_records(context: SiteContext, entry: Entry) -> list[FactRecordJson]:
    """Return the facts of an entry."""
    return [
        FactRecordJson(key=each.key, label=each.label, text=each.text, link=each.link)
        for each in facts(context, entry)
    ]


def in_common(context: SiteContext, news: News, text: str) -> NewsRecordJson:
    """Return the keys of every piece of news; `text` is Markdown."""
    return {
        "id": news.id,
        "statuspage_id": update_id(context.content.site, news.entry, news.id),
        "at": instant(news.at),
        "text": to_plain(text),
        "html": to_html(text, context.url),
        "page": context.public(urls.news_page(news)),
        "posts": [_post(context, news, post) for post in posts_of(context, news)],
    }


def _post(context: SiteContext, news: News, post: PostFile) -> PostRecordJson:
    group = post.group
    return PostRecordJson(
        group=group.id,
        name=context.text(group.name),
        address=group.url,
        language=post.language,
        file=context.public(urls.post_file(group.id, news, post.language)),
        text=post.text,
    )
