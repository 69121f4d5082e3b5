"""Warnings about texts: titles that are cut, Markdown that is shown as typed."""

from collections.abc import Iterator, Sequence

from statusgen.content.checks.common import entries_of, warning
from statusgen.content.markdown import MAX_DEPTH, is_too_deep
from statusgen.content.source.nodes import Sources
from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, Text, Update
from statusgen.model.text import texts_of
from statusgen.problems import Location, Problem

MAX_TITLE = 90


def long_titles(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of a title that feeds, posts and calendars would cut."""
    for entry in entries_of(content):
        for language in _too_long(entry.title):
            at: Location = ("title", language)
            size = len(entry.title.by_language[language])
            yield warning(
                sources.value(entry.path, at),
                f"the title has {size} characters",
                f"expected at most {MAX_TITLE}; the rest can go into the text",
            )


def _too_long(title: Text) -> Iterator[str]:
    return (name for name, text in title.by_language.items() if len(text) > MAX_TITLE)


def deep_texts(content: Content, sources: Sources) -> Iterator[Problem]:
    """Warn of Markdown that is nested so deep that it is shown as typed."""
    for entry in entries_of(content):
        for at, text in _texts(entry):
            for language in (name for name, each in text.by_language.items() if is_too_deep(each)):
                yield warning(
                    sources.value(entry.path, (*at, language)),
                    f"the Markdown is nested more than {MAX_DEPTH} deep: it is shown as typed",
                    "nest lists, quotes and emphasis less, or mark it as code",
                )


def _texts(entry: Incident | Maintenance) -> Iterator[tuple[Location, Text]]:
    """Yield the texts in Markdown with their locations."""
    yield from (((name,), text) for name, text in texts_of(entry) if name != "title")
    updates: Sequence[Update | MaintenanceUpdate] = entry.updates
    for index, update in enumerate(updates):
        yield from ((("updates", index, name), text) for name, text in texts_of(update))
