"""The texts that a person pastes into the community groups, one file an announcement and group."""

from collections.abc import Iterable, Iterator

from statusgen.artefact import Artefact, OutputProblem
from statusgen.domain.entry import Entry
from statusgen.outputs.output import Output
from statusgen.render import urls
from statusgen.render.announcement import post_text, too_long
from statusgen.render.context import RenderContext


def of_entries(context: RenderContext, entries: Iterable[Entry]) -> Iterator[Artefact]:
    """Yield every post of a context; raise `OutputProblem` for those that no group would take."""
    ids = {each.id for each in entries}
    posts = [
        (news, group, post_text(context, news, group))
        for news in context.world.news
        if news.entry.id in ids
        for group in news.groups
    ]
    problems = tuple(filter(None, (too_long(*post) for post in posts)))
    if problems:
        raise OutputProblem(*problems)
    for news, group, text in posts:
        yield Artefact(urls.post_file(group.id, news), text.encode())


OUTPUT = Output("posts", of_entries=of_entries, is_shared=True)
