"""The posts for community groups, one file for each announcement, group and language.

The address without a language answers for the first one in which the group has a post.
"""

from collections.abc import Iterator

from statusgen.artefact import Artefact, Job, OutputError
from statusgen.domain.news import news_of
from statusgen.outputs.jobs import EntryInputs, Output, lasting_entry_jobs
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.post import first_posts, posts_of
from statusgen.render.post_length import too_long


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of every post."""
    return lasting_entry_jobs(context, render, "posts")


def render(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the posts of some entries; raises `OutputError` for those that are too long."""
    context = inputs.context
    made = [
        (news, posts_of(context, news))
        for entry in inputs.entries
        for news in news_of(entry, context.content.groups)
    ]
    problems = (too_long(news, post) for news, posts in made for post in posts)
    if found := tuple(filter(None, problems)):
        raise OutputError(*found)
    for news, posts in made:
        for post in posts:
            yield Artefact(urls.post_file(post.group.id, news, post.language), post.text.encode())
        for post in first_posts(posts):
            yield Artefact(urls.post_file(post.group.id, news), post.text.encode())


OUTPUT = Output("posts", jobs, is_shared=True)
