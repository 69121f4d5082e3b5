"""Warnings about recent news that lacks a text in a language of its groups."""

from collections.abc import Iterator
from pathlib import Path

from statusgen.content.source.parse import read_bytes, source_of
from statusgen.domain.entry import entry_record
from statusgen.domain.incident import IncidentNow
from statusgen.domain.news import News
from statusgen.model import MaintenanceUpdate, Update
from statusgen.problems import Location, Place, Problem, Severity
from statusgen.render.context import RenderContext
from statusgen.render.post import RECENT, missing_languages, missing_post, missing_texts

_HINT = "give this text in that language too, or correct 'languages' in content/groups.yml"


def missing_posts(root: Path, context: RenderContext) -> Iterator[Problem]:
    """Yield a warning at each text for which recent news has no post in a language."""
    for news in context.world.news:
        if news.at < context.world.now - RECENT:
            return
        for language, groups in missing_languages(context, news).items():
            for key in missing_texts(context, news, language):
                location = _location(news, key)
                update = f"'{news.id}': " if len(location) > 1 else ""
                message = f"{update}{missing_post(language, groups)}"
                yield Problem(_place(root, news, location), message, _HINT, Severity.WARNING)


def _location(news: News, key: str) -> Location:
    """Return the location of a text of `news` in the file of its entry."""
    updates = _updates_until(news)
    if key == "text" and updates:
        return ("updates", len(updates) - 1, key)
    given = [n for n, each in enumerate(updates) if key == "workaround" and _gives_one(each)]
    return ("updates", given[-1], key) if given else (key,)


def _updates_until(news: News) -> tuple[Update | MaintenanceUpdate, ...]:
    """Return the updates of the entry as far as the one of `news`, empty if it is no update."""
    entry = news.entry
    updates: tuple[Update | MaintenanceUpdate, ...] = (
        entry.updates if isinstance(entry, IncidentNow) else entry.maintenance.updates
    )
    ids = [each.id for each in updates]
    return updates[: ids.index(news.id) + 1] if news.id in ids else ()


def _gives_one(update: Update | MaintenanceUpdate) -> bool:
    return isinstance(update, Update) and update.workaround is not None


def _place(root: Path, news: News, location: Location) -> Place:
    entry = news.entry
    path = entry_record(entry).path
    data = read_bytes(root / path, path)
    return data.place if isinstance(data, Problem) else source_of(path, data).key(location)
