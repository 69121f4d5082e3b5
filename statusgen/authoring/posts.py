"""The posts of a piece of news, formatted for a person who pastes them."""

from collections.abc import Iterator
from pathlib import Path

from statusgen.artefact import OutputError
from statusgen.console import problems_error
from statusgen.domain.entry import announced_as
from statusgen.domain.news import News
from statusgen.domain.world import World
from statusgen.model import Group
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.render.context import RenderContext, contexts
from statusgen.render.post import PostFile, missing_languages, missing_post, posts_of
from statusgen.render.post_length import too_long
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme

Posts = dict[str, list[PostFile]]
"""The posts of each text."""


def render_context(world: World, root: Path) -> RenderContext:
    """Return the context that posts are rendered from; raises CommandError for a bad template."""
    try:
        return contexts(world, Templates(read_theme(root)))[0]
    except OutputError as wrong:
        raise problems_error(wrong.problems) from None


def posts(
    context: RenderContext, news: News, groups: tuple[Group, ...], language: str | None = None
) -> Posts:
    """Return the texts for `groups`, in all of their languages or in one.

    Raises CommandError if a build would refuse them.
    """
    texts: Posts = {}
    try:
        rendered = [each for each in posts_of(context, news) if each.group in groups]
    except OutputError as wrong:
        raise problems_error(wrong.problems) from None
    problems = [each for each in (too_long(news, post) for post in rendered) if each]
    if problems:
        raise problems_error(problems)
    for post in rendered:
        if language in (None, post.language):
            texts.setdefault(post.text, []).append(post)
    return texts


def missing_notes(context: RenderContext, news: News) -> Iterator[LazyMessage]:
    """Yield a sentence for each language in which `news` has no post."""
    for language, groups in missing_languages(context, news).items():
        yield missing_post(language, groups)


TO_POST = to_say("To post")
"""The heading of posts that are shown before anything is written."""


def readiness(*, is_pushed: bool) -> str:
    """Return the heading of posts, which says whether what they link to is on its way."""
    return to_say("Ready to post") if is_pushed else to_say("To post when it is pushed")


_NOT_GLOBAL = to_say("{id} is not announced to the groups: it does not have '{line}'.")
_NO_GROUP = to_say("No group of content/groups.yml announces what {id} is, so there is no post.")


def draft_note(entry_id: str) -> LazyMessage:
    """Return the sentence on the posts of a draft."""
    return LazyMessage("{id} is a draft: nothing of it is published yet.", {"id": entry_id})


def format_posts(texts: Posts) -> str:
    """Return texts with a heading line for each group; a single text for one group has none."""
    if sum(map(len, texts.values())) == 1:
        return next(iter(texts))
    return "\n".join(f"{_headings(posts)}{text}" for text, posts in texts.items())


def _headings(posts: list[PostFile]) -> str:
    return "".join(f"--- {_name(post)}: {post.group.url}\n" for post in posts)


def _name(post: PostFile) -> str:
    name = post.group.name.default
    return f"{name} ({post.language})" if len(post.group.languages) > 1 else name


def no_post_reason(news: News) -> LazyMessage:
    """Return why no group announces `news`."""
    message = _NO_GROUP if announced_as(news.entry) else _NOT_GLOBAL
    return LazyMessage(message, {"id": news.entry.id, "line": "scope: global"})
