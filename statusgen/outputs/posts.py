"""The posts for community groups, one file for each announcement and group."""

from collections.abc import Iterator

from statusgen.artefact import Artefact, Job, OutputProblem
from statusgen.domain.news import news_of
from statusgen.outputs.jobs import EntryInputs, Output, entry_jobs
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.post import post_text, too_long


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of every post."""
    return entry_jobs(context, render, "posts")


def render(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the posts of some entries; raises `OutputProblem` for those that are too long."""
    context = inputs.context
    posts = [
        (news, group, post_text(context, news, group))
        for entry in inputs.entries
        for news in news_of(entry, context.content.groups)
        for group in news.groups
    ]
    problems = tuple(filter(None, (too_long(*post) for post in posts)))
    if problems:
        raise OutputProblem(*problems)
    for news, group, text in posts:
        yield Artefact(urls.post_file(group.id, news), text.encode())


OUTPUT = Output("posts", jobs, is_shared=True)
