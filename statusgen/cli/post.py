"""`statusgen post`: the text of an announcement on standard output, to be pasted or piped."""

from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.desk.entries import content_with, entry_of, path_of
from statusgen.authoring.desk.posts import context_of, not_posted, posts, shown
from statusgen.authoring.desk.wrong_use import WrongUse, refuse_unknown
from statusgen.cli.options import site_options
from statusgen.console import CommandError, echo
from statusgen.domain.world import News, World, derive
from statusgen.model import Content, Group


@click.command("post")
@site_options
@click.argument("entry_id", metavar="ID")
@click.option(
    "--update",
    "update_id",
    metavar="UPDATE",
    help="The update, by its id, such as 20261120T131500Z.  [default: the newest]",
)
@click.option("--group", "group_id", metavar="GROUP", help="One group, by its id.  [default: all]")
def command(
    root: Path, now: datetime, entry_id: str, update_id: str | None, group_id: str | None
) -> int:
    """Show what to post of an incident or a maintenance.

    For one group it is the text alone; for several, each has a line above its text.
    """
    try:
        path = path_of(root, entry_id)
        content = content_with(root, now, {})
        is_draft = entry_of(content, path).draft
        world = derive(content, now, drafts=is_draft)
        news = _news(world, entry_id, update_id)
        texts = posts(context_of(world, root), news, _groups(content, news, group_id))
    except WrongUse as wrong:
        raise click.BadParameter(str(wrong), param_hint=wrong.option) from None
    if is_draft:
        echo(f"{entry_id} is a draft: nothing of it is published yet.")
    click.echo(shown(texts), nl=False)
    return 0


def _news(world: World, entry_id: str, update_id: str | None) -> News:
    """Return the newest news of an entry, or that of an id."""
    told = {news.id: news for news in reversed(world.news) if news.entry.id == entry_id}
    if not told:
        message = f"Nothing of {entry_id} is published yet."
        raise CommandError(message)
    if update_id is None:
        return next(reversed(told.values()))
    if update_id not in told:
        refuse_unknown("--update", f"update of {entry_id}", update_id, told)
    return told[update_id]


def _groups(content: Content, news: News, group_id: str | None) -> tuple[Group, ...]:
    """Return the groups that are to hear of `news`; raises CommandError where none is."""
    known = [group.id for group in content.groups]
    if group_id is not None and group_id not in known:
        refuse_unknown("--group", "group", group_id, known)
    if not news.groups:
        raise CommandError(not_posted(news))
    if group_id is None:
        return news.groups
    asked = tuple(group for group in news.groups if group.id == group_id)
    if not asked:
        message = f"The group {group_id} does not announce what {news.entry.id} is."
        raise CommandError(message)
    return asked
