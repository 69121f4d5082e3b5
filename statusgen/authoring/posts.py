"""The posts of a piece of news, formatted for a person who pastes them."""

from pathlib import Path

from statusgen.artefact import OutputProblem
from statusgen.console import problems_error
from statusgen.domain.entry import announced_as
from statusgen.domain.news import News
from statusgen.domain.world import World
from statusgen.model import Group
from statusgen.render.context import RenderContext, contexts
from statusgen.render.post import post_text, too_long
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme

Posts = dict[str, list[Group]]
"""The groups of each text."""


def render_context(world: World, root: Path) -> RenderContext:
    """Return the context that posts are rendered from; raises CommandError for a bad template."""
    try:
        return contexts(world, Templates(read_theme(root)))[0]
    except OutputProblem as wrong:
        raise problems_error(wrong.problems) from None


def posts(context: RenderContext, news: News, groups: tuple[Group, ...]) -> Posts:
    """Return the texts for `groups`; raises CommandError if a build would refuse them."""
    texts: Posts = {}
    try:
        rendered = [(group, post_text(context, news, group)) for group in groups]
    except OutputProblem as wrong:
        raise problems_error(wrong.problems) from None
    problems = [each for each in (too_long(news, *post) for post in rendered) if each]
    if problems:
        raise problems_error(problems)
    for group, text in rendered:
        texts.setdefault(text, []).append(group)
    return texts


def format_posts(texts: Posts) -> str:
    """Return texts with a heading line for each group; a single text for one group has none."""
    if sum(map(len, texts.values())) == 1:
        return next(iter(texts))
    return "\n".join(f"{_headings(groups)}{text}" for text, groups in texts.items())


def _headings(groups: list[Group]) -> str:
    names = (f"--- {group.name.default}: {group.url}" for group in groups)
    return "".join(f"{name}\n" for name in names)


def no_post_reason(news: News) -> str:
    """Return why no group announces `news`."""
    entry = news.entry
    if announced_as(entry) is None:
        return f"{entry.id} is not announced to the groups: it has not 'scope: global'."
    return f"No group of content/groups.yml announces what {entry.id} is, so there is no post."
