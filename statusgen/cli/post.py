"""`statusgen post`: prints the text of an announcement, to be pasted or piped."""

from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.entries import entry_named, entry_of, last_published, load_content
from statusgen.authoring.posts import (
    draft_note,
    format_posts,
    missing_notes,
    no_post_reason,
    posts,
    render_context,
)
from statusgen.cli import completers
from statusgen.cli.options import SiteCommand, site_options
from statusgen.console import CommandError, echo, reject_unknown
from statusgen.domain.news import News
from statusgen.domain.world import World, derive
from statusgen.model import Content, Group
from statusgen.text.wording import site_wording


@click.command("post", cls=SiteCommand)
@site_options
@click.argument("entry_name", metavar="[ID]", required=False, shell_complete=completers.entry)
@click.option(
    "--update",
    "update_id",
    metavar="UPDATE",
    shell_complete=completers.update,
    help="The update, by its id, such as 20261120T131500Z.  [default: the newest]",
)
@click.option(
    "--group",
    "group_id",
    metavar="GROUP",
    shell_complete=completers.group,
    help="One group, by its id.  [default: all]",
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    shell_complete=completers.language,
    help="One language, by its code.  [default: all of the group]",
)
def command(  # noqa: PLR0913 - click passes one argument for each option
    root: Path,
    now: datetime,
    *,
    entry_name: str | None,
    update_id: str | None,
    group_id: str | None,
    language: str | None,
) -> int:
    """Show the posts about an incident or a maintenance.

    ID can be a part of the id or of the title. Without it, the only open entry is taken. A single
    post is shown as its text alone; several have a heading line each.
    """
    name = entry_named(root, now, entry_name)
    content = load_content(root, now)
    entry = entry_of(content, name, now)
    if entry_name != entry.id and "@" not in (entry_name or ""):
        entry = last_published(content, entry, now)
    entry_id, is_draft = entry.id, entry.draft
    world = derive(content, now, drafts=is_draft)
    news = _news(world, entry_id, update_id)
    groups, context = _groups(content, news, group_id), render_context(world, root)
    _require_language(language, groups)
    texts = posts(context, news, groups, language)
    words = site_wording(content.site)
    for note in missing_notes(context, news):
        echo(words.say(note))
    if not texts:
        message = f"There is no post of {news.id} in the languages asked for."
        raise CommandError(message)
    if is_draft:
        echo(words.say(draft_note(entry_id)))
    click.echo(format_posts(texts), nl=False)
    return 0


def _require_language(language: str | None, groups: tuple[Group, ...]) -> None:
    known = sorted({each for group in groups for each in group.languages})
    if language is not None and language not in known:
        reject_unknown("--language", "language of these groups", language, known)


def _news(world: World, entry_id: str, update_id: str | None) -> News:
    """Return the news of an entry with this id, or the newest."""
    found = {news.id: news for news in reversed(world.news) if news.entry.id == entry_id}
    if not found:
        message = f"Nothing of {entry_id} is published yet."
        raise CommandError(message)
    if update_id is None:
        return next(reversed(found.values()))
    if update_id not in found:
        reject_unknown("--update", f"update of {entry_id}", update_id, found)
    return found[update_id]


def _groups(content: Content, news: News, group_id: str | None) -> tuple[Group, ...]:
    """Return the groups that announce `news`; raises CommandError if there are none."""
    known = [group.id for group in content.groups]
    if group_id is not None and group_id not in known:
        reject_unknown("--group", "group", group_id, known)
    if not news.groups:
        raise CommandError(str(no_post_reason(news)))
    if group_id is None:
        return news.groups
    named = tuple(group for group in news.groups if group.id == group_id)
    if not named:
        message = f"The group {group_id} does not announce what {news.entry.id} is."
        raise CommandError(message)
    return named
