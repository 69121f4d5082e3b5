"""One entry in full: how it stands, its facts and updates, with their addresses and posts."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct, structs, to_builtins

from statusgen.authoring.overview import OverviewRow, row_lines, row_of
from statusgen.authoring.posts import posts, render_context
from statusgen.content.schema.times import shown
from statusgen.domain.entry import entry_record, publication_of
from statusgen.domain.news import News, news_of
from statusgen.domain.world import derive
from statusgen.model import Content, Incident, Maintenance
from statusgen.render import urls
from statusgen.render.announcement import news_item
from statusgen.render.context import RenderContext
from statusgen.render.facts import facts
from statusgen.text.wording import Wording


class PostDetails(Struct, frozen=True):
    """A post of an update for one group in one language."""

    group: str
    language: str
    address: str
    text: str


class UpdateDetails(Struct, frozen=True):
    """An update as its page has it, in the site's first language; `text` is Markdown."""

    id: str
    at: datetime
    status: str
    heading: str
    text: str
    address: str
    posts: tuple[PostDetails, ...]


class EntryDetails(Struct, frozen=True):
    """An entry; its updates are the newest first.

    `settings` are its class, scope, cause and region by their keys, as far as they are written.
    """

    row: OverviewRow
    file: str
    address: str
    settings: Mapping[str, str]
    facts: tuple[tuple[str, str], ...]
    updates: tuple[UpdateDetails, ...]

    def as_json(self) -> object:
        """Return the details as values of JSON, those of `list` first."""
        own = {name: value for name, value in structs.asdict(self).items() if name != "row"}
        facts_by_label = {"facts": dict(self.facts)}
        return to_builtins({**structs.asdict(self.row), **own, **facts_by_label})


def entry_details(
    root: Path, content: Content, entry: Incident | Maintenance, now: datetime
) -> EntryDetails:
    """Return the details of an entry at `now`; what is not published yet, as it will be.

    Raises CommandError if a template of its posts is broken.
    """
    first = publication_of(entry)
    context = render_context(derive(content, max(now, first), drafts=entry.draft), root)
    found = next(each for each in context.world.entries if each.id == entry.id)
    return EntryDetails(
        row=row_of(found, now),
        file=entry_record(found).path,
        address=context.public(urls.entry_page(found)),
        settings=dict(_settings(entry)),
        facts=tuple((each.label, each.text) for each in facts(context, found)),
        updates=tuple(_update(context, news) for news in news_of(found, content.groups)),
    )


def _settings(entry: Incident | Maintenance) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Incident):
        words = {"cause": entry.cause.value if entry.cause else None, "region": entry.region}
        for name, word in {"cos": entry.cos, "scope": entry.scope.value, **words}.items():
            if word is not None:
                yield name, word


def _update(context: RenderContext, news: News) -> UpdateDetails:
    item = news_item(context, news)
    address = context.public(urls.news_page(news))
    return UpdateDetails(
        news.id,
        news.at,
        news.phase.value,
        item.heading,
        item.text.strip(),
        address,
        tuple(_posts(context, news)),
    )


def _posts(context: RenderContext, news: News) -> Iterator[PostDetails]:
    for text, files in posts(context, news, news.groups).items():
        for each in files:
            path = urls.post_file(each.group.id, news, each.language)
            yield PostDetails(each.group.id, each.language, f"{context.url}{path}", text)


# --- as text -----------------------------------------------------------------------------------


def details_text(details: EntryDetails, words: Wording) -> str:
    """Return the details of an entry as text; the time of an update is in the zone of `words`."""
    parts = [row_lines(details.row, words), "\n".join(_head(details))]
    parts += [update_text(each, words.zone) for each in details.updates]
    parts += [_post_text(each) for each in details.updates[0].posts]
    return "\n\n".join(parts)


def _head(details: EntryDetails) -> Iterator[str]:
    yield f"  {details.file}"
    yield f"  {details.address}"
    if details.settings:
        yield "  " + ", ".join(f"{name}: {word}" for name, word in details.settings.items())
    for label, text in details.facts:
        yield f"  {label}: {' '.join(text.split())}"


def _post_text(post: PostDetails) -> str:
    return f"--- {post.group} ({post.language})\n{post.text}".rstrip()


def update_text(update: UpdateDetails, zone: ZoneInfo) -> str:
    """Return an update as text: its heading and time, the text, and where it is to be read."""
    lines = [f"{update.heading}, {shown(update.at, zone)}  ({update.id})"]
    lines += [f"  {line}".rstrip() for line in update.text.split("\n")]
    lines.append(f"  {update.address}")
    lines += [f"  {each.group} ({each.language}): {each.address}" for each in update.posts]
    return "\n".join(lines)
