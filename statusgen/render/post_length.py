"""The length of posts: what a group takes, and how much stands around the title and the texts."""

from collections.abc import Iterator

from statusgen.domain.entry import entry_record
from statusgen.domain.news import News
from statusgen.problems import Place, Problem, Severity
from statusgen.render.announcement import in_plain, news_item
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.post import RECENT, PostFile, lacks_text, post_text

MOST_ADDED = 550
"""Number of characters that a post should add to its title and the author's texts at most.

It is enough for two components and an address of 90 characters.
"""

_NEAR = 10
"""Number of characters below the limit from which on a post is near it."""


def too_long(news: News, post: PostFile) -> Problem | None:
    """Return the problem of a post that is too long for its group, or None."""
    group, text = post.group, post.text
    if len(text) <= group.max_length:
        return None
    message = (
        f"the post for the group '{group.id}' about '{news.id}' has {len(text):,} characters, "
        f"and the group takes {group.max_length:,}"
    )
    hint = "shorten the text, or correct max_length in content/groups.yml"
    return Problem(Place(entry_record(news.entry).path), message, hint)


def long_posts(context: RenderContext) -> Iterator[Problem]:
    """Yield a warning for each recent post to whose title and texts nearly too much is added."""
    for news in context.world.news:
        if news.at < context.world.now - RECENT:
            return
        for language in dict.fromkeys(each for group in news.groups for each in group.languages):
            if not lacks_text(context, news, language):
                yield from _near_limit(context, news, language)


def added(context: SiteContext, news: News, language: str) -> int:
    """Return how many characters of a post are neither of the title nor the author's."""
    item = news_item(context.in_language(language), news)
    facts = sum(len(fact.text) for fact in item.facts if fact.markdown)
    own = len(item.title) + len(in_plain(item.text, item.mark)) + facts
    return len(post_text(context, news, language)) - own


def _near_limit(context: SiteContext, news: News, language: str) -> Iterator[Problem]:
    count = added(context, news, language)
    if count > MOST_ADDED - _NEAR:
        message = (
            f"the post in '{language}' about '{news.id}' has {count} characters beside its title"
            f" and texts, and {MOST_ADDED} is the most there should be"
        )
        hint = "shorten names of components, or the id, which is in its address"
        place = Place(entry_record(news.entry).path)
        yield Problem(place, message, hint, Severity.WARNING)
